import type { Database } from 'better-sqlite3';
import type { Customer } from '../customers/customer.ts';
import { readCustomers } from '../storage/cached-customers.ts';
import { readOrder } from '../storage/stored-order.ts';
import { makeColumns } from './index-columns.ts';
import { naturalOrder } from './natural-order.ts';

/** All cached customers in natural order, and the row ID of each. */
export interface OrderedCustomers {
  customers: Customer[];
  rowIds: Int32Array;
}

/**
 * Reads the cached list, in the order that is stored, or, where that one is missing or wrong, in one that is made again. Throws
 * as `readCustomers`.
 */
export function readOrderedCustomers(database: Database): OrderedCustomers {
  const stored = readCustomers(database);
  const order = readOrder(database)?.rowIds ?? orderAgain([...stored.keys()], [...stored.values()]);
  return { customers: Array.from(order).flatMap((rowId) => stored.get(rowId) ?? []), rowIds: order };
}

function orderAgain(rowIds: readonly number[], customers: readonly Customer[]): Int32Array {
  return Int32Array.from(naturalOrder(makeColumns(customers), customers.length), (index) => rowIds[index] ?? 0);
}
