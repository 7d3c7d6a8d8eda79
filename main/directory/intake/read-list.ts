import type { SetAside } from '../../../preload/bridge.ts';
import { fail } from '../../failure.ts';
import { type Customer, equalCustomers, numberTwins } from '../customers/customer.ts';
import { kindOf, parseRows } from './json-rows.ts';
import { meetCustomers, type MetCustomers } from './met-customers.ts';

/** A list from Live Platform, every row accounted for: `customers + collapsed + setAside = received`. */
export interface CustomerList {
  received: number;
  customers: Customer[];
  /** Rows that repeated another one to the letter. */
  collapsed: number;
  setAside: (SetAside & { id: string | null })[];
}

const nobody = { customers: [], places: new Map<string, number>() };

/**
 * Reads the JSON text of "Get Customers Brief Details (V2)".
 * Throws `malformed` when it is no JSON array or no row of it can be read, `not-live-platform` when it is a web page.
 * @param pieces the text, cut anywhere
 * @param met remembers who was in it; must not have been used before
 * @param onRows is told again and again how many rows there are so far
 */
export function readCustomerList(
  pieces: Iterable<string>,
  met = meetCustomers(nobody),
  onRows: (rows: number) => void = () => undefined,
): CustomerList {
  const list: CustomerList = { received: 0, customers: [], collapsed: 0, setAside: [] };
  // By place in the list, the position of the row that the customer came from.
  const positions: number[] = [];
  const numbered = numberTwins();
  for (const rows of parseRows(pieces)) {
    for (const row of rows) {
      const position = ++list.received;
      const customer = readRow(row);
      if (typeof customer === 'string') list.setAside.push({ position, reason: customer, id: readableId(row) });
      else add(list, met, positions, numbered(customer), position);
    }
    onRows(list.received);
  }
  list.setAside.sort((a, b) => a.position - b.position);
  if (list.customers.length === 0 && list.received > 0) {
    const [first] = list.setAside;
    fail('malformed', `None of ${list.received} rows could be read. Row 1: ${first?.reason ?? ''}`);
  }
  return list;
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
  return { id: wellFormed(id), shortName: wellFormed(shortName), fullName: wellFormed(fullName), license: license + 0 };
}

// SQLite stores UTF-8, which has no lone surrogates: what is shown before and after a restart must be the same.
function wellFormed<Text extends string | null>(text: Text): Text | string {
  return text === null || text.isWellFormed() ? text : text.toWellFormed();
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

/** Adds a customer; of two with one ID, equal ones collapse and of conflicting ones the later counts. */
function add(list: CustomerList, met: MetCustomers, positions: number[], customer: Customer, position: number): void {
  const place = met.meet(customer, list.customers.length);
  const earlier = place === null ? undefined : list.customers[place];
  if (place === null || !earlier) {
    positions.push(position);
    list.customers.push(customer);
  } else if (equalCustomers(earlier, customer)) {
    list.collapsed++;
  } else {
    const reason = `Row ${position} has the same Id and differs. The later row counts.`;
    list.setAside.push({ position: positions[place] ?? 0, reason, id: null });
    list.customers[place] = customer;
    positions[place] = position;
  }
}
