import type { Database } from 'better-sqlite3';
import { readCachedCustomers, readRowIds } from './cached-customers.ts';
import { type Customer, customerKey } from './customer.ts';
import { type IndexColumns, makeColumns } from './index-columns.ts';
import { readListNumber } from './refresh-log.ts';

/** The cached list, with all that comparing a new one with it takes. */
export interface CachedList {
  /** Of the refresh that brought it; null before the first. */
  number: number | null;
  customers: Customer[];
  rowIds: Float64Array;
  columns: IndexColumns;
  /** By `customerKey`, the place in the list. */
  places: Map<string, number>;
}

export function readCachedList(database: Database): CachedList {
  const customers = readCachedCustomers(database);
  const places = new Map<string, number>();
  for (const [place, customer] of customers.entries()) places.set(customerKey(customer), place);
  return {
    number: readListNumber(database),
    customers,
    rowIds: readRowIds(database),
    columns: makeColumns(customers),
    places,
  };
}
