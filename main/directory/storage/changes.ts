import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import type { ChangeCounts, ChangeKind, CustomerHistory } from '../../../preload/contract/changes.ts';
import { type Customer, customerKey } from '../customers/customer.ts';
import { licenseOf } from '../customers/licenses.ts';

/** A customer as it was and as it is. */
export interface Alteration {
  before: Customer;
  after: Customer;
}

/** What a list changes in the one before. */
export interface ListChanges {
  added: readonly Customer[];
  removed: readonly Customer[];
  /** A lead that got its ID is among them. */
  altered: readonly Alteration[];
}

/** Changes that stay on record, oldest first out: some tens of megabytes. */
export const mostKept = 200_000;
/** In UTF-16 units: a longer name is cut in the log. The list has it whole. */
const longestName = 300;

/** How many customers are changed, by kind; null when none are. */
export function countChanges({ added, removed, altered }: ListChanges): ChangeCounts | null {
  const counts = { added: added.length, removed: removed.length, renamed: 0, license: 0, applied: 0 };
  for (const alteration of altered) for (const { kind } of changesOf(alteration)) counts[kind]++;
  return Object.values(counts).some((count) => count > 0) ? counts : null;
}

type Change = { kind: Exclude<ChangeKind, 'added' | 'removed'> } & Record<'before' | 'after', string>;

function changesOf({ before, after }: Alteration): Change[] {
  const licenses = { before: licenseOf(before.license).name, after: licenseOf(after.license).name };
  if (before.id === null && after.id !== null) return [{ kind: 'applied', ...licenses }];
  const names = { before: nameOf(before), after: nameOf(after) };
  return [
    ...(names.before === names.after ? [] : [{ kind: 'renamed' as const, ...names }]),
    ...(before.license === after.license ? [] : [{ kind: 'license' as const, ...licenses }]),
  ];
}

function nameOf({ shortName, fullName }: Customer): string {
  const name = shortName === fullName ? shortName : `${shortName} (${fullName})`;
  return name.length <= longestName ? name : `${name.slice(0, longestName).toWellFormed()}…`;
}

/**
 * Writes into the log what a refresh changes, and drops what is too old. Of more changes than are kept, it says first who is
 * gone: nothing else does.
 */
export function recordChanges(database: Database, refresh: number, { added, removed, altered }: ListChanges): void {
  const insert = database.prepare('INSERT OR IGNORE INTO changes VALUES (?, ?, ?, ?, ?, ?, ?)');
  const rekey = database.prepare('UPDATE OR REPLACE changes SET customer_key = ? WHERE customer_key = ?');
  let room = mostKept;
  for (const customer of removed.slice(0, room)) {
    const name = nameOf(customer);
    insert.run(refresh, 'removed', customerKey(customer), name, name, null, null);
  }
  room -= Math.min(room, removed.length);
  for (const customer of added.slice(0, room)) {
    const name = nameOf(customer);
    insert.run(refresh, 'added', customerKey(customer), name, null, name, null);
  }
  room -= Math.min(room, added.length);
  for (const alteration of altered) {
    const key = customerKey(alteration.after);
    const before = customerKey(alteration.before);
    const former = before === key ? null : before;
    if (former !== null) rekey.run(key, former);
    for (const { kind, before, after } of changesOf(alteration).slice(0, room)) {
      insert.run(refresh, kind, key, nameOf(alteration.after), before, after, former);
      room--;
    }
  }
  dropOldest(database);
}

/** Drops the changes of the oldest refreshes while there are too many. Their counts stay on the refreshes' record. */
function dropOldest(database: Database): void {
  const counted = database.prepare(
    'SELECT refresh, count(*) AS changes FROM changes GROUP BY refresh ORDER BY refresh DESC',
  );
  let kept = 0;
  for (const { refresh, changes } of v.parse(v.array(RefreshSize), counted.all())) {
    kept += changes;
    if (kept <= mostKept) continue;
    database.prepare('DELETE FROM changes WHERE refresh <= ?').run(refresh);
    return;
  }
}

const RefreshSize = v.object({ refresh: v.number(), changes: v.number() });

/** The key that a customer who had this one has now; null when none had. */
export function readLaterKey(database: Database, key: string): string | null {
  const later = database.prepare('SELECT customer_key FROM changes WHERE former_key = ? ORDER BY refresh DESC LIMIT 1');
  return v.parse(v.optional(v.nullable(v.string()), null), later.pluck().get(key));
}

const ChangeRow = v.object({
  at: v.number(),
  kind: v.custom<ChangeKind>((kind) => typeof kind === 'string'),
  before: v.nullable(v.string()),
  after: v.nullable(v.string()),
});

/** What is on record of a customer: first seen, and at most a hundred changes, newest first. */
export function readHistory(database: Database, key: string): CustomerHistory {
  const rows = database
    .prepare(
      `SELECT ended_at AS at, kind, before, after FROM changes JOIN refreshes ON refresh = number
       WHERE customer_key = ? ORDER BY number DESC LIMIT 100`,
    )
    .all(key);
  return { firstSeen: readFirstSeen(database, key), changes: v.parse(v.array(ChangeRow), rows) };
}

/** Anyone whose oldest change is not that they were added was in the list before anything about it was on record. */
function readFirstSeen(database: Database, key: string): CustomerHistory['firstSeen'] {
  const oldestChange = database
    .prepare(
      `SELECT ended_at AS at, kind, before, after FROM changes JOIN refreshes ON refresh = number
       WHERE customer_key = ? ORDER BY number, kind LIMIT 1`,
    )
    .get(key);
  const oldest = v.parse(v.optional(ChangeRow), oldestChange);
  if (oldest?.kind === 'added') return { at: oldest.at, oldestList: false };
  const oldestList = database
    .prepare("SELECT min(ended_at) FROM refreshes WHERE outcome IN ('replaced', 'unchanged')")
    .pluck();
  const at = v.parse(v.nullable(v.number()), oldestList.get());
  return at === null ? null : { at, oldestList: true };
}

/** The keys of the customers that were removed after a moment (epoch milliseconds), and after any list that a person chose. */
export function readRemovedSince(database: Database, since: number): Set<string> {
  const keys = database
    .prepare(
      `SELECT customer_key FROM changes JOIN refreshes ON refresh = number WHERE kind = 'removed' AND ended_at > ?
       AND number > (SELECT ifnull(max(number), 0) FROM refreshes WHERE decided)`,
    )
    .pluck()
    .all(since);
  return new Set(v.parse(v.array(v.string()), keys));
}
