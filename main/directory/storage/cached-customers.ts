import type { Database } from 'better-sqlite3';
import { fail } from '../../failure.ts';
import type { Customer } from '../customers/customer.ts';

/** The columns of `customers` that make a `Customer`. */
export const customerColumns = 'id, short_name AS shortName, full_name AS fullName, license';

// Sixteen rows a statement: measured fastest, each call into SQLite costs more than what it does.
const rowsAnInsert = 16;

/** All cached customers in their order. Throws `cache-damaged` where damage that SQLite takes for data left something else. */
export function readCachedCustomers(database: Database): Customer[] {
  return checked(database.prepare<[], Customer>(`SELECT ${customerColumns} FROM customers ORDER BY rank`).all());
}

/** Not by valibot: this runs over a million rows. */
function checked<Row extends Customer>(rows: Row[]): Row[] {
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

export function countCustomers(database: Database): number {
  return database.prepare<[], number>('SELECT count(*) FROM customers').pluck().get() ?? 0;
}

/** All cached customers in their order, some at a time. Throws as `readCachedCustomers`. */
export function* customerSteps(database: Database, count: number): Generator<{ rowId: number; customer: Customer }[]> {
  const select = database.prepare<[number, number], Customer & { rowId: number }>(
    `SELECT rank AS rowId, ${customerColumns} FROM customers WHERE rank > ? ORDER BY rank LIMIT ?`,
  );
  for (let last = 0; ;) {
    const rows = checked(select.all(last, count));
    // One shape for all customers, wherever they come from: comparing them is twice as fast.
    yield rows.map(({ rowId, id, shortName, fullName, license }) => {
      last = rowId;
      return { rowId, customer: { id, shortName, fullName, license } };
    });
    if (rows.length < count) return;
  }
}

/** The row IDs of all cached customers, ascending. */
export function readRowIds(database: Database): Float64Array {
  return Float64Array.from(database.prepare<[], number>('SELECT rank FROM customers ORDER BY rank').pluck().all());
}

/** Adds customers, each at its row ID, which must be free. */
export function insertCustomers(database: Database, customers: readonly Customer[], rowIds: readonly number[]): void {
  const one = '(?, ?, ?, ?, ?)';
  const insertMany = database.prepare(`INSERT INTO customers VALUES ${Array(rowsAnInsert).fill(one).join()}`);
  const insertOne = database.prepare(`INSERT INTO customers VALUES ${one}`);
  const values: unknown[] = Array(rowsAnInsert * 5).fill(null);
  let filled = 0;
  for (let place = 0; place < customers.length; place++) {
    const customer = customers[place];
    if (!customer) continue;
    values[filled++] = rowIds[place];
    values[filled++] = customer.id;
    values[filled++] = customer.shortName;
    values[filled++] = customer.fullName;
    values[filled++] = customer.license;
    if (filled === values.length) {
      insertMany.run(values);
      filled = 0;
    }
  }
  for (let start = 0; start < filled; start += 5) insertOne.run(values.slice(start, start + 5));
}
