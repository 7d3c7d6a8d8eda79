import type { Database } from 'better-sqlite3';
import type { Customer } from '../../main/directory/customers/customer.ts';
import { openCachedList } from '../../main/directory/intake/cached-list.ts';
import { commitList, type WrittenList } from '../../main/directory/intake/commit.ts';
import { compareWith } from '../../main/directory/intake/comparison.ts';
import { readList } from '../../main/directory/intake/read-list.ts';

/**
 * Caches a list as a refresh does.
 * @param rows as Live Platform sends them
 * @param at when the refresh takes place, in epoch milliseconds
 * @returns what was written; null when the list waits for a decision
 */
export function cacheRows(database: Database, rows: readonly unknown[], at = 0): WrittenList | null {
  const cached = openCachedList(database);
  const comparing = compareWith(cached);
  const list = readList(comparing);
  list.add(rows);
  const times = { startedAt: at, endedAt: at };
  return commitList(database, cached, comparing, { rows: list.end(), bodyHash: String(at), times });
}

/** As `cacheRows`, for rows that say these customers. */
export function cacheCustomers(database: Database, customers: readonly Customer[], at = 0): WrittenList | null {
  return cacheRows(
    database,
    customers.map(({ license, ...names }) => ({ ...names, licenseType: license })),
    at,
  );
}
