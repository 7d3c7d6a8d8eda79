import type { Database } from 'better-sqlite3';
import type { HeldChoice } from '../../../preload/contract/held-list.ts';
import { type CachedList, currentList } from './cached-list.ts';
import { countChanges, readRemovedSince, recordChanges } from '../storage/changes.ts';
import { type Comparison, compareLists } from './comparison.ts';
import { type Customer, identity } from '../customers/customer.ts';
import { hasKey } from '../customers/places.ts';
import { doubtAbout, type Held, holdList, takeHeld } from './held-list.ts';
import { writeList, type WrittenList } from './list-writer.ts';
import type { CustomerList } from './read-list.ts';
import { nextRefreshNumber, recordRefresh, type RefreshTimes } from '../storage/refresh-log.ts';
import { readBodyHash, readLicenseTotals, readSnapshot } from '../storage/snapshot.ts';

/**
 * Takes in a list that was read whole: it replaces the cached one, or waits for the person's decision when it would take
 * away suspiciously much. All of it in one transaction, or, when anything fails, nothing.
 * @param earlier the cached list, as it was read before
 * @param earlierPlaces as for `compareLists`, in that list
 * @returns what is cached now; null when the list waits
 */
export function takeIn(
  database: Database,
  earlier: CachedList,
  read: Held,
  earlierPlaces: readonly number[] = [],
): WrittenList | null {
  return database
    .transaction(() => {
      const cached = currentList(database, earlier);
      const next = withKept(read.list, cached);
      const comparison = compareLists(cached, next, cached === earlier ? earlierPlaces : []);
      const doubt = doubtAbout(comparison, next.length, removedLately(database, cached, read.times));
      if (!doubt) return replaceSnapshot(database, cached, read, comparison, false);
      holdList(database, read, doubt);
      recordRefresh(database, read.times, { outcome: 'held', received: read.list.received });
      return null;
    })
    .immediate();
}

/**
 * Carries out the person's decision on the list that waits.
 * @param earlier as for `takeIn`
 * @returns what is cached now; null when that did not change
 */
export function resolveHeld(database: Database, earlier: CachedList, choice: HeldChoice): WrittenList | null {
  return database
    .transaction(() => {
      const held = takeHeld(database);
      if (!held || choice === 'keep') return null;
      const cached = currentList(database, earlier);
      return replaceSnapshot(database, cached, held, compareLists(cached, withKept(held.list, cached)), true);
    })
    .immediate();
}

/**
 * Records, if it is so, that Live Platform sent the same list that is cached: it is as fresh as a new one.
 * @returns whether it is so
 */
export function confirmSnapshot(database: Database, bodyHash: string, times: RefreshTimes): boolean {
  return database
    .transaction(() => {
      if (readBodyHash(database) !== bodyHash) return false;
      takeHeld(database);
      database.prepare('UPDATE snapshot SET refreshed_at = ?').run(times.endedAt);
      const received = readSnapshot(database)?.received ?? 0;
      recordRefresh(database, times, { outcome: 'unchanged', received, licenses: readLicenseTotals(database) });
      return true;
    })
    .immediate();
}

/** @param decided whether a person chose it */
function replaceSnapshot(
  database: Database,
  cached: CachedList,
  { list, bodyHash, times }: Held,
  comparison: Comparison,
  decided: boolean,
): WrittenList {
  takeHeld(database);
  // The first list is no news: everything in it would be new.
  const isFirst = cached.number === null;
  const written = writeList(database, cached, comparison, isFirst ? 0 : nextRefreshNumber(database));
  database.exec('DELETE FROM set_aside');
  const insert = database.prepare('INSERT INTO set_aside VALUES (?, ?)');
  for (const { position, reason } of list.setAside.listed) insert.run(position, reason);
  const licenses = licenseTotals(written.columns.licenses);
  const customers = written.columns.licenses.length;
  database
    .prepare('REPLACE INTO snapshot VALUES (1, ?, ?, ?, ?, ?, ?, ?)')
    .run(
      times.endedAt,
      bodyHash,
      customers,
      list.received,
      list.collapsed,
      list.setAside.count,
      JSON.stringify([...licenses]),
    );
  const changes = isFirst ? null : countChanges(comparison);
  const end = { outcome: 'replaced', received: list.received, licenses, changes, decided } as const;
  const number = recordRefresh(database, times, end);
  if (changes) recordChanges(database, number, comparison);
  return { number, ...written };
}

const week = 7 * 24 * 3_600_000;

/** How many customers were taken away in small steps within a week, and are still gone. */
function removedLately(database: Database, { places }: CachedList, { endedAt }: RefreshTimes): number {
  return [...readRemovedSince(database, endedAt - week)].filter((key) => !hasKey(places, key)).length;
}

/** The list's customers, and the cached ones whose new row can't be read: they stay as they were. */
function withKept(list: CustomerList, { customers }: CachedList): readonly Customer[] {
  const unreadable = new Set(list.unreadable.map(identity));
  if (unreadable.size === 0) return list.customers;
  for (const { id } of list.customers) if (id !== null) unreadable.delete(identity(id));
  return [...list.customers, ...customers.filter(({ id }) => id !== null && unreadable.has(identity(id)))];
}

function licenseTotals(licenses: Float64Array): Map<number, number> {
  const totals = new Map<number, number>();
  for (const license of licenses) totals.set(license, (totals.get(license) ?? 0) + 1);
  return totals;
}
