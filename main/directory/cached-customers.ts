import type { Database } from 'better-sqlite3';
import { type Customer, customerKey } from './customer.ts';

// Sixteen rows a statement: measured fastest, each call into SQLite costs more than what it does.
const rowsAnInsert = 16;

interface CustomerRow {
  id: string | null;
  short_name: string;
  full_name: string;
  license: number;
}

/** All cached customers by `customerKey`. */
export function readCachedCustomers(database: Database): Map<string, Customer> {
  // Typed, not parsed: the table is STRICT, and this runs over a million rows.
  const rows = database.prepare<[], CustomerRow>('SELECT id, short_name, full_name, license FROM customers').iterate();
  const customers = new Map<string, Customer>();
  for (const { id, short_name: shortName, full_name: fullName, license } of rows) {
    const customer = { id, shortName, fullName, license };
    customers.set(customerKey(customer), customer);
  }
  return customers;
}

/** Replaces all cached customers; their place in the list becomes their rank. */
export function writeCachedCustomers(database: Database, customers: readonly Customer[]): void {
  database.exec('DELETE FROM customers');
  const one = '(?, ?, ?, ?, ?)';
  const insertMany = database.prepare(`INSERT INTO customers VALUES ${Array(rowsAnInsert).fill(one).join()}`);
  const insertOne = database.prepare(`INSERT INTO customers VALUES ${one}`);
  const whole = customers.length - (customers.length % rowsAnInsert);
  const values: (string | number | null)[] = [];
  for (const [rank, customer] of customers.entries()) {
    values.push(rank, customer.id, customer.shortName, customer.fullName, customer.license);
    if (rank >= whole) insertOne.run(values.splice(0));
    else if (values.length === rowsAnInsert * 5) insertMany.run(values.splice(0));
  }
}
