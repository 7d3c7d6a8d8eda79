import type { Database } from 'better-sqlite3';
import { arrange } from './arrangement.ts';
import { type CustomerRecord, insertCustomers } from '../storage/cached-customers.ts';
import type { CachedList } from './cached-list.ts';
import type { Comparison } from './comparison.ts';
import { writeOrder } from '../storage/stored-order.ts';
import { type IndexColumns, makeColumns, mergeIndexColumns } from '../search/index-columns.ts';

/** The list that was written, for a search to go on with. */
export interface WrittenList {
  /** Of the refresh that brought it. */
  number: number;
  columns: IndexColumns;
  rowIds: Int32Array;
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
  const rowIds = giveRowIds(origins, cached.rowIds);
  const changedBefore = database
    .prepare<[number | undefined], number>('SELECT changed_in FROM customers WHERE row_id = ?')
    .pluck();
  const records: CustomerRecord[] = [];
  for (const [place, origin] of origins.entries()) {
    const customer = fresh[~origin];
    if (!customer) continue;
    const before = rewritten[~origin] ?? -1;
    const changed = before < 0 ? changedIn : changedBefore.get(cached.rowIds[before]);
    records.push({ customer, rowId: rowIds[place] ?? 0, changedIn: changed ?? changedIn });
  }
  const remove = database.prepare('DELETE FROM customers WHERE row_id = ?');
  for (const [place, one] of stays.entries()) if (one === 0) remove.run(cached.rowIds[place]);
  insertCustomers(database, records);
  writeOrder(database, rowIds);
  return { columns: mergeIndexColumns(cached.columns, arrived, origins), rowIds };
}

/** Row IDs by place of an arranged list: who stays keeps theirs, and others get the lowest ones that are free. */
function giveRowIds(origins: Int32Array, cached: Int32Array): Int32Array {
  const rowIds = origins.map((origin) => (origin < 0 ? 0 : (cached[origin] ?? 0)));
  const taken = new Set(rowIds);
  let next = 1;
  for (const [place, rowId] of rowIds.entries()) {
    if (rowId !== 0) continue;
    while (taken.has(next)) next++;
    rowIds[place] = next++;
  }
  return rowIds;
}
