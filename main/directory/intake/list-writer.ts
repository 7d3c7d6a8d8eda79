import type { Database } from 'better-sqlite3';
import { fingerprintSize, fingerprintsOf } from '../customers/fingerprint.ts';
import { type IndexColumns, makeColumns, sortColumns } from '../search/index-columns.ts';
import type { ListMerge } from '../search/list-merge.ts';
import { naturalOrder } from '../search/natural-order.ts';
import { openCustomerWriter } from '../storage/cached-customers.ts';
import { type StoredOrder, writeOrder } from '../storage/stored-order.ts';
import type { CachedList } from './cached-list.ts';
import type { Arrival, Comparison } from './comparison.ts';
import { mergeOrder } from './merge-order.ts';

/**
 * Makes the cached customers what a new list says. Only rows that differ are written: most lists differ little from the one
 * before.
 * @param changedIn the number of the refresh that brought it; 0 for a first list, which is no news
 */
export function writeList(
  database: Database,
  cached: CachedList,
  { arrivals, stays, leaving }: Comparison,
  changedIn: number,
): ListMerge {
  const { sorted, fresh } = inNaturalOrder(arrivals);
  const origins = mergeOrder(cached, stays, fresh, sorted.length);
  const rowIds = giveRowIds(sorted, cached.rowIds, new Set(leaving));
  const rows = openCustomerWriter(database);
  for (const position of leaving) rows.delete(cached.rowIds[position] ?? 0);
  for (const [at, { customer, position, isSame }] of sorted.entries()) {
    const rowId = rowIds[at] ?? 0;
    if (position === null) rows.insert(rowId, customer, changedIn);
    else rows.update(rowId, customer, isSame ? null : changedIn);
  }
  rows.end();
  const order = mergedOrder(origins, cached, {
    rowIds,
    fingerprints: fingerprintsOf(sorted.map(({ customer }) => customer)),
  });
  writeOrder(database, order);
  return { origins, fresh, rowIds: order.rowIds };
}

function inNaturalOrder(arrivals: readonly Arrival[]): { sorted: Arrival[]; fresh: IndexColumns } {
  const columns = makeColumns(arrivals.map(({ customer }) => customer));
  const order = naturalOrder(columns, arrivals.length);
  return { sorted: order.flatMap((at) => arrivals[at] ?? []), fresh: sortColumns(columns, order) };
}

/** By index in `sorted`: who is cached keeps the row, and others get the lowest row IDs that are free. */
function giveRowIds(sorted: readonly Arrival[], cached: Int32Array, leaving: ReadonlySet<number>): Int32Array {
  const taken = new Set(cached.filter((_, position) => !leaving.has(position)));
  let next = 1;
  return Int32Array.from(sorted, ({ position }) => {
    if (position !== null) return cached[position] ?? 0;
    while (taken.has(next)) next++;
    return next++;
  });
}

function mergedOrder(origins: Int32Array, cached: StoredOrder, fresh: StoredOrder): StoredOrder {
  const rowIds = new Int32Array(new SharedArrayBuffer(origins.byteLength));
  const fingerprints = new Int32Array(fingerprintSize * origins.length);
  for (let position = 0; position < origins.length; position++) {
    const origin = origins[position] ?? 0;
    const from = origin < 0 ? fresh : cached;
    const at = origin < 0 ? ~origin : origin;
    rowIds[position] = from.rowIds[at] ?? 0;
    for (let i = 0; i < fingerprintSize; i++) {
      fingerprints[fingerprintSize * position + i] = from.fingerprints[fingerprintSize * at + i] ?? 0;
    }
  }
  return { rowIds, fingerprints };
}
