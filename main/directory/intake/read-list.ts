import type { Snapshot } from '../../../preload/contract/directory.ts';
import { fail } from '../../failure.ts';
import { type Customer, equalCustomers, numberTwins } from '../customers/customer.ts';
import { noPlaces } from '../customers/places.ts';
import { kindOf } from './json-rows.ts';
import { meetCustomers } from './met-customers.ts';
import { createSetAsideRows } from './set-aside-rows.ts';

/** A list from Live Platform, every row accounted for: `customers + collapsed + setAside = received`. */
export interface CustomerList {
  received: number;
  customers: Customer[];
  /** Rows that repeated another one to the letter. */
  collapsed: number;
  setAside: Snapshot['setAside'];
  /** IDs of cached customers whose new row can't be read. */
  unreadable: string[];
}

const nobody = { customers: [], places: noPlaces() };

/**
 * Reads the rows of "Get Customers Brief Details (V2)".
 * Throws as `rows` do, and `malformed` when no row can be read.
 * @param rows as `JsonRows` gives them
 * @param met remembers who was in it; must not have been used before
 * @param onRows is told again and again how many rows there are so far
 */
export function readCustomerList(
  rows: Iterable<unknown[]>,
  met = meetCustomers(nobody),
  onRows: (rows: number) => void = () => undefined,
): CustomerList {
  const customers: Customer[] = [];
  const setAside = createSetAsideRows();
  const unreadable: string[] = [];
  let received = 0;
  let collapsed = 0;
  // By place in the list, the position of the row that the customer came from.
  const positions: number[] = [];
  const numbered = numberTwins();

  /** Of two rows with one ID, equal ones collapse and of conflicting ones the later counts. */
  function add(customer: Customer, position: number): void {
    const place = met.meet(customer, customers.length);
    const earlier = place === null ? undefined : customers[place];
    if (place === null || !earlier) {
      positions.push(position);
      customers.push(customer);
    } else if (equalCustomers(earlier, customer)) {
      collapsed++;
    } else {
      const reason = `Row ${position} has the same Id and differs. The later row counts.`;
      setAside.add({ position: positions[place] ?? 0, reason });
      customers[place] = customer;
      positions[place] = position;
    }
  }

  for (const batch of rows) {
    for (const row of batch) {
      const position = ++received;
      const customer = readRow(row);
      if (typeof customer !== 'string') add(numbered(customer), position);
      else {
        setAside.add({ position, reason: customer });
        const id = readableId(row);
        if (id !== null && met.isCached(id)) unreadable.push(id);
      }
    }
    onRows(received);
  }
  const { count, listed } = setAside.all();
  if (customers.length === 0 && received > 0) {
    fail('malformed', `None of ${received} rows could be read. Row 1: ${listed[0]?.reason ?? ''}`);
  }
  return { received, customers, collapsed, setAside: { count, listed }, unreadable };
}

/** The API page writes its example in PascalCase and its table in camelCase. */
interface Row {
  Id?: unknown;
  id?: unknown;
  ShortName?: unknown;
  shortName?: unknown;
  FullName?: unknown;
  fullName?: unknown;
  LicenseType?: unknown;
  licenseType?: unknown;
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Written by hand because this runs a million times: a schema library takes a quarter more of the whole refresh.
function readRow(row: unknown): Customer | string {
  if (!isRow(row)) return `It is ${kindOf(row)}, not a customer.`;
  const id = row.Id === undefined ? row.id : row.Id;
  const shortName = row.ShortName === undefined ? row.shortName : row.ShortName;
  const fullName = row.FullName === undefined ? row.fullName : row.FullName;
  const license = row.LicenseType === undefined ? row.licenseType : row.LicenseType;
  if (id !== null && (typeof id !== 'string' || id === '')) return mistyped('Id', id, 'text or null');
  if (typeof shortName !== 'string') return mistyped('ShortName', shortName, 'text');
  if (typeof fullName !== 'string') return mistyped('FullName', fullName, 'text');
  if (typeof license !== 'number' || !Number.isSafeInteger(license)) {
    return mistyped('LicenseType', license, 'a whole number');
  }
  return {
    id: id === null || id.isWellFormed() ? id : withSpelledSurrogates(id),
    shortName: wellFormed(shortName),
    fullName: wellFormed(fullName),
    license: license + 0,
  };
}

// SQLite stores UTF-8, which has no lone surrogates: what is shown before and after a restart must be the same.
function wellFormed(text: string): string {
  return text.isWellFormed() ? text : text.toWellFormed();
}

/** As JSON spells them: two IDs that differ in them alone stay two. */
function withSpelledSurrogates(id: string): string {
  return id.replace(/\p{Cs}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
}

function mistyped(name: string, value: unknown, due: string): string {
  if (value === undefined) return `${name} is missing.`;
  if (value === '') return `${name} is empty.`;
  return `${name} is ${kindOf(value)} where ${due} was due.`;
}

function readableId(row: unknown): string | null {
  if (!isRow(row)) return null;
  const id = row.Id === undefined ? row.id : row.Id;
  return typeof id === 'string' && id !== '' ? id : null;
}
