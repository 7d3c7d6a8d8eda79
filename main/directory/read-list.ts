import type { SetAside } from '../../preload/bridge.ts';
import { fail } from '../failure.ts';
import { type Customer, equalCustomers, identity } from './customer.ts';

/** A list from Live Platform, every row accounted for: `customers + collapsed + setAside = received`. */
export interface CustomerList {
  received: number;
  customers: Customer[];
  /** Rows that repeated another one to the letter. */
  collapsed: number;
  setAside: (SetAside & { id: string | null })[];
}

/**
 * Reads the JSON text of "Get Customers Brief Details (V2)".
 * Throws `malformed` when it is no JSON array or no row of it can be read, `not-live-platform` when it is a web page.
 */
export function readCustomerList(text: string): CustomerList {
  const rows = parseArray(text);
  const list: CustomerList = { received: rows.length, customers: [], collapsed: 0, setAside: [] };
  const places = new Map<string, { index: number; position: number }>();
  for (const [index, row] of rows.entries()) {
    const position = index + 1;
    const customer = readRow(row);
    if (typeof customer === 'string') list.setAside.push({ position, reason: customer, id: readableId(row) });
    else add(list, places, customer, position);
  }
  list.setAside.sort((a, b) => a.position - b.position);
  if (list.customers.length === 0 && list.received > 0) {
    const [first] = list.setAside;
    fail('malformed', `None of ${list.received} rows could be read. Row 1: ${first?.reason ?? ''}`);
  }
  return list;
}

function parseArray(text: string): unknown[] {
  const start = text.trimStart().slice(0, 1);
  if (start === '') fail('malformed', 'The answer was empty.');
  if (start === '<') fail('not-live-platform', 'The answer was a web page.');
  const parsed = parseJson(text);
  if (!Array.isArray(parsed)) fail('malformed', `The answer was ${kindOf(parsed)} where a list was due.`);
  return parsed;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The engine's message quotes the text, which holds customers' names: only the place is passed on.
    const place = error instanceof Error ? /position \d+/.exec(error.message)?.[0] : undefined;
    return fail('malformed', `The answer is no valid JSON (${place ?? 'cut off'}, ${text.length} characters).`);
  }
}

// Written by hand because this runs a million times: a schema library takes a quarter more of the whole refresh.
function readRow(row: unknown): Customer | string {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return `It is ${kindOf(row)}, not a customer.`;
  // The API page writes its example in PascalCase and its table in camelCase.
  const id = field(row, 'Id', 'id');
  const shortName = field(row, 'ShortName', 'shortName');
  const fullName = field(row, 'FullName', 'fullName');
  const license = field(row, 'LicenseType', 'licenseType');
  if (id !== null && (typeof id !== 'string' || id === '')) return mistyped('Id', id, 'text or null');
  if (typeof shortName !== 'string') return mistyped('ShortName', shortName, 'text');
  if (typeof fullName !== 'string') return mistyped('FullName', fullName, 'text');
  if (typeof license !== 'number' || !Number.isSafeInteger(license)) {
    return mistyped('LicenseType', license, 'a whole number');
  }
  return { id: wellFormed(id), shortName: wellFormed(shortName), fullName: wellFormed(fullName), license: license + 0 };
}

function field(row: object, name: string, alternative: string): unknown {
  const value: unknown = Reflect.get(row, name);
  return value === undefined ? Reflect.get(row, alternative) : value;
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

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' ? 'a number' : 'true or false';
}

function readableId(row: unknown): string | null {
  if (typeof row !== 'object' || row === null) return null;
  const id = field(row, 'Id', 'id');
  return typeof id === 'string' && id !== '' ? id : null;
}

/** Adds a customer; of two with one ID, equal ones collapse and of conflicting ones the later counts. */
function add(
  list: CustomerList,
  places: Map<string, { index: number; position: number }>,
  customer: Customer,
  position: number,
): void {
  const key = customer.id === null ? null : identity(customer.id);
  const earlier = key === null ? undefined : places.get(key);
  const earlierCustomer = earlier && list.customers[earlier.index];
  if (earlier && earlierCustomer) {
    if (equalCustomers(earlierCustomer, customer)) {
      list.collapsed++;
      return;
    }
    const reason = `Row ${position} has the same Id and differs. The later row counts.`;
    list.setAside.push({ position: earlier.position, reason, id: null });
    list.customers[earlier.index] = customer;
    earlier.position = position;
    return;
  }
  if (key !== null) places.set(key, { index: list.customers.length, position });
  list.customers.push(customer);
}
