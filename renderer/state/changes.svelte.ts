import type {
  ChangeFilter,
  ChangeLabels,
  ChangePage,
  ChangeQuery,
  LoggedChange,
} from '../../preload/contract/changes.ts';
import { valueOrAlert } from './alerts.svelte.ts';
import { connections, isOfCurrent } from './connections.svelte.ts';
import { customers } from './customers.svelte.ts';
import { prefer, preferences } from './preferences.svelte.ts';

export const periods = ['unseen', 'today', 'week', 'all'] as const;
export type Period = (typeof periods)[number];

interface ChangesState {
  /** Whether the changes are shown, in place of the customers. */
  shown: boolean;
  period: Period;
  /** Those that have arrived, newest first. */
  listed: LoggedChange[];
  /** How many match; null before the first answer. */
  total: number | null;
  /** How many came since they were last looked at. */
  unseen: number;
  /** The last refresh that had been looked at before they were shown. */
  seenBefore: number;
  /** How many were copied of what is listed; null when none were. */
  copied: number | null;
  /** The change whose customer's details are open. */
  opened: LoggedChange | null;
}

/** What refreshes have changed, and which of it was looked at. */
export const changes: ChangesState = $state({
  shown: false,
  period: 'unseen',
  listed: [],
  total: null,
  unseen: 0,
  seenBefore: 0,
  copied: null,
  opened: null,
});

/** Changes that are asked for at once. */
const pageSize = 100;

let asked = 0;

/** Shows what was not looked at yet or, when that is nothing or all is asked for, what is on record. */
export async function openChanges(which: 'unseen' | 'all' = 'unseen'): Promise<void> {
  if (changes.shown) return;
  Object.assign(changes, { shown: true, opened: null, listed: [], total: null });
  changes.seenBefore = lastSeen();
  await countUnseen();
  changes.period = which === 'unseen' && changes.unseen > 0 ? 'unseen' : 'all';
  await loadChanges();
}

/** Shows the customers again. */
export function closeChanges(): void {
  Object.assign(changes, { shown: false, opened: null });
}

/** Shows the changes of a period. */
export async function showPeriod(period: Period): Promise<void> {
  changes.period = period;
  await loadChanges();
}

/** Asks again for what is shown, or for how much of it is new; after a refresh, and when another connection is shown. */
export async function updateChanges(): Promise<void> {
  if (changes.shown) await loadChanges();
  else await countUnseen();
}

/** Asks for what is on screen, from the first change on, and has it count as seen. */
export async function loadChanges(): Promise<void> {
  await load(0);
}

/** Adds the changes after those that are listed. */
export async function loadMoreChanges(): Promise<void> {
  await load(changes.listed.length);
}

/** Who was removed, of those that a search text matches; newest first, at most a few. Null when it can't be read. */
export function removedCustomers(text: string): Promise<ChangePage | null> {
  return search({ text, anyOf: [], kind: 'removed', after: 0, since: 0, offset: 0, limit: 5 });
}

/** Those of another connection are not known yet. */
export function forgetChanges(): void {
  Object.assign(changes, { shown: false, opened: null, listed: [], total: null, unseen: 0 });
}

async function load(offset: number): Promise<void> {
  const number = ++asked;
  changes.copied = null;
  const page = await search({ ...shownChanges(), offset, limit: pageSize });
  if (!page || number !== asked) return;
  changes.listed = offset === 0 ? page.changes : [...changes.listed, ...page.changes];
  changes.total = page.total;
  changes.unseen = 0;
  rememberSeen(page.latest);
}

/** Copies all changes that match, and announces how many. */
export async function copyChanges(labels: ChangeLabels): Promise<void> {
  const rows = valueOrAlert('copy', await window.fieldbook.changes.copy(shownChanges(), labels));
  changes.copied = rows ?? null;
}

/** Which changes are shown. */
export function shownChanges(): ChangeFilter {
  return {
    text: customers.text,
    anyOf: $state.snapshot(customers.anyOf),
    kind: null,
    after: changes.period === 'unseen' ? changes.seenBefore : 0,
    since: beginningOf(changes.period),
  };
}

async function countUnseen(): Promise<void> {
  const seen = lastSeen();
  const page = await search({ text: '', anyOf: [], kind: null, after: seen, since: 0, offset: 0, limit: 0 });
  if (!page) return;
  // A cache that was damaged counts its refreshes from one again.
  if (page.latest < seen) {
    rememberSeen(0);
    changes.seenBefore = 0;
    await countUnseen();
  } else changes.unseen = page.total;
}

async function search(query: ChangeQuery): Promise<ChangePage | null> {
  const found = valueOrAlert('history', await window.fieldbook.changes.search(query));
  return found && isOfCurrent(found) ? found.content : null;
}

function lastSeen(): number {
  return preferences.seenChanges[connections.current?.id ?? ''] ?? 0;
}

function rememberSeen(refresh: number): void {
  const id = connections.current?.id;
  if (id !== undefined && lastSeen() !== refresh)
    prefer({ seenChanges: { ...preferences.seenChanges, [id]: refresh } });
}

/** In epoch milliseconds; a day begins at midnight, local time. */
function beginningOf(period: Period): number {
  if (period === 'unseen' || period === 'all') return 0;
  const now = new Date();
  if (period === 'week') return now.getTime() - 7 * 24 * 3_600_000;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
}
