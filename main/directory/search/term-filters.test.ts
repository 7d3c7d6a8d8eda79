import Sqlite from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { allCustomers } from '../../../test/support/all-customers.ts';
import { cacheCustomers } from '../../../test/support/cache-list.ts';
import type { Customer } from '../customers/customer.ts';
import { migrate } from '../storage/migrations.ts';
import { openSearch, type Search } from './search.ts';

const monday = new Date(2026, 10, 23, 9).getTime();
const tuesday = new Date(2026, 10, 24, 9).getTime();
const noonOnTuesday = new Date(2026, 10, 24, 12).getTime();

const lists: { at: number; customers: Customer[] }[] = [
  {
    at: new Date(2026, 10, 1).getTime(),
    customers: [customer('Acme North', 2, 'aa-10'), customer('Bad North', 3, 'bb-20')],
  },
  { at: monday, customers: [customer('Acme North', 0, 'aa-10'), customer('Bad North', 3, 'bb-20')] },
  {
    at: tuesday,
    customers: [
      customer('Acme North', 0, 'aa-10'),
      customer('Bad North', 3, 'bb-20'),
      customer('Cafe', 4, 'bad-30'),
      customer('Dora', 5, null),
      customer('Echo', 7, 'ee-40'),
    ],
  },
];

function customer(shortName: string, license: number, id: string | null): Customer {
  return { id, shortName, fullName: `${shortName} Ltd`, license };
}

let search: Search;
beforeAll(() => {
  const database = new Sqlite(':memory:');
  migrate(database);
  for (const { at, customers } of lists) {
    cacheCustomers(database, customers, at);
  }
  search = openSearch(database, () => noonOnTuesday);
});

function found(text: string): string[] {
  return search.page({ ...allCustomers, text }).rows.map(({ shortName }) => shortName);
}

const all = ['Acme North', 'Bad North', 'Cafe', 'Dora', 'Echo'];

test.each([
  ['"acme north"', ['Acme North']],
  ['"north acme"', []],
  ['"north ltd"', ['Acme North', 'Bad North']],
  ['"acme north acme north ltd"', []],
  ['north -"acme"', ['Bad North']],
  ['bad', ['Bad North']],
  ['name:bad', ['Bad North']],
  ['id:bad', ['Cafe']],
  ['-id:bad north', ['Acme North', 'Bad North']],
  ['id:a id:1', ['Acme North']],
  ['license:essential', ['Acme North', 'Bad North', 'Cafe']],
  ['license:"oc essential"', ['Bad North']],
  ['license:"OC Essential Plus"', ['Cafe']],
  ['license:pro', ['Dora']],
  ['license:pro license:plus', ['Cafe', 'Dora']],
  ['license:essential -license:plus', ['Acme North', 'Bad North']],
  ['license:5', ['Dora']],
  ['license:7', ['Echo']],
  ['license:unknown', ['Echo']],
  ['license:nothing', []],
  ['license:', all],
  ['service:oc', ['Bad North', 'Cafe', 'Dora']],
  ['service:operator', ['Bad North', 'Cafe', 'Dora']],
  ['service:d', ['Acme North']],
  ['service:dr service:unknown', ['Acme North', 'Echo']],
  ['-service:oc', ['Acme North', 'Echo']],
  ['lead:', ['Dora']],
  ['lead:yes', ['Dora']],
  ['lead:no', ['Acme North', 'Bad North', 'Cafe', 'Echo']],
  ['lead:yes lead:no', all],
  ['changed:last', ['Cafe', 'Dora', 'Echo']],
  ['changed:today', ['Cafe', 'Dora', 'Echo']],
  ['changed:1h', []],
  ['changed:7d', ['Acme North', 'Cafe', 'Dora', 'Echo']],
  ['changed:2026-11-23', ['Acme North', 'Cafe', 'Dora', 'Echo']],
  ['changed:2026-11-24 north', []],
  ['-changed:2w', ['Bad North']],
])('%s finds %j', (text, names) => {
  expect(found(text)).toEqual(names);
});

test('counts by license reflect what is typed', () => {
  const { licenses } = search.page({ ...allCustomers, text: 'service:oc', licenses: [0] });
  expect(licenses.map(({ customers }) => customers)).toEqual([0, 0, 0, 1, 1, 1, 0]);
});

describe('marks', () => {
  function marked(text: string): Record<string, string[]> {
    const [row] = search.page({ ...allCustomers, text }).rows;
    if (!row) return {};
    const pieces = (value: string, ranges: [number, number][]): string[] =>
      ranges.map(([start, end]) => value.slice(start, end));
    return {
      names: [...pieces(row.shortName, row.matches.shortName), ...pieces(row.fullName, row.matches.fullName)],
      id: pieces(row.id ?? '', row.matches.id),
    };
  }

  test.each([
    ['"bad n"', { names: ['Bad N', 'Bad N'], id: [] }],
    ['id:bad', { names: [], id: ['bad'] }],
    ['name:bad b', { names: ['Bad', 'Bad'], id: [] }],
    ['license:"oc essential" -"acme"', { names: [], id: [] }],
  ])('of %s', (text, pieces) => {
    expect(marked(text)).toEqual(pieces);
  });
});
