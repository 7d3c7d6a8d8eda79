import type { Database } from 'better-sqlite3';
import { fail } from '../../failure.ts';
import type { Customer } from '../customers/customer.ts';

/** The columns of `customers` that make a `Customer`. */
const customerColumns = 'row_id AS rowId, id, short_name AS shortName, full_name AS fullName, license, twin';

// Sixteen rows a statement: measured fastest, each call into SQLite costs more than what it does.
const rowsAnInsert = 16;

/** As damage may have left it. */
interface CustomerRow extends Record<keyof Customer, unknown> {
  rowId: number;
}

/** Not by valibot: this runs over a million rows. One shape for nearly all customers: comparing them is twice as fast. */
function cachedCustomer({ id, shortName, fullName, license, twin }: CustomerRow): Customer {
  const isCustomer =
    (typeof id === 'string' || id === null) &&
    typeof shortName === 'string' &&
    typeof fullName === 'string' &&
    typeof license === 'number' &&
    typeof twin === 'number';
  if (!isCustomer) fail('cache-damaged', 'What is stored is not what was written.');
  return twin === 0 ? { id, shortName, fullName, license } : { id, shortName, fullName, license, twin };
}

/** Reads customers by row ID, each null where none is. Throws `cache-damaged` where damage that SQLite takes for data left something else. */
export function openCustomers(database: Database): (rowId: number) => Customer | null {
  const select = database.prepare<[number], CustomerRow>(`SELECT ${customerColumns} FROM customers WHERE row_id = ?`);
  return (rowId) => {
    const row = select.get(rowId);
    return row ? cachedCustomer(row) : null;
  };
}

/** All cached customers by row ID, ascending. Throws as `openCustomers`. */
export function readCustomers(database: Database): Map<number, Customer> {
  const select = database.prepare<[], CustomerRow>(`SELECT ${customerColumns} FROM customers ORDER BY row_id`);
  const customers = new Map<number, Customer>();
  let last = 0;
  for (const row of select.iterate()) {
    if (row.rowId <= last) fail('cache-damaged', `Row ${row.rowId} comes after row ${last}.`);
    last = row.rowId;
    customers.set(row.rowId, cachedCustomer(row));
  }
  return customers;
}

/** The cached customers without an ID. Throws as `openCustomers`. */
export function readLeads(database: Database): Customer[] {
  return database
    .prepare<[], CustomerRow>(`SELECT ${customerColumns} FROM customers WHERE id IS NULL`)
    .all()
    .map(cachedCustomer);
}

/** How many customers are cached. */
export function countCustomers(database: Database): number {
  return database.prepare<[], number>('SELECT count(*) FROM customers').pluck().get() ?? 0;
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

/** Writes customers into rows. */
export interface CustomerWriter {
  /**
   * Adds a customer in a row that must be free.
   * @param changedIn the number of the refresh that brings it; 0 for a first list
   */
  insert(rowId: number, customer: Customer, changedIn: number): void;
  /** @param changedIn as for `insert`; null where nothing but the ID's writing is another */
  update(rowId: number, customer: Customer, changedIn: number | null): void;
  delete(rowId: number): void;
  /** Writes what is left. */
  end(): void;
}

/** Prepares the statements that write customers; for use inside one transaction. */
export function openCustomerWriter(database: Database): CustomerWriter {
  const one = '(?, ?, ?, ?, ?, ?, ?)';
  const insertMany = database.prepare(`INSERT INTO customers VALUES ${Array(rowsAnInsert).fill(one).join()}`);
  const insertOne = database.prepare(`INSERT INTO customers VALUES ${one}`);
  const remove = database.prepare('DELETE FROM customers WHERE row_id = ?');
  const update = database.prepare(
    `UPDATE customers SET id = ?, short_name = ?, full_name = ?, license = ?, twin = ?, changed_in = ifnull(?, changed_in)
     WHERE row_id = ?`,
  );
  const values: unknown[] = Array(rowsAnInsert * 7).fill(null);
  let filled = 0;
  return {
    insert(rowId, { id, shortName, fullName, license, twin = 0 }, changedIn) {
      values[filled++] = rowId;
      values[filled++] = id;
      values[filled++] = shortName;
      values[filled++] = fullName;
      values[filled++] = license;
      values[filled++] = twin;
      values[filled++] = changedIn;
      if (filled < values.length) return;
      insertMany.run(values);
      filled = 0;
    },
    update(rowId, { id, shortName, fullName, license, twin = 0 }, changedIn) {
      update.run(id, shortName, fullName, license, twin, changedIn, rowId);
    },
    delete(rowId) {
      remove.run(rowId);
    },
    end() {
      for (let start = 0; start < filled; start += 7) insertOne.run(values.slice(start, start + 7));
      filled = 0;
    },
  };
}
