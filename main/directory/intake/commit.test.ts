import Sqlite, { type Database } from 'better-sqlite3';
import { fc } from '../../../test/support/properties.ts';
import { expect, test } from 'vitest';
import { failureOf } from '../../../test/failure-of.ts';
import { cacheCustomers, cacheRows } from '../../../test/support/cache-list.ts';
import type { Customer } from '../customers/customer.ts';
import { fingerprintsOf } from '../customers/fingerprint.ts';
import { makeColumns } from '../search/index-columns.ts';
import { mergeIndex } from '../search/list-merge.ts';
import { naturalOrder } from '../search/natural-order.ts';
import { readOrderedCustomers } from '../search/ordered-customers.ts';
import { emptyIndex, readSearchIndex } from '../search/search-index.ts';
import { migrate } from '../storage/migrations.ts';
import { readLastChanges } from '../storage/refresh-log.ts';
import { readLicenseTotals } from '../storage/snapshot.ts';
import { readOrder } from '../storage/stored-order.ts';
import { openCachedList } from './cached-list.ts';
import { commitList, resolveHeld, type WrittenList } from './commit.ts';
import { compareWith } from './comparison.ts';
import { readHeld } from './held-list.ts';

const name = fc.string({
  unit: fc.constantFrom('a', 'B', '7', '10', 'ß', 'é', '北', 'ﬀ', '\u0301', '\u1112'),
  maxLength: 4,
});
const lists = fc.array(
  fc.uniqueArray(
    fc.record({
      id: fc.option(fc.constantFrom('1', '2', '3', 'a', 'B', 'c', '04', 'é')),
      shortName: name,
      fullName: name,
      license: fc.integer({ min: 0, max: 2 }),
    }),
    { selector: ({ id, shortName }) => id ?? `lead ${shortName}` },
  ),
  { maxLength: 5 },
);

function inNaturalOrder(customers: readonly Customer[]): Customer[] {
  return naturalOrder(makeColumns(customers), customers.length).flatMap((place) => customers[place] ?? []);
}

test('after any refreshes, customers, order and index are those of the last list', () => {
  fc.assert(
    fc.property(lists, (received) => {
      const database = new Sqlite(':memory:');
      migrate(database);
      let index = emptyIndex;
      for (const [at, customers] of received.entries()) {
        const written = cacheCustomers(database, customers, at) ?? resolveHeld(database, 'replace', at);
        const expected = inNaturalOrder(customers);
        expect(readOrderedCustomers(database).customers).toEqual(expected);
        expect(readOrder(database)?.fingerprints).toEqual(fingerprintsOf(expected));
        expect(Object.fromEntries(readLicenseTotals(database))).toEqual(countBy(customers, ({ license }) => license));
        index = written ? mergeIndex(index, written) : index;
        expect(index).toEqual(readSearchIndex(database));
      }
    }),
    { numRuns: 300 },
  );
});

function countBy<T>(items: readonly T[], keyOf: (item: T) => number): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}

function openNamed(): { database: Database; refresh: (...names: string[]) => WrittenList | null } {
  const database = new Sqlite(':memory:');
  migrate(database);
  const customer = (name: string): Customer => ({ id: name, shortName: name, fullName: name, license: 0 });
  return { database, refresh: (...names) => cacheCustomers(database, names.map(customer)) };
}

test('those who stay keep their row IDs, and newcomers get free ones', () => {
  const { database, refresh } = openNamed();
  function rowIdsAfter(...names: string[]): Record<string, number> {
    refresh(...names);
    const { customers, rowIds } = readOrderedCustomers(database);
    return Object.fromEntries(customers.map(({ shortName }, place) => [shortName, rowIds[place] ?? 0]));
  }
  expect(rowIdsAfter('z', 'c', 'a')).toEqual({ a: 1, c: 2, z: 3 });
  expect(rowIdsAfter('m', 'z', 'a')).toEqual({ a: 1, m: 2, z: 3 });
  expect(rowIdsAfter('n', 'z', 'm', 'b', 'a')).toEqual({ a: 1, b: 4, m: 2, n: 5, z: 3 });
});

test('who is altered keeps the row, a lead that gets its ID too', () => {
  const database = new Sqlite(':memory:');
  migrate(database);
  const row = (id: string | null, shortName: string): object => ({ id, shortName, fullName: 'Ltd', licenseType: 0 });
  cacheRows(database, [row('x', 'A'), row(null, 'B'), row('y', 'C')]);
  cacheRows(database, [row('x', 'Z'), row('b', 'B'), row('Y', 'C')]);
  const { customers, rowIds } = readOrderedCustomers(database);
  expect(customers.map(({ id }, place) => [id, rowIds[place]])).toEqual([
    ['b', 2],
    ['Y', 3],
    ['x', 1],
  ]);
});

test('a list is not applied to another one than it was compared with', async () => {
  const { database, refresh } = openNamed();
  refresh('a', 'b');
  const cached = openCachedList(database);
  const comparing = compareWith(cached);
  refresh('b', 'c');
  const rows = { received: 0, collapsed: 0, setAside: { count: 0, listed: [] } };
  const received = { rows, bodyHash: '', times: { startedAt: 0, endedAt: 0 } };
  const refused = await failureOf(() => commitList(database, cached, comparing, received));
  expect(refused.code).toBe('cache-unwritable');
  expect(readOrderedCustomers(database).customers.map(({ shortName }) => shortName)).toEqual(['b', 'c']);
});

test('a list that waits is compared again when it is decided on', () => {
  const { database, refresh } = openNamed();
  refresh('a', 'b');
  refresh();
  resolveHeld(database, 'replace', 0);
  expect(readOrderedCustomers(database).customers).toEqual([]);
  expect(readLastChanges(database)).toMatchObject({ removed: 2 });
});

test('a list that waits and can’t be read any more can be discarded, and replaces nothing', () => {
  const { database, refresh } = openNamed();
  refresh('a', 'b');
  refresh();
  for (const damaged of ['not JSON', '{"customers":7}']) {
    database.prepare('UPDATE held_list SET list = ?').run(damaged);
    expect(() => resolveHeld(database, 'replace', 0)).toThrow();
    expect(readHeld(database)).toMatchObject({ at: 0, remaining: 0 });
  }
  resolveHeld(database, 'keep', 0);
  expect(readHeld(database)).toBeNull();
  expect(readOrderedCustomers(database).customers).toHaveLength(2);
});
