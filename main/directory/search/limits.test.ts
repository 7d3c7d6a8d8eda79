import Sqlite, { type Database } from 'better-sqlite3';
import { describe, expect, test, vi } from 'vitest';
import { allCustomers } from '../../../test/support/all-customers.ts';
import { cacheCustomers } from '../../../test/support/cache-list.ts';
import type { Customer } from '../customers/customer.ts';
import { migrate } from '../storage/migrations.ts';
import { openSearch } from './search.ts';

function customer(shortName: string, license = 0, id: string | null = `id-${shortName}`): Customer {
  return { id, shortName, fullName: shortName, license };
}

function databaseOf(...lists: Customer[][]): Database {
  const database = new Sqlite(':memory:');
  migrate(database);
  for (const [at, customers] of lists.entries()) {
    cacheCustomers(database, customers, at);
  }
  return database;
}

test('of a name of 100,000 characters no more is marked or sent than is drawn, and all of it is kept and found', () => {
  const long = `${'ab'.repeat(50_000)}end`;
  const search = openSearch(databaseOf([customer(long)]), () => 0);
  const [row] = search.page({ ...allCustomers, text: 'a' }).rows;
  expect(row?.shortName).toBe(`${long.slice(0, 500)}…`);
  expect(search.whole(row?.key ?? '')?.shortName).toBe(long);
  expect(row?.matches.shortName).toHaveLength(250);
  expect(search.page({ ...allCustomers, text: 'end' }).total).toBe(1);
});

describe('names and IDs of a megabyte', () => {
  const long = '😀é'.repeat(333_333);
  const customers = [
    ...['A', 'B', 'é'].map((end) => customer(long + end, 0, null)),
    ...['C', 'D'].map((end) => ({ ...customer(end, 0, null), fullName: long + end })),
    ...['E', 'F'].map((end) => customer(end, 0, long + end)),
    customer('G', 0, long.slice(0, 300)),
  ];
  const search = openSearch(databaseOf(customers), () => 0);
  const page = search.page(allCustomers);

  test('make a small page, and are read whole', () => {
    expect(JSON.stringify(page).length).toBeLessThan(20_000);
    const whole = page.rows.map(({ key }) => search.whole(key));
    expect(new Set(whole.map((each) => each?.shortName))).toEqual(new Set(customers.map(({ shortName }) => shortName)));
    expect(new Set(whole.map((each) => each?.fullName))).toEqual(new Set(customers.map(({ fullName }) => fullName)));
    expect(new Set(whole.map((each) => each?.id))).toEqual(new Set(customers.map(({ id }) => id)));
    expect(search.whole('id:nobody')).toBeNull();
  });

  test('are told apart by keys that stay short, and found by them', () => {
    const keys = page.rows.map(({ key }) => key);
    expect(new Set(keys).size).toBe(8);
    for (const key of keys) expect(key.length).toBeLessThan(400);
    expect(search.page({ ...allCustomers, locate: keys }).located).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});

describe('of 20,000 different licenses', () => {
  const many = Array.from({ length: 20_000 }, (_, number) => customer(`C${number}`, number));
  const search = openSearch(databaseOf([...many, customer('Twice', 15_000)]), () => 0);

  test.each(['', 'c'])('the known and the most frequent are listed, and how many more there are (“%s”)', (text) => {
    const { licenses, unlistedLicenses, total } = search.page({ ...allCustomers, text });
    expect(licenses).toHaveLength(56);
    expect(licenses).toContainEqual(expect.objectContaining({ number: 15_000, customers: 2 }));
    expect(unlistedLicenses).toEqual({ licenses: 19_944, customers: total - 57 });
  });

  test('those that are chosen are listed too', () => {
    const { licenses, total } = search.page({ ...allCustomers, licenses: [19_999] });
    expect(total).toBe(1);
    expect(licenses).toContainEqual(expect.objectContaining({ number: 19_999, customers: 1 }));
  });

  test('few are suggested', () => {
    expect(search.suggest('license:', 8).items.length).toBeLessThanOrEqual(56);
  });
});

test('IDs with line breaks are sorted as they are', () => {
  const customers = ['b\nz', 'a', 'c\n', null, 'b\na'].map((id) => customer(`Of ${id ?? 'nobody'}`, 0, id));
  const search = openSearch(databaseOf(customers), () => 0);
  const { rows } = search.page({ ...allCustomers, sort: [{ column: 'id', descending: false }] });
  expect(rows.map(({ id }) => id)).toEqual([null, 'a', 'b\na', 'b\nz', 'c\n']);
});

test('an ID of which nothing can be seen is an ID', () => {
  const customers = ['\u200B', '\u00AD\u2060', null, '\uFE0F', 'id'].map((id, number) => customer(`C${number}`, 0, id));
  const search = openSearch(databaseOf(customers), () => 0);
  const found = (text: string): string[] =>
    search.page({ ...allCustomers, text }).rows.map(({ shortName }) => shortName);
  expect(found('lead:yes')).toEqual(['C2']);
  expect(found('lead:no')).toEqual(['C0', 'C1', 'C3', 'C4']);
  expect(found('id:id')).toEqual(['C4']);
  const keys = search.page(allCustomers).rows.map(({ key }) => key);
  expect(search.page({ ...allCustomers, locate: keys }).located).toEqual([0, 1, 2, 3, 4]);
});

test('rows that are asked for several times come once', () => {
  const search = openSearch(databaseOf(['a', 'b', 'c', 'd'].map((name) => customer(name))), () => 0);
  const ranges = [
    { first: 2, last: 9 },
    { first: 0, last: 2 },
    ...Array.from({ length: 10_000 }, () => ({ first: 0, last: 3 })),
  ];
  expect([...search.rows(allCustomers, ranges).customers].map(({ shortName }) => shortName)).toEqual([
    'a',
    'b',
    'c',
    'd',
  ]);
});

describe('changed:', () => {
  const database = databaseOf([customer('a')], [customer('a'), customer('ab')]);
  let now = 2;
  const search = openSearch(database, () => now++);

  test('is read once, however often it is asked for and whenever', () => {
    const prepare = vi.spyOn(Sqlite.prototype, 'prepare');
    const term = Array.from({ length: 50 }, () => 'changed:12h').join(' ');
    for (const word of ['a', 'ab', 'b', '']) {
      expect(search.page({ ...allCustomers, text: `${term} ${word}` }).total).toBeGreaterThan(0);
    }
    const reads = prepare.mock.calls.filter(([sql]) => /changed_in|FROM changes/.test(sql));
    prepare.mockRestore();
    expect(reads).toHaveLength(1);
  });
});
