import { type Customer, customerKey, equalCustomers, identity } from '../customers/customer.ts';
import type { Alteration, ListChanges } from '../storage/changes.ts';
import type { CachedList } from './cached-list.ts';
import { followLeads } from './followed-leads.ts';

/** A customer of a new list who has to be written. */
export interface Arrival {
  customer: Customer;
  /** Where the customer is in the cached list, which keeps the row; null for who is new. */
  position: number | null;
  /** All is as it was but for the writing of the ID: no news. */
  isSame: boolean;
}

/** What a new list makes of the cached one. */
export interface Comparison extends ListChanges {
  arrivals: Arrival[];
  /** By position in the cached list: 1 for a customer whose row stays as it is. */
  stays: Uint8Array;
  /** Positions in the cached list of those whose rows go. */
  leaving: number[];
  /** How many cached customers are in the new list. */
  remaining: number;
}

/** A customer as an earlier row of the same list said it. */
export interface Earlier {
  row: number;
  isSame: boolean;
}

/** A new list on its way, compared with the cached one customer by customer. Customers who are as they were are let go at once. */
export interface Comparing {
  /**
   * Takes a customer that a row of the list says; the later row counts.
   * @returns what an earlier row said of the same customer; null where none did
   */
  add(customer: Customer, row: number): Earlier | null;
  /** Keeps a cached customer of whom the list says nothing that can be read. */
  keep(id: string): void;
  /** Tells what it has found so far. Reads who is gone or altered from the cached list. */
  result(): Comparison;
}

/** Begins to compare a new list, which comes row by row, with the cached one. */
export function compareWith(cached: CachedList): Comparing {
  /** By position in the cached list, the row of the new list that says so; 0 where none does, -1 for who is kept. */
  const rows = new Int32Array(cached.rowIds.length);
  /** By position in the cached list. */
  const altered = new Map<number, Customer>();
  const unknown: Customer[] = [];
  /** By index in `unknown`. */
  const unknownRows: number[] = [];
  /** Places in `unknown`, by identity; no two leads have the same key. */
  const unknownIds = new Map<string, number>();
  /** Positions in the cached list. */
  const kept: number[] = [];

  function leadsBeside(gone: Iterable<Customer>): Customer[] {
    const keys = new Set(Array.from(gone, customerKey));
    return cached.leads().filter((lead) => !keys.has(customerKey(lead)));
  }

  function addUnknown(customer: Customer, row: number): Earlier | null {
    const key = customer.id === null ? null : identity(customer.id);
    const index = key === null ? undefined : unknownIds.get(key);
    const earlier = index === undefined ? undefined : unknown[index];
    if (index === undefined || !earlier) {
      if (key !== null) unknownIds.set(key, unknown.length);
      unknown.push(customer);
      unknownRows.push(row);
      return null;
    }
    if (equalCustomers(earlier, customer)) return { row, isSame: true };
    const earlierRow = unknownRows[index] ?? 0;
    unknown[index] = customer;
    unknownRows[index] = row;
    return { row: earlierRow, isSame: false };
  }

  function addKnown(customer: Customer, row: number, position: number, isSame: boolean): Earlier | null {
    const earlierRow = rows[position] ?? 0;
    if (earlierRow > 0) {
      const earlier = altered.get(position) ?? cached.customerAt(position);
      if (equalCustomers(earlier, customer)) return { row: earlierRow, isSame: true };
    }
    rows[position] = row;
    if (isSame) altered.delete(position);
    else altered.set(position, customer);
    return earlierRow > 0 ? { row: earlierRow, isSame: false } : null;
  }

  return {
    add(customer, row) {
      const found = cached.find(customer);
      return found ? addKnown(customer, row, found.position, found.isSame) : addUnknown(customer, row);
    },
    keep(id) {
      const position = cached.positionOf(customerKey({ id, shortName: '', fullName: '', license: 0 }));
      if (position !== null) kept.push(position);
    },
    result() {
      for (const position of kept) if (rows[position] === 0) rows[position] = -1;
      const missing: number[] = [];
      for (let position = 0; position < rows.length; position++) if (rows[position] === 0) missing.push(position);
      const arrivals: Arrival[] = [];
      const alterations: Alteration[] = [];
      for (const [position, after] of altered) {
        const before = cached.customerAt(position);
        const isSame = equalCustomers(before, after);
        arrivals.push({ customer: after, position, isSame });
        if (!isSame) alterations.push({ before, after });
      }
      const gone = new Map(missing.map((position) => [cached.customerAt(position), position]));
      const { followed, added, removed } = followLeads([...gone.keys()], unknown, () => leadsBeside(gone.keys()));
      for (const { before, after } of followed) {
        arrivals.push({ customer: after, position: gone.get(before) ?? null, isSame: false });
        gone.delete(before);
      }
      for (const customer of added) arrivals.push({ customer, position: null, isSame: false });
      return {
        arrivals,
        stays: Uint8Array.from(rows, (row, position) => (row !== 0 && !altered.has(position) ? 1 : 0)),
        leaving: [...gone.values()],
        added,
        removed,
        altered: [...alterations, ...followed],
        remaining: rows.length - removed.length,
      };
    },
  };
}

/** All customers of the new list: those who stay as they are, and those who arrive. */
export function* customersOf(cached: CachedList, { stays, arrivals }: Comparison): Generator<Customer> {
  for (let position = 0; position < stays.length; position++) {
    if (stays[position] === 1) yield cached.customerAt(position);
  }
  for (const { customer } of arrivals) yield customer;
}
