import type { Database } from 'better-sqlite3';
import type { HeldChoice } from '../../preload/bridge.ts';
import { readCachedCustomers, writeCachedCustomers } from './cached-customers.ts';
import { recordChanges } from './changes.ts';
import { type Customer, identity } from './customer.ts';
import { type Held, holdList, suspiciousRemainder, takeHeld } from './held-list.ts';
import { inNaturalOrder } from './natural-order.ts';
import type { CustomerList } from './read-list.ts';
import { recordRefresh, type RefreshTimes } from './refresh-log.ts';
import { buildSearchIndex, storeSearchIndex } from './search-index.ts';
import { readSnapshot } from './snapshot.ts';

/**
 * Takes in a list that was read whole: it replaces the cached one, or waits for the person's decision when it would take
 * away suspiciously much. All of it in one transaction, or, when anything fails, nothing.
 */
export function takeIn(database: Database, read: Held): void {
  database
    .transaction(() => {
      const cached = readCachedCustomers(database);
      const next = withKept(read.list, cached);
      const remaining = suspiciousRemainder(cached, next);
      if (remaining === null) replaceSnapshot(database, read, cached, next);
      else {
        holdList(database, read, { cached: cached.size, remaining });
        recordRefresh(database, read.times, { outcome: 'held', received: read.list.received });
      }
    })
    .immediate();
}

/** Carries out the person's decision on the list that waits. Nothing happens when none does. */
export function resolveHeld(database: Database, choice: HeldChoice): void {
  database
    .transaction(() => {
      const held = takeHeld(database);
      if (!held || choice === 'keep') return;
      const cached = readCachedCustomers(database);
      replaceSnapshot(database, held, cached, withKept(held.list, cached));
    })
    .immediate();
}

/** Records that Live Platform sent the very list that is cached: it is as fresh as a new one. */
export function confirmSnapshot(database: Database, times: RefreshTimes): void {
  database
    .transaction(() => {
      takeHeld(database);
      database.prepare('UPDATE snapshot SET refreshed_at = ?').run(times.endedAt);
      const received = readSnapshot(database)?.received ?? 0;
      recordRefresh(database, times, { outcome: 'unchanged', received });
    })
    .immediate();
}

function replaceSnapshot(
  database: Database,
  { list, bodyHash, times }: Held,
  cached: ReadonlyMap<string, Customer>,
  next: readonly Customer[],
): void {
  const isFirst = readSnapshot(database) === null;
  const { customers, foldedNames } = inNaturalOrder(next);
  takeHeld(database);
  writeCachedCustomers(database, customers);
  storeSearchIndex(database, buildSearchIndex(customers, foldedNames));
  database.exec('DELETE FROM set_aside');
  const insert = database.prepare('INSERT INTO set_aside VALUES (?, ?)');
  for (const { position, reason } of list.setAside) insert.run(position, reason);
  database
    .prepare('REPLACE INTO snapshot VALUES (1, ?, ?, ?, ?, ?, ?)')
    .run(times.endedAt, bodyHash, customers.length, list.received, list.collapsed, licenseTotals(customers));
  const refresh = recordRefresh(database, times, { outcome: 'replaced', received: list.received });
  // The first list is no news: everything in it would be new.
  if (!isFirst) recordChanges(database, refresh, cached, customers);
}

/** The list's customers, and the cached ones whose new row can't be read: they stay as they were. */
function withKept(list: CustomerList, cached: ReadonlyMap<string, Customer>): Customer[] {
  const unreadable = new Set(list.setAside.flatMap(({ id }) => (id === null ? [] : [identity(id)])));
  for (const { id } of list.customers) if (id !== null) unreadable.delete(identity(id));
  const kept = [...unreadable].flatMap((key) => cached.get(key) ?? []);
  return [...list.customers, ...kept];
}

function licenseTotals(customers: readonly Customer[]): string {
  const totals = new Map<number, number>();
  for (const { license } of customers) totals.set(license, (totals.get(license) ?? 0) + 1);
  return JSON.stringify([...totals]);
}
