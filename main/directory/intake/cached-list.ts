import type { Database } from 'better-sqlite3';
import { customerSteps, type StoredCustomer } from '../storage/cached-customers.ts';
import { type CustomerPlaces, noPlaces, setPlace } from '../customers/places.ts';
import { addCustomer, draftColumns, finishColumns, type IndexColumns } from '../search/index-columns.ts';
import { inNaturalOrder } from '../search/ordered-customers.ts';
import { readListNumber } from '../storage/refresh-log.ts';

/** The cached list, with all that comparing a new one with it takes. */
export interface CachedList extends CustomerPlaces {
  /** Of the refresh that brought it; null before the first. */
  number: number | null;
  rowIds: Int32Array;
  columns: IndexColumns;
}

const customersAStep = 5_000;

/**
 * Reads the list in steps of some milliseconds. Nobody should write meanwhile; `currentList` makes sure. Throws as
 * `customerSteps`.
 */
export function* readInSteps(database: Database): Generator<void, CachedList> {
  const number = readListNumber(database);
  const stored: StoredCustomer[] = [];
  for (const step of customerSteps(database, customersAStep)) {
    for (const each of step) stored.push(each);
    yield;
  }
  const { customers, rowIds } = inNaturalOrder(database, stored);
  const draft = draftColumns(customers.length);
  const places = noPlaces();
  for (const [place, customer] of customers.entries()) {
    setPlace(places, customer, place);
    addCustomer(draft, customer);
    if (place % customersAStep === 0) yield;
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
