import type { Database } from 'better-sqlite3';
import { fail } from '../failure.ts';
import type { Customer } from './customer.ts';

// Sixteen rows a statement: measured fastest, each call into SQLite costs more than what it does.
const rowsAnInsert = 16;

/** All cached customers in their order. Throws `cache-damaged` where damage that SQLite takes for data left something else. */
export function readCachedCustomers(database: Database): Customer[] {
  const rows = database
    .prepare<[], Customer>(
      'SELECT id, short_name AS shortName, full_name AS fullName, license FROM customers ORDER BY rank',
    )
    .all();
  // Not valibot: this runs over a million rows.
  if (!rows.every(isCustomer)) fail('cache-damaged', 'What is stored is not what was written.');
  return rows;
}

function isCustomer({ id, shortName, fullName, license }: Record<keyof Customer, unknown>): boolean {
  return (
    (typeof id === 'string' || id === null) &&
    typeof shortName === 'string' &&
    typeof fullName === 'string' &&
    typeof license === 'number'
  );
}

/** The row IDs of all cached customers, ascending. */
export function readRowIds(database: Database): Float64Array {
  return Float64Array.from(database.prepare<[], number>('SELECT rank FROM customers ORDER BY rank').pluck().all());
}

/** Adds customers, each at its rank, which must be free. */
export function insertCustomers(database: Database, customers: readonly Customer[], rowIds: readonly number[]): void {
  const one = '(?, ?, ?, ?, ?)';
  const insertMany = database.prepare(`INSERT INTO customers VALUES ${Array(rowsAnInsert).fill(one).join()}`);
  const insertOne = database.prepare(`INSERT INTO customers VALUES ${one}`);
  const values: (string | number | null | undefined)[] = [];
  for (const [place, { id, shortName, fullName, license }] of customers.entries()) {
    values.push(rowIds[place], id, shortName, fullName, license);
    if (values.length === rowsAnInsert * 5) insertMany.run(values.splice(0));
  }
  while (values.length > 0) insertOne.run(values.splice(0, 5));
}
