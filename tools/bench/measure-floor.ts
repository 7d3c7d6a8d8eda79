// The least that a refresh can cost: the text parsed, and each row inserted by one prepared statement into a bare table.
import { readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import * as v from 'valibot';
import type { SimulatedCustomer } from '../live-platform/customers.ts';
import { argument, give } from './child.ts';

const { body, file } = argument(v.object({ body: v.string(), file: v.string() }));
const text = readFileSync(body, 'utf8');

const began = performance.now();
const database = new Sqlite(file);
database.exec('CREATE TABLE customers (id TEXT, short_name TEXT, full_name TEXT, license INTEGER)');
const insert = database.prepare('INSERT INTO customers VALUES (?, ?, ?, ?)');
const customers = JSON.parse(text) as SimulatedCustomer[];
database.transaction(() => {
  for (const { Id, ShortName, FullName, LicenseType } of customers) insert.run(Id, ShortName, FullName, LicenseType);
})();
give({ took: performance.now() - began });
database.close();
