import type { Database } from 'better-sqlite3';
import Sqlite from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CustomerRow } from '../../../preload/contract/customers.ts';
import { allCustomers } from '../../../test/support/all-customers.ts';
import { cacheRows } from '../../../test/support/cache-list.ts';
import { readHistory } from '../storage/changes.ts';
import { migrate } from '../storage/migrations.ts';
import { readLastChanges } from '../storage/refresh-log.ts';
import { openSearch } from '../search/search.ts';
import { confirmList } from './commit.ts';

let database: Database;
let at: number;
beforeEach(() => {
  database = new Sqlite(':memory:');
  migrate(database);
  at = 0;
});

type Row = [id: string | null, shortName: string, license?: number, fullName?: string];

function refresh(...rows: Row[]): void {
  at++;
  const sent = rows.map(([Id, ShortName, LicenseType = 3, FullName = ShortName]) => ({
    Id,
    ShortName,
    FullName,
    LicenseType,
  }));
  cacheRows(database, sent, at);
}

function rows(locate: string[] = []): CustomerRow[] & { located?: (number | null)[] } {
  const { rows: found, located } = openSearch(database, () => at).page({ ...allCustomers, locate });
  return Object.assign(found, { located });
}

const others: Row[] = Array.from({ length: 30 }, (_, number) => [`id-${number}`, `Other${number}`]);

describe('two leads that can’t be told apart', () => {
  test('are both shown, each under a key of its own, which other rows’ order does not change', () => {
    refresh(['x', 'Xenon'], [null, 'Acme'], ['a', 'Alpha'], [null, 'Acme']);
    const keys = rows().map(({ key }) => key);
    expect(new Set(keys).size).toBe(4);
    refresh([null, 'Acme'], ['a', 'Alpha'], [null, 'Acme'], ['x', 'Xenon']);
    expect(readLastChanges(database)).toBeNull();
    expect(rows(keys).located).toEqual([0, 1, 2, 3]);
    expect(rows().map(({ key }) => key)).toEqual(keys);
  });

  test('lose one, and the other goes on', () => {
    refresh(...others, [null, 'Acme'], [null, 'Acme']);
    refresh(...others, [null, 'Acme']);
    expect(readLastChanges(database)).toMatchObject({ removed: 1 });
    refresh(...others, [null, 'Acme'], [null, 'Acme']);
    expect(readLastChanges(database)).toMatchObject({ added: 1, removed: 0 });
  });
});

test('leads of one short name have histories of their own', () => {
  refresh([null, 'Acme', 3, 'Acme North'], [null, 'Acme', 3, 'Acme South']);
  refresh([null, 'Acme', 5, 'Acme North'], [null, 'Acme', 3, 'Acme South']);
  const [north, south] = rows();
  expect(readHistory(database, north?.key ?? '').changes).toMatchObject([{ kind: 'license', after: 'OC Pro' }]);
  expect(readHistory(database, south?.key ?? '').changes).toEqual([]);
});

test('an ID that reads like a lead is another customer', () => {
  refresh(['lead acme', 'A'], ['lead:3:0:4:acmeacme', 'B'], [null, 'acme']);
  expect(new Set(rows().map(({ key }) => key)).size).toBe(3);
});

test.each([
  ['ΟΔΟΣ', 'οδος'],
  ['οδος', 'οδοσ'],
  ['STRASSE', 'straße'],
  ['STRAẞE', 'Straße'],
  ['ſmith', 'SMITH'],
  ['\u00B5-1', '\u03BC-1'],
  ['Zürich'.normalize('NFC'), 'ZÜRICH'.normalize('NFD')],
])('an ID that is written %j, and then %j, is one', (before, after) => {
  refresh(...others, [before, 'Acme']);
  const key = rows().find(({ shortName }) => shortName === 'Acme')?.key ?? '';
  refresh(...others, [after, 'Acme']);
  expect(readLastChanges(database)).toBeNull();
  expect(rows([key]).located).toEqual([0]);
});

test.each([
  ['ılık', 'ilik'],
  ['\uD800', '\uD801'],
  ['a\uDC00', 'a\uD800'],
  ['\uFFFD', '\uD800'],
  ['\u200B', '\u200C'],
])('%j and %j are two IDs', (one, other) => {
  refresh([one, 'A'], [other, 'B']);
  const [first, second] = rows();
  expect(first?.key).not.toBe(second?.key);
  expect(rows([first?.key ?? '', second?.key ?? '']).located).toEqual([0, 1]);
});

describe('a lead that gets its ID', () => {
  test.each([
    ['Zürich'.normalize('NFC'), 'Zürich'.normalize('NFD')],
    ['Acme North', 'ACME north'],
    ['ΟΔΟΣ', 'οδοσ'],
  ])('with its name %j written %j is one customer', (before, after) => {
    refresh(...others, [null, before]);
    refresh(...others, ['id-new', after]);
    expect(readLastChanges(database)).toMatchObject({ added: 0, removed: 0, applied: 1 });
  });

  test('is one customer with one history, and stays selected', () => {
    refresh(...others);
    refresh(...others, [null, 'Acme']);
    const lead = rows().find(({ shortName }) => shortName === 'Acme');
    refresh(...others, ['id-acme', 'Acme']);
    expect(readLastChanges(database)).toMatchObject({ added: 0, removed: 0, applied: 1 });
    const { located } = rows([lead?.key ?? '']);
    expect(located).toEqual([0]);
    expect(readHistory(database, 'id:id-acme')).toEqual({
      firstSeen: { at: 2, oldestList: false },
      changes: [
        { at: 3, kind: 'applied', before: 'OC Essential', after: 'OC Essential' },
        { at: 2, kind: 'added', before: null, after: 'Acme' },
      ],
    });
    expect(openSearch(database, () => at).page({ ...allCustomers, text: 'changed:last' }).total).toBe(1);
  });

  test('after it got another license is found by either key it had', () => {
    refresh(...others, [null, 'Acme']);
    const first = rows().find(({ shortName }) => shortName === 'Acme')?.key ?? '';
    refresh(...others, [null, 'Acme', 5]);
    const second = rows().find(({ shortName }) => shortName === 'Acme')?.key ?? '';
    refresh(...others, ['id-acme', 'Acme', 5]);
    expect(first).not.toBe(second);
    expect(rows([first, second, 'lead:', 'nothing']).located).toEqual([0, 0, null, null]);
  });
});

test('after a thousand unchanged refreshes, what changes is told', () => {
  const many: Row[] = Array.from({ length: 101 }, (_, number) => [`id-${number}`, `C${number}`]);
  refresh(...many);
  for (let count = 0; count < 1_000; count++) confirmList(database, '1', { startedAt: ++at, endedAt: at });
  refresh(...many.slice(20));
  expect(readLastChanges(database)).toMatchObject({ removed: 20 });
});

test('who changed stays found when an ID is only written another way', () => {
  refresh(['a', 'A'], ['z', 'Z']);
  refresh(['a', 'A'], ['m', 'M'], ['z', 'Z']);
  refresh(['A', 'A'], ['M', 'M'], ['z', 'Z']);
  expect(readLastChanges(database)).toBeNull();
  expect(openSearch(database, () => at).page({ ...allCustomers, changedIn: 2 }).total).toBe(1);
  expect(openSearch(database, () => at).page({ ...allCustomers, text: 'changed:last' }).total).toBe(1);
});
