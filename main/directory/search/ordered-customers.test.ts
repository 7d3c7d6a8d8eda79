import Sqlite, { type Database } from 'better-sqlite3';
import { expect, test } from 'vitest';
import { everything } from '../../../test/everything.ts';
import { readCachedList } from '../../../test/read-cached-list.ts';
import { takeIn } from '../intake/take-in.ts';
import { migrate } from '../storage/migrations.ts';
import { readOrder, writeOrder } from '../storage/stored-order.ts';
import { readOrderedCustomers } from './ordered-customers.ts';
import { openSearch } from './search.ts';

const count = 5_000;

function refresh(database: Database, names: string[]): void {
  const customers = names.map((name) => ({ id: name, shortName: name, fullName: name, license: 0 }));
  const list = { received: names.length, customers, collapsed: 0, setAside: { count: 0, listed: [] }, unreadable: [] };
  const times = { startedAt: 0, endedAt: 0 };
  takeIn(database, readCachedList(database), { list, bodyHash: String(names.length), times });
}

const names = Array.from({ length: count }, (_, number) => `Customer ${number}`);

function namesIn(database: Database): string[] {
  return readOrderedCustomers(database).customers.map(({ shortName }) => shortName);
}

// prettier-ignore
const wrongs: [name: string, happens: (database: Database) => void][] = [
  ['missing', (database) => database.exec('DELETE FROM natural_order')],
  ['without its beginning', (database) => database.exec('DELETE FROM natural_order WHERE first_position = 0')],
  ['without its end', (database) => database.exec('DELETE FROM natural_order WHERE first_position > 0')],
  ['cut within a row ID', (database) => database.exec('UPDATE natural_order SET row_ids = substr(row_ids, 1, 402)')],
  ['not what was written', (database) => database.exec('UPDATE natural_order SET row_ids = zeroblob(length(row_ids))')],
  ['no bytes', (database) => database.exec('UPDATE natural_order SET row_ids = cast(\'text\' AS BLOB)')],
  ['short', (database) => { writeOrder(database, (readOrder(database) ?? new Int32Array()).subarray(0, 90)); }],
  ['one of other rows', (database) => { writeOrder(database, Int32Array.from(names, (_, at) => at + 100_000)); }],
  ['one of the same row again and again', (database) => { writeOrder(database, new Int32Array(count).fill(7)); }],
];

test.each(wrongs)('where the stored order is %s, it is made again', (_, happens) => {
  const database = new Sqlite(':memory:');
  migrate(database);
  refresh(database, names.toReversed());
  happens(database);
  expect(namesIn(database)).toEqual(names);
  const { rows, total } = openSearch(database, Date.now).page({ ...everything, limit: 100 });
  expect(total).toBe(count);
  expect(rows.map(({ shortName }) => shortName)).toEqual(names.slice(0, 100));

  const next = [...names.slice(1), 'Customer 4.5'];
  refresh(database, next);
  expect(readOrder(database)).toHaveLength(count);
  expect(namesIn(database)[4]).toBe('Customer 4.5');
  expect(openSearch(database, Date.now).page({ ...everything, offset: count - 1, limit: 9 }).rows).toMatchObject([
    { shortName: `Customer ${count - 1}` },
  ]);
});

test('a page is read through the stored order, wherever it begins', () => {
  const database = new Sqlite(':memory:');
  migrate(database);
  refresh(database, names);
  refresh(database, ['Customer 0.5', ...names]);
  expect(readOrder(database, 1, 2)).toEqual(Int32Array.of(count + 1, 2));
  expect(readOrder(database, 4_095, 3)).toEqual(Int32Array.of(4_095, 4_096, 4_097));
  expect(readOrder(database, count, 10)).toEqual(Int32Array.of(count));
});
