import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Sqlite, { SqliteError } from 'better-sqlite3';
import * as v from 'valibot';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../../../test/failure-of.ts';
import { connect } from './database.ts';
import { cacheFailure } from './cache-failure.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldbook-database-'));
  file = join(folder, 'directories', 'one.sqlite');
});

test('a new file gets folder, schema and write-ahead log', () => {
  const database = connect(file);
  expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(database.pragma('user_version', { simple: true })).toBe(1);
  database.close();
  expect(readdirSync(dirname(file))).toEqual(['one.sqlite']);
});

test('a file that was being made when Fieldbook was killed is made again', () => {
  mkdirSync(dirname(file));
  writeFileSync(`${file}.new`, 'half of a database');
  writeFileSync(`${file}.new-wal`, 'and of its log');
  connect(file).close();
  expect(readdirSync(dirname(file))).toEqual(['one.sqlite']);
});

test('an empty file is no new directory: something was there', async () => {
  mkdirSync(dirname(file));
  writeFileSync(file, '');
  expect((await failureOf(() => connect(file))).code).toBe('cache-damaged');
  expect(readFileSync(file).length).toBe(0);
});

test('a log without its file is no new directory either', async () => {
  mkdirSync(dirname(file));
  writeFileSync(`${file}-wal`, 'what was committed last');
  expect((await failureOf(() => connect(file))).code).toBe('cache-damaged');
  expect(existsSync(file)).toBe(false);
  expect(readFileSync(`${file}-wal`, 'utf8')).toBe('what was committed last');
});

test('a file from a newer version is left alone', async () => {
  connect(file).close();
  const newer = new Sqlite(file);
  newer.pragma('user_version = 99');
  newer.close();
  const before = readFileSync(file);
  expect((await failureOf(() => connect(file))).code).toBe('cache-from-newer-version');
  expect(readFileSync(file)).toEqual(before);
});

test('a folder that is none can’t be written', () => {
  writeFileSync(join(folder, 'directories'), 'a file');
  expect(problemOf(() => connect(file))).toMatchObject({ code: 'cache-unwritable' });
});

test('a disk that is full in the middle of a transaction is named, and nothing of it remains', () => {
  const database = connect(file);
  // As many pages as there are: SQLite then says what it says of a full disk.
  database.pragma(`max_page_count = ${String(database.pragma('page_count', { simple: true }))}`);
  const insert = database.prepare("INSERT INTO set_aside VALUES (?, 'a reason that takes a little room')");
  const fill = database.transaction(() => {
    for (let row = 0; row < 10_000; row++) insert.run(row);
  });
  expect(problemOf(fill)).toMatchObject({
    code: 'cache-unwritable',
    advice: 'The disk is full. Free some space on it, then try again.',
  });
  expect(database.prepare('SELECT count(*) FROM set_aside').pluck().get()).toBe(0);
  database.close();
});

test('stored data that can’t be is damage, and is not quoted', () => {
  const problem = problemOf(() => v.parse(v.number(), 'Confidential'));
  expect(problem?.code).toBe('cache-damaged');
  expect(JSON.stringify(problem)).not.toContain('Confidential');
});

test.each(['SQLITE_NOMEM', 'SQLITE_IOERR_NOMEM'])('memory that runs out is told as memory: %s', (code) => {
  const error: unknown = Reflect.construct(SqliteError, ['out of memory', code]);
  expect(cacheFailure(error)).toMatchObject({
    code: 'cache-unwritable',
    advice: 'There is not enough memory. Close other programs, then try again.',
  });
});

test('a mistake in the program is no failure of the cache', () => {
  expect(cacheFailure(new TypeError('undefined is not a function'))).toBeNull();
});

function problemOf(action: () => unknown): ReturnType<typeof cacheFailure> {
  try {
    action();
  } catch (error) {
    return cacheFailure(error);
  }
  throw new Error('It did not fail.');
}
