import type { Database } from 'better-sqlite3';
import { fail } from '../../failure.ts';
import type { Customer } from '../customers/customer.ts';

/** The columns of `customers` that make a `Customer`, but for a twin's number. */
export const customerColumns = 'id, short_name AS shortName, full_name AS fullName, license';

// Sixteen rows a statement: measured fastest, each call into SQLite costs more than what it does.
const rowsAnInsert = 16;

/** Not by valibot: this runs over a million rows. */
function checked<Row extends Customer>(rows: Row[]): Row[] {
  if (!rows.every(isCustomer)) fail('cache-damaged', 'What is stored is not what was written.');
  return rows;
}

function isCustomer({ id, shortName, fullName, license }: Record<Exclude<keyof Customer, 'twin'>, unknown>): boolean {
  return (
    (typeof id === 'string' || id === null) &&
    typeof shortName === 'string' &&
    typeof fullName === 'string' &&
    typeof license === 'number'
  );
}

export function countCustomers(database: Database): number {
  return database.prepare<[], number>('SELECT count(*) FROM customers').pluck().get() ?? 0;
}

/** A customer, and the row that holds it. */
export interface StoredCustomer {
  rowId: number;
  customer: Customer;
}

/**
 * All cached customers by row ID, some at a time. Throws `cache-damaged` where damage that SQLite takes for data left something
 * else.
 */
export function* customerSteps(database: Database, count = 10_000): Generator<StoredCustomer[]> {
  const select = database.prepare<[number, number], Required<Customer> & { rowId: number }>(
    `SELECT row_id AS rowId, ${customerColumns}, twin FROM customers WHERE row_id > ? ORDER BY row_id LIMIT ?`,
  );
  for (let last = 0; ;) {
    const rows = checked(select.all(last, count));
    yield rows.map((row) => {
      // Where row IDs don't ascend, the same rows would come for ever.
      if (row.rowId <= last) fail('cache-damaged', `Row ${row.rowId} comes after row ${last}.`);
      last = row.rowId;
      return { rowId: row.rowId, customer: cachedCustomer(row) };
    });
    if (rows.length < count) return;
  }
}

/** One shape for nearly all customers, wherever they come from: comparing them is twice as fast. */
export function cachedCustomer({ id, shortName, fullName, license, twin }: Required<Customer>): Customer {
  return twin === 0 ? { id, shortName, fullName, license } : { id, shortName, fullName, license, twin };
}

/**
 * One column of all customers, in the order of their row IDs. `changed_in` is which refresh, by number, added or changed one; 0
 * for who was in the first list and has not changed.
 */
export function readColumn(
  database: Database,
  column: 'short_name' | 'full_name' | 'changed_in',
  rowIds: Int32Array,
): unknown[] {
  const values = new Map(
    database.prepare<[], [number, unknown]>(`SELECT row_id, ${column} FROM customers`).raw().all(),
  );
  return Array.from(rowIds, (rowId) => values.get(rowId));
}

/** A customer who is to be written, in which row, and which refresh changed it last. */
export interface CustomerRecord {
  customer: Customer;
  rowId: number;
  changedIn: number;
}

/** Adds customers, each at its row ID, which must be free. */
export function insertCustomers(database: Database, records: readonly CustomerRecord[]): void {
  const one = '(?, ?, ?, ?, ?, ?, ?)';
  const insertMany = database.prepare(`INSERT INTO customers VALUES ${Array(rowsAnInsert).fill(one).join()}`);
  const insertOne = database.prepare(`INSERT INTO customers VALUES ${one}`);
  const values: unknown[] = Array(rowsAnInsert * 7).fill(null);
  let filled = 0;
  for (const { customer, rowId, changedIn } of records) {
    values[filled++] = rowId;
    values[filled++] = customer.id;
    values[filled++] = customer.shortName;
    values[filled++] = customer.fullName;
    values[filled++] = customer.license;
    values[filled++] = customer.twin ?? 0;
    values[filled++] = changedIn;
    if (filled === values.length) {
      insertMany.run(values);
      filled = 0;
    }
  }
  for (let start = 0; start < filled; start += 7) insertOne.run(values.slice(start, start + 7));
}
