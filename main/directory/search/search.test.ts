import Sqlite from 'better-sqlite3';
import { fc } from '../../../test/support/properties.ts';
import { describe, expect, test } from 'vitest';
import type { CustomerColumn } from '../../../preload/contract/columns.ts';
import type { CustomerPage, CustomerQuery } from '../../../preload/contract/customers.ts';
import { allCustomers } from '../../../test/support/all-customers.ts';
import { cacheCustomers } from '../../../test/support/cache-list.ts';
import type { Customer } from '../customers/customer.ts';
import { cleanText } from '../../clean-text.ts';
import { fold, foldedWords } from '../customers/fold.ts';
import { migrate } from '../storage/migrations.ts';
import { openSearch } from './search.ts';

function searchOver(customers: Customer[]): (query: Partial<CustomerQuery>) => CustomerPage {
  const database = new Sqlite(':memory:');
  migrate(database);
  cacheCustomers(database, customers);
  const search = openSearch(database, () => 0);
  return (query) => search.page({ ...allCustomers, ...query });
}

function customer(shortName: string, license = 0, id: string | null = `id-${shortName}`): Customer {
  return { id, shortName, fullName: `Full ${shortName}`, license };
}

function names(page: CustomerPage): string[] {
  return page.rows.map(({ shortName }) => shortName);
}

describe('a page', () => {
  const search = searchOver([customer('BB84', 3), customer('BB9', 3), customer('Alpha', 0), customer('Omega', 7)]);

  test('is in natural order, whole or in part', () => {
    expect(names(search({}))).toEqual(['Alpha', 'BB9', 'BB84', 'Omega']);
    expect(names(search({ offset: 1, limit: 2 }))).toEqual(['BB9', 'BB84']);
    expect(names(search({ offset: 9 }))).toEqual([]);
    expect(names(search({ text: 'full', offset: 1, limit: 2 }))).toEqual(['BB9', 'BB84']);
  });

  test('counts by license reflect the search, and not the license filter', () => {
    const page = search({ text: 'bb', licenses: [0] });
    expect(page.total).toBe(0);
    expect(page.licenses.map(({ number, customers }) => [number, customers])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 2],
      [4, 0],
      [5, 0],
      [7, 0],
    ]);
  });

  test('several licenses add up', () => {
    expect(names(search({ licenses: [0, 7] }))).toEqual(['Alpha', 'Omega']);
  });

  test('every word must occur, in either name or the ID', () => {
    expect(names(search({ text: '84 full' }))).toEqual(['BB84']);
    expect(names(search({ text: 'id:ID-OMEGA' }))).toEqual(['Omega']);
    expect(names(search({ text: '84 omega' }))).toEqual([]);
  });

  test('a word does not run from one name into the next', () => {
    expect(names(search({ text: 'alphafull' }))).toEqual([]);
  });

  test.each([
    ['shortName', false, ['Alpha', 'BB9', 'BB84', 'Omega']],
    ['shortName', true, ['Omega', 'BB84', 'BB9', 'Alpha']],
    ['license', true, ['Omega', 'BB9', 'BB84', 'Alpha']],
    ['service', false, ['Alpha', 'BB9', 'BB84', 'Omega']],
    ['fullName', true, ['Omega', 'BB84', 'BB9', 'Alpha']],
    ['id', false, ['Alpha', 'BB84', 'BB9', 'Omega']],
  ] as const)('sorted by %s, descending %s', (column, descending, expected) => {
    expect(names(search({ sort: [{ column, descending }] }))).toEqual(expected);
  });
});

describe('sorting by several columns', () => {
  const search = searchOver([
    customer('BB84', 3),
    { ...customer('Alpha', 0), fullName: 'Same' },
    { ...customer('BB9', 3), fullName: 'Same' },
    { ...customer('Omega', 7), fullName: 'Same' },
  ]);

  test.each([
    ['license then short name', ['license-', 'shortName-'], ['Omega', 'BB84', 'BB9', 'Alpha']],
    ['license then short name, the other way', ['license', 'shortName'], ['Alpha', 'BB9', 'BB84', 'Omega']],
    ['full name then license', ['fullName-', 'license-'], ['Omega', 'BB9', 'Alpha', 'BB84']],
    ['service, full name, short name', ['service', 'fullName', 'shortName-'], ['Alpha', 'BB84', 'BB9', 'Omega']],
  ])('%s', (_, keys, expected) => {
    const columns: Record<string, CustomerColumn> = {
      shortName: 'shortName',
      fullName: 'fullName',
      license: 'license',
      service: 'service',
    };
    const sort = keys.map((key) => ({
      column: columns[key.replace('-', '')] ?? 'id',
      descending: key.endsWith('-'),
    }));
    expect(names(search({ sort }))).toEqual(expected);
    expect(names(search({ sort, text: 'b' }))).toEqual(expected.filter((name) => name.startsWith('B')));
  });
});

