import type { Database } from 'better-sqlite3';
import { fail } from '../../failure.ts';
import { countCustomers, customerSteps } from '../storage/cached-customers.ts';
import type { Customer } from '../customers/customer.ts';
import { type CustomerPlaces, noPlaces, setPlace } from '../customers/places.ts';
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

/**
 * Reads the list in steps of some milliseconds. Nobody should write meanwhile; `currentList` makes sure. Throws as
 * `readCachedCustomers`.
 */
export function* readInSteps(database: Database): Generator<void, CachedList> {
  const number = readListNumber(database);
  const count = countCustomers(database);
  const customers: Customer[] = [];
  const rowIds = new Float64Array(count);
  const draft = draftColumns(count);
  const places = noPlaces();
  for (const step of customerSteps(database, customersAStep)) {
    for (const { rowId, customer } of step) {
      const place = customers.push(customer) - 1;
      rowIds[place] = rowId;
      setPlace(places, customer, place);
      addCustomer(draft, customer);
    }
    // Where row IDs don't ascend, the same rows would come for ever.
    if (customers.length > count) fail('cache-damaged', `More than the ${count} customers that are stored were read.`);
    yield;
  }
  return { number, customers, rowIds, columns: finishColumns(draft), places };
}

/** The list that is in the database now: the one that was read, or, if another one has come since, that one. In a transaction. */
export function currentList(database: Database, read: CachedList): CachedList {
  if (readListNumber(database) === read.number) return read;
  const steps = readInSteps(database);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}
