import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { failureOf } from '../../../test/failure-of.ts';
import type { Customer } from '../customers/customer.ts';
import { openCustomerWriter } from '../storage/cached-customers.ts';
import { damageOf } from '../storage/damage.ts';
import { openCachedList } from './cached-list.ts';
import { connect } from '../storage/database.ts';

const count = 6_000;
const stepEnd = 5_000;

/** So high that its bytes are not found by accident. */
const firstRowId = 50_000_000;

test('row IDs that don’t ascend are damage, and are not read for ever', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'fieldbook-cached-list-')), 'one.sqlite');
  const written = connect(file);
  const customers = Array.from({ length: count }, (_, index): Customer => {
    const name = `Customer ${index}`;
    return { id: `id-${index}`, shortName: name, fullName: name, license: 0 };
  });
  const rows = openCustomerWriter(written);
  for (const [index, customer] of customers.entries()) rows.insert(firstRowId + index, customer, 0);
  rows.end();
  written.close();

  // The last row of the first step gets the lowest row ID of all: the rows after it are those that were just read.
  const content = readFileSync(file);
  const at = content.indexOf(varint(firstRowId + stepEnd - 1));
  expect(at).toBeGreaterThan(0);
  content.set(varint(1), at);
  writeFileSync(file, content);

  const database = new Sqlite(file);
  expect((await failureOf(() => openCachedList(database))).code).toBe('cache-damaged');
  database.close();
  expect(damageOf(file)).toMatchObject({ code: 'cache-damaged' });
});

/** A number as SQLite stores it, in four bytes: https://www.sqlite.org/fileformat.html#varint */
function varint(number: number): Buffer {
  const sevens = [21, 14, 7, 0].map((shift) => (number >> shift) & 0x7f);
  return Buffer.from(sevens.map((bits, index) => (index < 3 ? bits | 0x80 : bits)));
}
