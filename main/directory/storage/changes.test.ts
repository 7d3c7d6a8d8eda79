import type { Database } from 'better-sqlite3';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Customer } from '../customers/customer.ts';
import { countChanges, type ListChanges, readHistory, recordChanges } from './changes.ts';
import { migrate } from './migrations.ts';
import { readLastChanges, recordRefresh } from './refresh-log.ts';

function opened(): Database {
  const database = new Sqlite(':memory:');
  migrate(database);
  return database;
}

function record(database: Database, changes: ListChanges): number {
  const counts = countChanges(changes);
  const end = { outcome: 'replaced', received: 1, licenses: new Map(), changes: counts, decided: false } as const;
  const number = recordRefresh(database, { startedAt: 1, endedAt: 1 }, end);
  recordChanges(database, number, changes);
  return number;
}

function customers(count: number, license = 0, name = 'C'): Customer[] {
  return Array.from({ length: count }, (_, number) => ({
    id: `id-${number}`,
    shortName: `${name}${number}`,
    fullName: `${name}${number}`,
    license,
  }));
}

function logged(database: Database): unknown[] {
  return database.prepare('SELECT refresh, count(*) FROM changes GROUP BY refresh').raw().all();
}

test('of more than 200,000 changes the oldest go, and the counts stay', () => {
  const database = opened();
  const altered = [0, 1].map((license) =>
    customers(90_000, license).map((before) => ({ before, after: { ...before, license: license + 1 } })),
  );
  for (const some of [...altered, ...altered]) record(database, { added: [], removed: [], altered: some });
  expect(logged(database)).toEqual([
    [3, 90_000],
    [4, 90_000],
  ]);
  expect(readLastChanges(database)).toMatchObject({ license: 90_000 });
});

test('of a refresh that changes more than are kept, who is gone is on record first', () => {
  const database = opened();
  const number = record(database, { added: customers(200_000), removed: customers(10, 0, 'Gone'), altered: [] });
  expect(logged(database)).toEqual([[number, 200_000]]);
  expect(
    database.prepare("SELECT count(*) FROM changes WHERE kind = 'removed' AND refresh = ?").pluck().get(number),
  ).toBe(10);
  expect(readLastChanges(database)).toMatchObject({ added: 200_000, removed: 10 });
});

test('a name of 100,000 characters is cut in the log', () => {
  const database = opened();
  const [before] = customers(1);
  if (!before) throw new Error('There is none.');
  const after = { ...before, shortName: '😀'.repeat(50_000) };
  record(database, { added: [], removed: [], altered: [{ before, after }] });
  const [change] = readHistory(database, 'id:id-0').changes;
  expect(change?.after?.length).toBeLessThan(400);
  expect(change?.after?.isWellFormed()).toBe(true);
});
