import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import type { HeldList } from '../../../preload/contract/held-list.ts';
import type { Customer } from '../customers/customer.ts';
import type { RefreshTimes } from '../storage/refresh-log.ts';
import type { Doubt } from './shrinking-list.ts';
import type { ReceivedRows } from './read-list.ts';

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
});
const HeldRow = v.object({
  started_at: v.number(),
  ended_at: v.number(),
  body_hash: v.string(),
  reason: v.picklist(['removed', 'removed-in-steps', 'new-ids', 'no-names']),
  cached: v.number(),
  remaining: v.number(),
  leaving: v.pipe(v.string(), v.parseJson(), v.array(v.string())),
  licenses: v.pipe(v.string(), v.parseJson(), v.array(v.object({ name: v.string(), customers: v.number() }))),
});

/** A list from Live Platform, as it came. */
export interface ReceivedList {
  rows: ReceivedRows;
  bodyHash: string;
  times: RefreshTimes;
}

/** Puts a list aside for the person's decision, in place of any that waits already. */
export function holdList(
  database: Database,
  { rows, bodyHash, times }: ReceivedList,
  customers: readonly Customer[],
  doubt: Doubt,
): void {
  const { reason, cached, remaining, leaving, licenses } = doubt;
  database
    .prepare('REPLACE INTO held_list VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(
      times.startedAt,
      times.endedAt,
      bodyHash,
      reason,
      cached,
      remaining,
      JSON.stringify(leaving),
      JSON.stringify(licenses),
      JSON.stringify({ ...rows, customers }),
    );
}

/** What the person is asked about; null when nothing waits. */
export function readHeld(database: Database): HeldList | null {
  const columns = 'started_at, ended_at, body_hash, reason, cached, remaining, leaving, licenses';
  const row = database.prepare(`SELECT ${columns} FROM held_list`).get();
  if (row === undefined) return null;
  const { ended_at: at, reason, cached, remaining, leaving, licenses } = v.parse(HeldRow, row);
  return { at, reason, cached, remaining, leaving, licenses };
}

/** When the list came that waits; null when none does. */
export function readHeldAt(database: Database): number | null {
  const at = database.prepare('SELECT ended_at FROM held_list').pluck().get();
  return v.parse(v.optional(v.nullable(v.number()), null), at);
}

/** The list that waits, if one does. */
export function readWaiting(database: Database): (ReceivedList & { customers: Customer[] }) | null {
  const row = database.prepare('SELECT * FROM held_list').get();
  if (row === undefined) return null;
  const stored = v.parse(v.object({ ...HeldRow.entries, list: v.pipe(v.string(), v.parseJson(), StoredList) }), row);
  const times = { startedAt: stored.started_at, endedAt: stored.ended_at };
  const { customers, ...rows } = stored.list;
  return { rows, customers, bodyHash: stored.body_hash, times };
}

/** The list that waits, if one does, waits no more. */
export function dropHeld(database: Database): void {
  database.exec('DELETE FROM held_list');
}
