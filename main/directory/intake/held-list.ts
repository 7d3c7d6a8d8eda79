import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import type { HeldList, HeldReason } from '../../../preload/contract/held-list.ts';
import type { Customer } from '../customers/customer.ts';
import type { Comparison } from './comparison.ts';
import type { CustomerList } from './read-list.ts';
import type { RefreshTimes } from '../storage/refresh-log.ts';

/** From here on, a fifth is suspicious. Smaller directories change by halves easily, and by a few customers at any time. */
const smallestGuarded = 20;
const leastSuspicious = 5;
/** Names that are kept of who would go, and how much of each, in UTF-16 units. */
const mostNamed = 100;
const longestName = 80;

/** Why a list waits, and whom the person is asked about. */
export type Doubt = Pick<HeldList, 'reason' | 'cached' | 'remaining' | 'leaving'>;

/**
 * What makes a person decide on a new list; null when it can be applied.
 * @param next how many customers the new list has
 * @param removedLately how many were taken away within a week, and are gone: many small steps are a large one
 */
export function doubtAbout(comparison: Comparison, next: number, removedLately: number): Doubt | null {
  const { remaining, removed } = comparison;
  const cached = remaining + removed.length;
  function doubt(reason: HeldReason, lost: readonly Customer[], earlier = 0): Doubt {
    const leaving = lost.slice(0, mostNamed).map(({ shortName }) => shortName.slice(0, longestName).toWellFormed());
    return { reason, cached: cached + earlier, remaining: cached - lost.length, leaving };
  }

  const unnamed = withoutNames(comparison);
  const reidentified = underNewIds(comparison);
  if (unnamed.length > 0 && (unnamed.length === cached || isTooMuch(unnamed.length, cached))) {
    return doubt('no-names', unnamed);
  }
  if (reidentified.length > 1 && reidentified.length > cached / 2) return doubt('new-ids', reidentified);
  if ((next === 0 && cached > 0) || isTooMuch(removed.length, cached)) return doubt('removed', removed);
  const isStep = removed.length > 0 && isTooMuch(removed.length + removedLately, cached + removedLately);
  return isStep ? doubt('removed-in-steps', removed, removedLately) : null;
}

function isTooMuch(lost: number, cached: number): boolean {
  return cached >= smallestGuarded ? lost > cached / 5 : lost >= leastSuspicious && lost > cached / 2;
}

/** Who had a name, and has none in the new list. */
function withoutNames({ altered }: Comparison): Customer[] {
  const isLost = (before: string, after: string): boolean => before.trim() !== '' && after.trim() === '';
  return altered
    .filter(({ before, after }) => isLost(before.shortName, after.shortName) || isLost(before.fullName, after.fullName))
    .map(({ before }) => before);
}

/** Who is gone while another one of the same name has come: Live Platform may have been set up anew. */
function underNewIds({ added, removed }: Comparison): Customer[] {
  const arrived = new Set(added.filter(({ id }) => id !== null).map(({ shortName }) => shortName));
  return removed.filter(({ id, shortName }) => id !== null && arrived.has(shortName));
}

const StoredCustomer = v.object({
  id: v.nullable(v.string()),
  shortName: v.string(),
  fullName: v.string(),
  license: v.number(),
  twin: v.exactOptional(v.number()),
});
const StoredList = v.object({
  received: v.number(),
  collapsed: v.number(),
  customers: v.array(StoredCustomer),
  setAside: v.object({
    count: v.number(),
    listed: v.array(v.object({ position: v.number(), reason: v.string() })),
  }),
  unreadable: v.array(v.string()),
});
const HeldRow = v.object({
  started_at: v.number(),
  ended_at: v.number(),
  body_hash: v.string(),
  reason: v.picklist(['removed', 'removed-in-steps', 'new-ids', 'no-names']),
  cached: v.number(),
  remaining: v.number(),
  leaving: v.pipe(v.string(), v.parseJson(), v.array(v.string())),
});

/** A list as it waits, with all that is needed to apply it later. */
export interface Held {
  list: CustomerList;
  bodyHash: string;
  times: RefreshTimes;
}

/** Puts a list aside for the person's decision, in place of any that waits already. */
export function holdList(database: Database, held: Held, doubt: Doubt): void {
  const { list, bodyHash, times } = held;
  const { reason, cached, remaining, leaving } = doubt;
  database
    .prepare('REPLACE INTO held_list VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(
      times.startedAt,
      times.endedAt,
      bodyHash,
      reason,
      cached,
      remaining,
      JSON.stringify(leaving),
      JSON.stringify(list),
    );
}

/** What the person is asked about; null when nothing waits. */
export function readHeld(database: Database): HeldList | null {
  const columns = 'started_at, ended_at, body_hash, reason, cached, remaining, leaving';
  const row = database.prepare(`SELECT ${columns} FROM held_list`).get();
  if (row === undefined) return null;
  const { ended_at: at, reason, cached, remaining, leaving } = v.parse(HeldRow, row);
  return { at, reason, cached, remaining, leaving };
}

/** Takes the list that waits, if one does: it waits no more. */
export function takeHeld(database: Database): Held | null {
  const row = database.prepare('SELECT * FROM held_list').get();
  if (row === undefined) return null;
  database.exec('DELETE FROM held_list');
  const stored = v.parse(v.object({ ...HeldRow.entries, list: v.pipe(v.string(), v.parseJson(), StoredList) }), row);
  const times = { startedAt: stored.started_at, endedAt: stored.ended_at };
  return { list: stored.list, bodyHash: stored.body_hash, times };
}
