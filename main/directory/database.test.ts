import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../../test/failure-of.ts';
import { openDatabase } from './database.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldbook-database-'));
  file = join(folder, 'directories', 'one.sqlite');
});

function open(): ReturnType<typeof openDatabase> {
  return openDatabase(file, Date.UTC(2026, 0, 2, 3, 4, 5));
}

test('a new file gets folder, schema and write-ahead log', () => {
  const { database, problem } = open();
  expect(problem).toBeNull();
  expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(database.pragma('user_version', { simple: true })).toBe(1);
  database.close();
});

test('a damaged file is set aside under a new name, and told of', () => {
  open().database.close();
  const noise = Buffer.alloc(8192, 'noise');
  writeFileSync(file, noise);
  const { database, problem } = open();
  expect(problem).toMatchObject({ code: 'cache-damaged' });
  expect(problem?.detail).toContain('one.sqlite.damaged-2026-01-02T03-04-05.000Z');
  expect(database.prepare('SELECT count(*) FROM customers').pluck().get()).toBe(0);
  database.close();
  const kept = readdirSync(join(folder, 'directories')).filter((name) => name.includes('damaged'));
  expect(kept.map((name) => readFileSync(join(folder, 'directories', name)))).toEqual([noise]);
});

test('a file from a newer version is left alone', async () => {
  open().database.close();
  const newer = new Sqlite(file);
  newer.pragma('user_version = 99');
  newer.close();
  const before = readFileSync(file);
  expect((await failureOf(open)).code).toBe('cache-from-newer-version');
  expect(readFileSync(file)).toEqual(before);
});

test('a folder that is none can’t be written', async () => {
  writeFileSync(join(folder, 'directories'), 'a file');
  expect((await failureOf(open)).code).toBe('cache-unwritable');
});
