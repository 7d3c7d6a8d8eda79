import type { Database } from 'better-sqlite3';
import type { SimulatedCustomer } from '../live-platform/customers.ts';

/** The least that a refresh can cost: the text parsed, and each row inserted by one prepared statement into a bare table. */
export function writeFloor(database: Database, text: string): void {
  database.exec('CREATE TABLE customers (id TEXT, short_name TEXT, full_name TEXT, license INTEGER)');
  const insert = database.prepare('INSERT INTO customers VALUES (?, ?, ?, ?)');
  const customers = JSON.parse(text) as SimulatedCustomer[];
  database.transaction(() => {
    for (const { Id, ShortName, FullName, LicenseType } of customers) insert.run(Id, ShortName, FullName, LicenseType);
  })();
}
