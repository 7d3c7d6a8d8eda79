import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import type { HeldList } from '../../../preload/bridge.ts';
import type { Comparison } from './comparison.ts';
import type { CustomerList } from './read-list.ts';
import type { RefreshTimes } from '../storage/refresh-log.ts';

/** Small directories change by halves easily. */
const smallestGuarded = 20;

/**
 * How many of the cached customers a new list would leave, if it takes away so much that a person should decide: all,
 * or more than half of a cached directory of 20 or more. Null when it can be applied.
 * @param next how many customers the new list has
 */
export function suspiciousRemainder({ remaining, removed }: Comparison, next: number): number | null {
  const cached = remaining + removed.length;
  const emptied = cached > 0 && next === 0;
  const halved = cached >= smallestGuarded && remaining < cached / 2;
  return emptied || halved ? remaining : null;
}

const StoredCustomer = v.object({
  id: v.nullable(v.string()),
  shortName: v.string(),
  fullName: v.string(),
  license: v.number(),
});
const StoredList = v.object({
  received: v.number(),
  collapsed: v.number(),
  customers: v.array(StoredCustomer),
  setAside: v.array(v.object({ position: v.number(), reason: v.string(), id: v.nullable(v.string()) })),
});
const HeldRow = v.object({
  started_at: v.number(),
  ended_at: v.number(),
  body_hash: v.string(),
  cached: v.number(),
  remaining: v.number(),
});

/** A list as it waits, with all that is needed to apply it later. */
export interface Held {
  list: CustomerList;
  bodyHash: string;
  times: RefreshTimes;
}

/** Puts a list aside for the person's decision, in place of any that waits already. */
export function holdList(database: Database, held: Held, counts: { cached: number; remaining: number }): void {
  const { list, bodyHash, times } = held;
  database
    .prepare('REPLACE INTO held_list VALUES (1, ?, ?, ?, ?, ?, ?)')
    .run(times.startedAt, times.endedAt, bodyHash, counts.cached, counts.remaining, JSON.stringify(list));
}

/** What the person is asked about; null when nothing waits. */
export function readHeld(database: Database): HeldList | null {
  const row = database.prepare('SELECT started_at, ended_at, body_hash, cached, remaining FROM held_list').get();
  if (row === undefined) return null;
  const { ended_at: at, cached, remaining } = v.parse(HeldRow, row);
  return { at, cached, remaining };
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
