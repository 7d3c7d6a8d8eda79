import type { Database } from 'better-sqlite3';
import { arrange, newRowIds, rowIdsBetween } from './arrangement.ts';
import { type CustomerRecord, insertCustomers, readChangedIn } from '../storage/cached-customers.ts';
import type { CachedList } from './cached-list.ts';
import type { Comparison } from './comparison.ts';
import { type IndexColumns, makeColumns, mergeIndexColumns } from '../search/index-columns.ts';

/** The list that was written, for a search to go on with. */
export interface WrittenList {
  /** Of the refresh that brought it. */
  number: number;
  columns: IndexColumns;
  rowIds: Float64Array;
}

/**
 * Makes the cached customers what a new list says. Only rows that differ are written: most lists differ little from the one
 * before.
 * @param changedIn the number of the refresh that brought it; 0 for a first list, which is no news
 */
export function writeList(
  database: Database,
  cached: CachedList,
  { stays, fresh, rewritten }: Pick<Comparison, 'stays' | 'fresh' | 'rewritten'>,
  changedIn: number,
): Pick<WrittenList, 'columns' | 'rowIds'> {
  const arrived = makeColumns(fresh);
  const origins = arrange(cached.columns, stays, arrived, fresh.length);
  const between = rowIdsBetween(origins, cached.rowIds);
  const rowIds = between ?? newRowIds(origins.length);
  const isKnown = rewritten.some((place) => place >= 0);
  // Mostly nobody's: who is written is new or altered.
  const changedBefore = isKnown || !between ? readChangedIn(database) : new Float64Array();
  if (between) removeRows(database, stays, cached.rowIds);
  else database.exec('DELETE FROM customers');

  const records: CustomerRecord[] = [];
  for (let place = 0; place < origins.length; place++) {
    const origin = origins[place] ?? 0;
    if (between && origin >= 0) continue;
    const customer = origin < 0 ? fresh[~origin] : cached.customers[origin];
    const before = origin < 0 ? (rewritten[~origin] ?? -1) : origin;
    const changed = before < 0 ? changedIn : (changedBefore[before] ?? 0);
    if (customer) records.push({ customer, rowId: rowIds[place] ?? 0, changedIn: changed });
  }
  insertCustomers(database, records);
  return { columns: mergeIndexColumns(cached.columns, arrived, origins), rowIds };
}

function removeRows(database: Database, stays: Uint8Array, rowIds: Float64Array): void {
  const remove = database.prepare('DELETE FROM customers WHERE rank = ?');
  for (const [place, one] of stays.entries()) if (one === 0) remove.run(rowIds[place]);
}
