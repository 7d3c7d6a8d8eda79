import Sqlite from 'better-sqlite3';
import { fc } from '../../../test/support/properties.ts';
import { expect, test } from 'vitest';
import { readCachedList } from '../../../test/read-cached-list.ts';
import type { Customer } from '../customers/customer.ts';
import { makeColumns } from '../search/index-columns.ts';
import { meetCustomers } from './met-customers.ts';
import { migrate } from '../storage/migrations.ts';
import { naturalOrder } from '../search/natural-order.ts';
import { readOrderedCustomers } from '../search/ordered-customers.ts';
import type { Held } from './held-list.ts';
import { readLastChanges } from '../storage/refresh-log.ts';
import { rowsOf } from '../../../test/support/rows-of.ts';
import { readCustomerList } from './read-list.ts';
import { readSearchIndex, searchIndexOf } from '../search/search-index.ts';
import { resolveHeld, takeIn } from './take-in.ts';

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

function jsonOf(customers: readonly Customer[]): string {
  return JSON.stringify(
    customers.map(({ id, shortName, fullName, license }) => ({ id, shortName, fullName, licenseType: license })),
  );
}

function inNaturalOrder(customers: readonly Customer[]): Customer[] {
  return naturalOrder(makeColumns(customers), customers.length).flatMap((place) => customers[place] ?? []);
}

test('after any refreshes, customers and index are those of the last list, in natural order', () => {
  fc.assert(
    fc.property(lists, (received) => {
      const database = new Sqlite(':memory:');
      migrate(database);
      for (const [at, customers] of received.entries()) {
        const before = readCachedList(database);
        const met = meetCustomers(before);
        const list = readCustomerList(rowsOf(jsonOf(customers)), met);
        const times = { startedAt: at, endedAt: at };
        const written =
          takeIn(database, before, { list, bodyHash: String(at), times }, met.cachedPlaces) ??
          resolveHeld(database, before, 'replace');
        expect(readOrderedCustomers(database).customers).toEqual(inNaturalOrder(customers));
        expect(written && searchIndexOf(written.columns, written.rowIds)).toEqual(readSearchIndex(database));
      }
    }),
    { numRuns: 300 },
  );
});

test('those who stay keep their row IDs, and newcomers get free ones', () => {
  const database = new Sqlite(':memory:');
  migrate(database);
  const customer = (shortName: string): Customer => ({ id: shortName, shortName, fullName: shortName, license: 0 });
  function refresh(...names: string[]): Record<string, number> {
    const list = {
      received: names.length,
      customers: names.map(customer),
      collapsed: 0,
      setAside: { count: 0, listed: [] },
      unreadable: [],
    };
    takeIn(database, readCachedList(database), { list, bodyHash: names.join(), times: { startedAt: 0, endedAt: 0 } });
    const { customers, rowIds } = readOrderedCustomers(database);
    return Object.fromEntries(customers.map(({ shortName }, place) => [shortName, rowIds[place] ?? 0]));
  }
  expect(refresh('z', 'c', 'a')).toEqual({ a: 1, c: 2, z: 3 });
  expect(refresh('m', 'z', 'a')).toEqual({ a: 1, m: 2, z: 3 });
  expect(refresh('n', 'z', 'm', 'b', 'a')).toEqual({ a: 1, b: 4, m: 2, n: 5, z: 3 });
});

test('a list is compared with the one that is cached when it is written, whoever wrote it since it was read', () => {
  const database = new Sqlite(':memory:');
  migrate(database);
  const customer = (shortName: string): Customer => ({ id: shortName, shortName, fullName: shortName, license: 0 });
  const listOf = (names: string[]): Held => ({
    list: {
      received: names.length,
      customers: names.map(customer),
      collapsed: 0,
      setAside: { count: 0, listed: [] },
      unreadable: [],
    },
    bodyHash: names.join(),
    times: { startedAt: 0, endedAt: 0 },
  });
  takeIn(database, readCachedList(database), listOf(['a', 'b']));
  const earlier = readCachedList(database);
  takeIn(database, readCachedList(database), listOf(['b', 'c', 'd']));
  takeIn(database, earlier, listOf(['a', 'd']), [0, -1]);
  expect(readOrderedCustomers(database).customers.map(({ shortName }) => shortName)).toEqual(['a', 'd']);
  expect(readLastChanges(database)).toMatchObject({ added: 1, removed: 2 });

  takeIn(database, readCachedList(database), listOf([]));
  takeIn(database, readCachedList(database), listOf(['x', 'y']));
  takeIn(database, readCachedList(database), listOf([]));
  resolveHeld(database, earlier, 'replace');
  expect(readOrderedCustomers(database).customers).toEqual([]);
});
