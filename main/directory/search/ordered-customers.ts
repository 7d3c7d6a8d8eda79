import type { Database } from 'better-sqlite3';
import type { Customer } from '../customers/customer.ts';
import { customerSteps, type StoredCustomer } from '../storage/cached-customers.ts';
import { readOrder } from '../storage/stored-order.ts';
import { makeColumns } from './index-columns.ts';
import { naturalOrder } from './natural-order.ts';

/** All cached customers in natural order, and the row ID of each. */
export interface OrderedCustomers {
  customers: Customer[];
  rowIds: Int32Array;
}

/** Reads the cached list. Throws as `customerSteps`. */
export function readOrderedCustomers(database: Database): OrderedCustomers {
  return inNaturalOrder(database, [...customerSteps(database)].flat());
}

/** Puts all cached customers in the order that is stored, or, where that one is missing or wrong, in one that is made again. */
export function inNaturalOrder(database: Database, stored: readonly StoredCustomer[]): OrderedCustomers {
  const found = placesOf(readOrder(database), stored);
  const order = found ?? naturalOrder(makeColumns(stored.map(({ customer }) => customer)), stored.length);
  const ordered = Array.from(order).flatMap((place) => stored[place] ?? []);
  return {
    customers: ordered.map(({ customer }) => customer),
    rowIds: Int32Array.from(ordered, ({ rowId }) => rowId),
  };
}

/** Where the row IDs are in `stored`; null unless they are those of all, each once. */
function placesOf(rowIds: Int32Array | null, stored: readonly StoredCustomer[]): Int32Array | null {
  if (rowIds?.length !== stored.length) return null;
  const places = new Map(stored.map(({ rowId }, place) => [rowId, place]));
  const found = rowIds.map((rowId) => {
    const place = places.get(rowId) ?? -1;
    places.delete(rowId);
    return place;
  });
  return found.includes(-1) ? null : found;
}
