import type { Database } from 'better-sqlite3';
import type { HeldChoice } from '../../../preload/contract/held-list.ts';
import { fail } from '../../failure.ts';
import type { ListMerge } from '../search/list-merge.ts';
import { countChanges, readRemovedSince, recordChanges } from '../storage/changes.ts';
import { nextRefreshNumber, readListNumber, recordRefresh, type RefreshTimes } from '../storage/refresh-log.ts';
import { readBodyHash, readLicenseTotals, readSnapshot } from '../storage/snapshot.ts';
import { type CachedList, openCachedList } from './cached-list.ts';
import { type Comparing, type Comparison, compareWith, customersOf } from './comparison.ts';
import { doubtAbout } from './shrinking-list.ts';
import { dropHeld, holdList, readHeldAt, readWaiting, type ReceivedList } from './held-list.ts';
import { writeList } from './list-writer.ts';

/** The list that was written, for a search to go on with. */
export interface WrittenList extends ListMerge {
  /** Of the refresh that brought it. */
  number: number;
  /** Of the list before, which it is merged with; null for a first list. */
  before: number | null;
}

/**
 * Applies a list that was compared whole: it replaces the cached one, or waits for the person's decision when it would take away
 * suspiciously much. All of it in one transaction, or, when anything fails, nothing.
 * @param cached the list that it was compared with
 * @returns what is cached now; null when the list waits
 */
export function commitList(
  database: Database,
  cached: CachedList,
  comparing: Comparing,
  received: ReceivedList,
): WrittenList | null {
  return database
    .transaction(() => {
      if (readListNumber(database) !== cached.number) {
        fail('cache-unwritable', 'Another list was cached meanwhile.', { advice: 'Try again.' });
      }
      const comparison = comparing.result();
      const doubt = doubtAbout(comparison, removedLately(database, cached, received.times));
      if (!doubt) return replaceList(database, cached, received, comparison, false);
      holdList(database, received, [...customersOf(cached, comparison)], doubt);
      recordRefresh(database, received.times, { outcome: 'held', received: received.rows.received });
      return null;
    })
    .immediate();
}

/**
 * Carries out the person's decision on the list that waits. One that can't be read any more can still be discarded.
 * @param at when the list came that was decided on
 * @returns what is cached now; null when that did not change
 * Throws `cancelled` when another list has taken its place.
 */
export function resolveHeld(database: Database, choice: HeldChoice, at: number): WrittenList | null {
  return database
    .transaction(() => {
      const waiting = readHeldAt(database);
      if (waiting === null) return null;
      if (waiting !== at) {
        fail('cancelled', 'Another list waits.', {
          title: 'Another list has come meanwhile',
          advice: 'Nothing was decided. Look at the list that waits now, then decide again.',
        });
      }
      const held = choice === 'replace' ? readWaiting(database) : null;
      dropHeld(database);
      if (!held) return null;
      const cached = openCachedList(database);
      const comparing = compareWith(cached);
      for (const [at, customer] of held.customers.entries()) comparing.add(customer, at + 1);
      return replaceList(database, cached, held, comparing.result(), true);
    })
    .immediate();
}

/**
 * Records, if it is so, that Live Platform sent the same list that is cached: it is as fresh as a new one.
 * @returns whether it is so
 */
export function confirmList(database: Database, bodyHash: string, times: RefreshTimes): boolean {
  return database
    .transaction(() => {
      if (readBodyHash(database) !== bodyHash) return false;
      dropHeld(database);
      database.prepare('UPDATE snapshot SET refreshed_at = ?').run(times.endedAt);
      const received = readSnapshot(database)?.received ?? 0;
      recordRefresh(database, times, { outcome: 'unchanged', received, licenses: readLicenseTotals(database) });
      return true;
    })
    .immediate();
}

/** @param decided whether a person chose it */
function replaceList(
  database: Database,
  cached: CachedList,
  { rows, bodyHash, times }: ReceivedList,
  comparison: Comparison,
  decided: boolean,
): WrittenList {
  dropHeld(database);
  // The first list is no news: everything in it would be new.
  const isFirst = cached.number === null;
  const written = writeList(database, cached, comparison, isFirst ? 0 : nextRefreshNumber(database));
  database.exec('DELETE FROM set_aside');
  const insert = database.prepare('INSERT INTO set_aside VALUES (?, ?)');
  for (const { position, reason } of rows.setAside.listed) insert.run(position, reason);
  const licenses = licenseTotals(readLicenseTotals(database), comparison);
  database
    .prepare('REPLACE INTO snapshot VALUES (1, ?, ?, ?, ?, ?, ?, ?)')
    .run(
      times.endedAt,
      bodyHash,
      written.rowIds.length,
      rows.received,
      rows.collapsed,
      rows.setAside.count,
      JSON.stringify([...licenses]),
    );
  const changes = isFirst ? null : countChanges(comparison);
  const end = { outcome: 'replaced', received: rows.received, licenses, changes, decided } as const;
  const number = recordRefresh(database, times, end);
  if (changes) recordChanges(database, number, comparison);
  return { number, before: cached.number, ...written };
}

const week = 7 * 24 * 3_600_000;

/** How many customers were taken away in small steps within a week, and are still gone. */
function removedLately(database: Database, cached: CachedList, { endedAt }: RefreshTimes): number {
  return [...readRemovedSince(database, endedAt - week)].filter((key) => cached.positionOf(key) === null).length;
}

/** Customers by license number after some have changed. */
function licenseTotals(before: ReadonlyMap<number, number>, changes: Comparison): Map<number, number> {
  const totals = new Map(before);
  const count = (license: number, customers: number): void => {
    const total = (totals.get(license) ?? 0) + customers;
    if (total === 0) totals.delete(license);
    else totals.set(license, total);
  };
  for (const { license } of changes.added) count(license, 1);
  for (const { license } of changes.removed) count(license, -1);
  for (const { before, after } of changes.altered) {
    count(before.license, -1);
    count(after.license, 1);
  }
  // Whatever came before, the same list leaves the same record.
  return new Map([...totals].sort(([a], [b]) => a - b));
}