describe('without a chosen order', () => {
  const id = '1bae-4c';
  const search = searchOver([
    { id: 'd-1', shortName: 'Aber North', fullName: 'Old Northern Aber', license: 0 },
    { id: 'd-2', shortName: 'North', fullName: 'x', license: 0 },
    { id: 'd-3', shortName: 'Northern', fullName: 'x', license: 0 },
    { id: 'd-4', shortName: 'Midnorth', fullName: 'x', license: 0 },
    { id: 'd-5', shortName: 'Zeta', fullName: 'The North-West', license: 0 },
    { id: 'd-6', shortName: 'North Aber', fullName: 'x', license: 0 },
    { id, shortName: 'Hex', fullName: 'x', license: 0 },
    { id: `${id}5`, shortName: 'Box 21bae-4c', fullName: 'x', license: 0 },
    { id: `0${id}`, shortName: '1bae-4c North', fullName: 'x', license: 0 },
  ]);

  test.each([
    ['north', ['North', 'North Aber', 'Northern', '1bae-4c North', 'Aber North', 'Zeta', 'Midnorth']],
    ['north aber', ['North Aber', 'Aber North']],
    ['aber north', ['Aber North', 'North Aber']],
    ['name:north', ['North', 'North Aber', 'Northern', '1bae-4c North', 'Aber North', 'Zeta', 'Midnorth']],
    [id, ['Hex', '1bae-4c North', 'Box 21bae-4c']],
    ['id:1bae', ['1bae-4c North', 'Box 21bae-4c', 'Hex']],
    ['', ['1bae-4c North', 'Aber North', 'Box 21bae-4c', 'Hex', 'Midnorth', 'North', 'North Aber', 'Northern', 'Zeta']],
  ])('the best match for %j is first', (text, expected) => {
    expect(names(search({ text, sort: [] }))).toEqual(expected);
  });

  test('a chosen order stays', () => {
    expect(names(search({ text: 'north aber' }))).toEqual(['Aber North', 'North Aber']);
  });

  test('what names hide, an ID shows as soon as the word may be one', () => {
    const inId = searchOver([customer('One', 0, 'cafe1-0'), customer('Café', 0, 'x')]);
    expect(names(inId({ text: 'cafe' }))).toEqual(['Café']);
    expect(names(inId({ text: 'cafe1' }))).toEqual(['One']);
    expect(names(inId({ text: 'cafe' }))).toEqual(['Café']);
  });
});

test('an empty directory has no rows and no counts', () => {
  const database = new Sqlite(':memory:');
  migrate(database);
  const search = openSearch(database, () => 0);
  expect(search.page(allCustomers)).toMatchObject({ rows: [], total: 0 });
  expect(search.page({ ...allCustomers, text: 'x' })).toMatchObject({ rows: [], total: 0 });
});

function beginningsOf(text: string): string[] {
  return Array.from(text, (_, last) =>
    Array.from(text)
      .slice(0, last + 1)
      .join(''),
  );
}

function mayBeMeantForId(word: string): boolean {
  return word.length >= 4 && Array.from(word).every((each) => '0123456789abcdef-'.includes(each)) && /[\d-]/.test(word);
}

test('agrees with a naive search, whatever the names and the query', () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'B', 'ß', 'ł', 'İ', 'é', 'が', '北', '9', ' ', '-', '\n') }),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
    fc.constantFrom('Cafe1', 'beef-', 'a1b2 fad', 'decade'),
  );
  const customers = fc.uniqueArray(
    fc.record({
      id: fc.option(fc.oneof(fc.uuid(), fc.constantFrom('cafe1-9', 'beef-0', 'a1b2', 'decade', 'fad1'))),
      shortName: text,
      fullName: text,
      license: fc.integer({ min: 0, max: 7 }),
    }),
    { maxLength: 30, selector: ({ id }) => id ?? Symbol('lead') },
  );
  fc.assert(
    // Words alone: quotes, which what is typed is cleaned to, and prefixes are query-language.test.ts's.
    fc.property(
      customers,
      text.filter((query) => !/[":]/.test(cleanText(query))),
      fc.subarray([0, 3, 7]),
      (list, query, licenses) => {
        const search = searchOver(list);
        // Letter by letter, as it is typed: each search goes on from what the one before has found.
        for (const typed of beginningsOf(query)) {
          const found = search({ text: typed, licenses });
          const words = foldedWords(typed);
          const expected = list
            .filter(({ license }) => licenses.length === 0 || licenses.includes(license))
            .filter(({ id, shortName, fullName }) =>
              words.every((word) =>
                [shortName, fullName, mayBeMeantForId(word) ? (id ?? '') : ''].some((part) =>
                  fold(part).includes(word),
                ),
              ),
            );
          if (found.similar) expect(expected).toEqual([]);
          if (found.similar) continue;
          expect(found.total).toBe(expected.length);
          expect(new Set(found.rows.map(({ shortName, id }) => `${shortName} ${id ?? ''}`.toWellFormed()))).toEqual(
            new Set(expected.map(({ shortName, id }) => `${shortName} ${id ?? ''}`.toWellFormed())),
          );
        }
      },
    ),
    { numRuns: 300 },
  );
});
