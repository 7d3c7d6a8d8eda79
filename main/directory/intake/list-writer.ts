import type { Database } from 'better-sqlite3';
import { arrange, newRowIds, rowIdsBetween } from './arrangement.ts';
import { insertCustomers } from '../storage/cached-customers.ts';
import type { CachedList } from './cached-list.ts';
import type { Comparison } from './comparison.ts';
import type { Customer } from '../customers/customer.ts';
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
 */
export function writeList(
  database: Database,
  cached: CachedList,
  { stays, fresh }: Pick<Comparison, 'stays' | 'fresh'>,
): Pick<WrittenList, 'columns' | 'rowIds'> {
  const arrived = makeColumns(fresh);
  const origins = arrange(cached.columns, stays, arrived, fresh.length);
  const between = rowIdsBetween(origins, cached.rowIds);
  const rowIds = between ?? newRowIds(origins.length);
  if (between) removeRows(database, stays, cached.rowIds);
  else database.exec('DELETE FROM customers');

  const inserted: Customer[] = [];
  const insertedIds: number[] = [];
  for (let place = 0; place < origins.length; place++) {
    const origin = origins[place] ?? 0;
    if (between && origin >= 0) continue;
    const customer = origin < 0 ? fresh[~origin] : cached.customers[origin];
    if (customer) inserted.push(customer);
    insertedIds.push(rowIds[place] ?? 0);
  }
  insertCustomers(database, inserted, insertedIds);
  return { columns: mergeIndexColumns(cached.columns, arrived, origins), rowIds };
}

function removeRows(database: Database, stays: Uint8Array, rowIds: Float64Array): void {
  const remove = database.prepare('DELETE FROM customers WHERE rank = ?');
  for (const [place, one] of stays.entries()) if (one === 0) remove.run(rowIds[place]);
}
