import Sqlite, { type Database } from 'better-sqlite3';
import { beforeEach, expect, test } from 'vitest';
import type { ChangeQuery } from '../../../preload/contract/changes.ts';
import { cacheCustomers } from '../../../test/support/cache-list.ts';
import type { Customer } from '../customers/customer.ts';
import { migrate } from '../storage/migrations.ts';
import { searchChanges } from './logged-changes.ts';

const day = 24 * 3_600_000;
let database: Database;

function customer(id: string | null, shortName: string, license = 0): Customer {
  return { id, shortName, fullName: `${shortName} Ltd`, license };
}

const stays = ['a', 'b', 'c', 'd'].map((id) => customer(id, `Stays ${id}`));

beforeEach(() => {
  database = new Sqlite(':memory:');
  migrate(database);
  cacheCustomers(database, [...stays, customer('1', 'Zoë'), customer('2', 'Acme'), customer(null, 'Lead')], day);
  cacheCustomers(database, [...stays, customer('1', 'Zoë', 2), customer('3', 'New'), customer(null, 'Lead')], 2 * day);
  cacheCustomers(database, [...stays, customer('1', 'Zoé', 2), customer('3', 'New'), customer('4', 'Lead')], 3 * day);
});

function found(query: Partial<ChangeQuery>): string[] {
  const page = searchChanges(
    database,
    { text: '', anyOf: [], kind: null, after: 0, since: 0, offset: 0, limit: 200, ...query },
    4 * day,
  );
  return page.changes.map(({ kind, name, before, after }) => `${kind} ${name}: ${before ?? '–'} > ${after ?? '–'}`);
}

test('changes are listed newest first, with whose they are', () => {
  expect(found({})).toEqual([
    'applied Lead (Lead Ltd): Hosted Essentials > Hosted Essentials',
    'renamed Zoé (Zoé Ltd): Zoë (Zoë Ltd) > Zoé (Zoé Ltd)',
    'added New (New Ltd): – > New (New Ltd)',
    'license Zoë (Zoë Ltd): Hosted Essentials > Hosted Pro',
    'removed Acme (Acme Ltd): Acme (Acme Ltd) > –',
  ]);
});

test.each([
  [{ after: 2 }, 2],
  [{ since: 3 * day }, 2],
  [{ since: 3 * day + 1 }, 0],
  [{ text: 'ZOE' }, 2],
  [{ text: 'pro' }, 1],
  [{ text: 'zoe pro' }, 1],
  [{ text: 'nobody' }, 0],
  [{ kind: 'removed' }, 1],
  [{ kind: 'removed', text: 'zoe' }, 0],
  [{ text: 'removed:' }, 1],
  [{ text: 'removed:acme' }, 1],
  [{ text: 'removed:zoe' }, 0],
  [{ text: 'removed:yes ltd' }, 1],
  [{ text: '-removed:' }, 4],
  [{ anyOf: ['zoe', 'Acme Ltd', 'nobody'] }, 3],
  [{ anyOf: ['zoe', 'acme'], text: 'removed:' }, 1],
  [{ anyOf: ['nobody'] }, 0],
  [{ text: 'license:pro' }, 1],
  [{ text: 'license:2' }, 1],
  [{ text: 'license:pro license:essentials' }, 2],
  [{ text: 'service:oc' }, 0],
  [{ text: '-service:dr' }, 3],
  [{ text: 'name:hosted' }, 0],
  [{ text: 'name:zoe' }, 2],
  [{ text: 'id:1' }, 2],
  [{ text: 'lead:' }, 0],
  [{ text: '-"ltd acme"' }, 5],
  [{ text: '-"zoe"' }, 3],
  [{ text: 'changed:last' }, 2],
  [{ text: 'changed:30h' }, 2],
  [{ text: 'changed:1h' }, 0],
] satisfies [Partial<ChangeQuery>, number][])('%j leaves %i', (query, count) => {
  expect(found(query)).toHaveLength(count);
});

test('they come page by page, with how many there are and the last refresh', () => {
  const query = { text: '', anyOf: [], kind: null, after: 0, since: 0, offset: 1, limit: 2 };
  expect(searchChanges(database, query, 4 * day)).toMatchObject({ total: 5, latest: 3 });
  expect(found({ offset: 1, limit: 2 })).toEqual(found({}).slice(1, 3));
  expect(found({ offset: 1, limit: 1, text: 'zoe' })).toEqual(found({ text: 'zoe' }).slice(1));
  expect(searchChanges(database, { ...query, limit: 0 }, 4 * day)).toMatchObject({ changes: [], total: 5 });
});

test('the ID is told, and a lead has none', () => {
  const page = searchChanges(
    database,
    { text: 'acme', anyOf: [], kind: null, after: 0, since: 0, offset: 0, limit: 1 },
    4 * day,
  );
  expect(page.changes).toMatchObject([{ id: '2', key: 'id:2', refresh: 2, at: 2 * day }]);
});
