import type { Database } from 'better-sqlite3';
import { countCustomers, customerSteps } from '../storage/cached-customers.ts';
import { type Customer, customerKey, type CustomerPlaces } from '../customers/customer.ts';
import { addCustomer, draftColumns, finishColumns, type IndexColumns } from '../search/index-columns.ts';
import { readListNumber } from '../storage/refresh-log.ts';

/** The cached list, with all that comparing a new one with it takes. */
export interface CachedList extends CustomerPlaces {
  /** Of the refresh that brought it; null before the first. */
  number: number | null;
  rowIds: Float64Array;
  columns: IndexColumns;
}

const customersAStep = 5_000;

/** Reads the list in steps of some milliseconds. Nobody may write meanwhile. Throws as `readCachedCustomers`. */
export function* readInSteps(database: Database): Generator<void, CachedList> {
  const number = readListNumber(database);
  const count = countCustomers(database);
  const customers: Customer[] = [];
  const rowIds = new Float64Array(count);
  const draft = draftColumns(count);
  const places = new Map<string, number>();
  for (const step of customerSteps(database, customersAStep)) {
    for (const { rowId, customer } of step) {
      const place = customers.push(customer) - 1;
      rowIds[place] = rowId;
      places.set(customerKey(customer), place);
      addCustomer(draft, customer);
    }
    yield;
  }
  return { number, customers, rowIds, columns: finishColumns(draft), places };
}
