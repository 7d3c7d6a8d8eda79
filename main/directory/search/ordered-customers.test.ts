import Sqlite, { type Database } from 'better-sqlite3';
import { expect, test } from 'vitest';
import { allCustomers } from '../../../test/support/all-customers.ts';
import { cacheRows } from '../../../test/support/cache-list.ts';
import { migrate } from '../storage/migrations.ts';
import { readOrder, readRowIds, writeOrder } from '../storage/stored-order.ts';
import { readOrderedCustomers } from './ordered-customers.ts';
import { openSearch } from './search.ts';

const count = 5_000;

function refresh(database: Database, names: string[]): void {
  cacheRows(
    database,
    names.map((name) => ({ id: name, shortName: name, fullName: name, licenseType: 0 })),
  );
}

/** Puts an order in the place of the one that is stored. */
function reorder(database: Database, rowIds: Iterable<number>): void {
  const wrong = Int32Array.from(rowIds);
  writeOrder(database, { rowIds: wrong, fingerprints: new Int32Array(3 * wrong.length) });
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
  ['short', (database) => { reorder(database, [1, 2, 3]); }],
  ['one of other rows', (database) => { reorder(database, names.map((_, at) => at + 100_000)); }],
  ['one of the same row again and again', (database) => { reorder(database, new Int32Array(count).fill(7)); }],
];

test.each(wrongs)('where the stored order is %s, it is made again', (_, happens) => {
  const database = new Sqlite(':memory:');
  migrate(database);
  refresh(database, names.toReversed());
  happens(database);
  expect(namesIn(database)).toEqual(names);
  const { rows, total } = openSearch(database, Date.now).page({ ...allCustomers, limit: 100 });
  expect(total).toBe(count);
  expect(rows.map(({ shortName }) => shortName)).toEqual(names.slice(0, 100));

  const next = [...names.slice(1), 'Customer 4.5'];
  refresh(database, next);
  expect(readOrder(database)?.rowIds).toHaveLength(count);
  expect(namesIn(database)[4]).toBe('Customer 4.5');
  expect(openSearch(database, Date.now).page({ ...allCustomers, offset: count - 1, limit: 9 }).rows).toMatchObject([
    { shortName: `Customer ${count - 1}` },
  ]);
});

test('a page is read through the stored order, wherever it begins', () => {
  const database = new Sqlite(':memory:');
  migrate(database);
  refresh(database, names);
  refresh(database, ['Customer 0.5', ...names]);
  expect(readRowIds(database, 1, 2)).toEqual(Int32Array.of(count + 1, 2));
  expect(readRowIds(database, 4_095, 3)).toEqual(Int32Array.of(4_095, 4_096, 4_097));
  expect(readRowIds(database, count, 10)).toEqual(Int32Array.of(count));
});
