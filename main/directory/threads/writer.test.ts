import { copyFileSync, mkdtempSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../../../test/failure-of.ts';
import { makeCustomers, type SimulatedCustomer } from '../../../tools/live-platform/customers.ts';
import { readOrderedCustomers } from '../search/ordered-customers.ts';
import { connect } from '../storage/database.ts';
import { readLastChanges } from '../storage/refresh-log.ts';
import { openWriter, type Writer } from './writer.ts';

const all = makeCustomers(6_000);

let file: string;
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'fieldbook-writer-')), 'one.sqlite');
  connect(file).close();
});

/** How many rows were read from the list that is being added. */
let rows = 0;

function open(): Writer {
  return openWriter(file, (count) => {
    rows = count;
  });
}

function add(writer: Writer, text: string): void {
  writer.add(new TextEncoder().encode(text));
}

function commit(writer: Writer): void {
  writer.commit({ startedAt: 0, endedAt: 0 });
}

function refresh(customers: readonly SimulatedCustomer[]): void {
  const writer = open();
  add(writer, JSON.stringify(customers));
  commit(writer);
  writer.moveLog();
}

function idsIn(cache: string): (string | null)[] {
  const database = connect(cache);
  try {
    return readOrderedCustomers(database)
      .customers.map(({ id }) => id)
      .sort();
  } finally {
    database.close();
  }
}

const ids = all.map(({ Id }) => Id).sort();

test('rows are read while they arrive', () => {
  const writer = open();
  const text = JSON.stringify(all);
  add(writer, text.slice(0, text.length / 2));
  expect(rows).toBeGreaterThan(all.length / 4);
  add(writer, text.slice(text.length / 2));
  commit(writer);
  expect(rows).toBe(all.length);
});

test('customers who were let go are not lost when the file is replaced in the middle', () => {
  refresh(all.slice(0, 5_900));
  copyFileSync(file, `${file}.backup`);
  refresh(all);
  const writer = open();
  const text = JSON.stringify(all.map((customer, at) => (at === 0 ? { ...customer, FullName: 'Renamed' } : customer)));
  add(writer, text.slice(0, text.length / 2));
  renameSync(`${file}.backup`, file);
  add(writer, text.slice(text.length / 2));
  commit(writer);
  expect(idsIn(file)).toEqual(ids);
  const database = connect(file);
  expect(readLastChanges(database)).toMatchObject({ added: 100, removed: 0, renamed: 1 });
  database.close();
});

test('what is wrong with a list is told again when it should be applied, and the cache is as it was', async () => {
  refresh(all);
  const writer = open();
  const good = JSON.stringify(all.slice(0, 5_000));
  const told = await failureOf(() => {
    add(writer, `${good.slice(0, -1)},]${' '.repeat(4_200_000)}`);
  });
  expect(
    await failureOf(() => {
      add(writer, '[]');
    }),
  ).toEqual(told);
  expect(
    await failureOf(() => {
      commit(writer);
    }),
  ).toEqual(told);
  expect(idsIn(file)).toEqual(ids);
});
