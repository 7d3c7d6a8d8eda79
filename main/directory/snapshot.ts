import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import type { Snapshot } from '../../preload/bridge.ts';
import { type Customer, identity } from './customer.ts';
import { inNaturalOrder } from './natural-order.ts';
import type { CustomerList } from './read-list.ts';
import { recordRefresh, type RefreshTimes } from './refresh-log.ts';
import { buildSearchIndex, storeSearchIndex } from './search-index.ts';

const mostListed = 100;
const rowsAnInsert = 16;

const SnapshotRow = v.object({
  refreshed_at: v.number(),
  body_hash: v.string(),
  customers: v.number(),
  received: v.number(),
  collapsed: v.number(),
  licenses: v.pipe(v.string(), v.parseJson(), v.array(v.tuple([v.number(), v.number()]))),
});
const SetAsideRow = v.object({ position: v.number(), reason: v.string() });
const CustomerRow = v.object({
  id: v.nullable(v.string()),
  short_name: v.string(),
  full_name: v.string(),
  license: v.number(),
});

function snapshotRow(database: Database): v.InferOutput<typeof SnapshotRow> | null {
  const row = database.prepare('SELECT * FROM snapshot').get();
  return row === undefined ? null : v.parse(SnapshotRow, row);
}

/** The cached list's record; null before the first refresh. */
export function readSnapshot(database: Database): Snapshot | null {
  const row = snapshotRow(database);
  if (!row) return null;
  const count = v.parse(v.number(), database.prepare('SELECT count(*) FROM set_aside').pluck().get());
  const listed = database.prepare('SELECT * FROM set_aside ORDER BY position LIMIT ?').all(mostListed);
  return {
    refreshedAt: row.refreshed_at,
    customers: row.customers,
    received: row.received,
    collapsed: row.collapsed,
    setAside: { count, listed: v.parse(v.array(SetAsideRow), listed) },
  };
}

/** Customers by license number in the cached list, without counting them again. */
export function readLicenseTotals(database: Database): Map<number, number> {
  return new Map(snapshotRow(database)?.licenses);
}

/** The SHA-256 of the body that made the cached list; null before the first refresh. */
export function readBodyHash(database: Database): string | null {
  return snapshotRow(database)?.body_hash ?? null;
}

/** Replaces the cached list, its record and its search index: all of it, or, when anything fails, nothing. */
export function replaceSnapshot(database: Database, list: CustomerList, bodyHash: string, times: RefreshTimes): void {
  database
    .transaction(() => {
      const { customers, foldedNames } = inNaturalOrder([...list.customers, ...keptInPlaceOfSetAside(database, list)]);
      database.exec('DELETE FROM customers; DELETE FROM set_aside;');
      insertCustomers(database, customers);
      const insert = database.prepare('INSERT INTO set_aside VALUES (?, ?)');
      for (const { position, reason } of list.setAside) insert.run(position, reason);
      storeSearchIndex(database, buildSearchIndex(customers, foldedNames));
      database
        .prepare('REPLACE INTO snapshot VALUES (1, ?, ?, ?, ?, ?, ?)')
        .run(times.endedAt, bodyHash, customers.length, list.received, list.collapsed, licenseTotals(customers));
      recordRefresh(database, times, { outcome: 'replaced', received: list.received });
    })
    .immediate();
}

/** Records that Live Platform sent the very list that is cached: it is as fresh as a new one. */
export function confirmSnapshot(database: Database, times: RefreshTimes): void {
  database
    .transaction(() => {
      database.prepare('UPDATE snapshot SET refreshed_at = ?').run(times.endedAt);
      recordRefresh(database, times, { outcome: 'unchanged', received: snapshotRow(database)?.received ?? 0 });
    })
    .immediate();
}

/** A row that can't be read doesn't take its customer away: the cached one stays as it was. */
function keptInPlaceOfSetAside(database: Database, list: CustomerList): Customer[] {
  const wanted = new Set(list.setAside.flatMap(({ id }) => (id === null ? [] : [identity(id)])));
  if (wanted.size === 0) return [];
  for (const { id } of list.customers) if (id !== null) wanted.delete(identity(id));
  const cached = v.parse(v.array(CustomerRow), database.prepare('SELECT * FROM customers').all());
  return cached
    .filter(({ id }) => id !== null && wanted.has(identity(id)))
    .map((row) => ({ id: row.id, shortName: row.short_name, fullName: row.full_name, license: row.license }));
}

function licenseTotals(customers: readonly Customer[]): string {
  const totals = new Map<number, number>();
  for (const { license } of customers) totals.set(license, (totals.get(license) ?? 0) + 1);
  return JSON.stringify([...totals]);
}

// Sixteen rows a statement: measured fastest, each call into SQLite costs more than what it does.
function insertCustomers(database: Database, customers: readonly Customer[]): void {
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
