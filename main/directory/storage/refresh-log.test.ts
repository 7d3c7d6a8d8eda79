import type { Database } from 'better-sqlite3';
import Sqlite from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { failure } from '../../failure.ts';
import { migrate } from './migrations.ts';
import { readLastChanges, readLastFailure, readListNumber, readRefreshes, recordRefresh } from './refresh-log.ts';

const day = 24 * 3_600_000;
const counts = { added: 1, removed: 0, renamed: 0, license: 0, applied: 0 };

let database: Database;
beforeEach(() => {
  database = new Sqlite(':memory:');
  migrate(database);
});

function replaced(at: number, decided = false): number {
  const end = { outcome: 'replaced', received: 1, licenses: new Map([[0, 1]]), changes: counts, decided } as const;
  return recordRefresh(database, { startedAt: at, endedAt: at }, end);
}

function unchanged(at: number): number {
  return recordRefresh(
    database,
    { startedAt: at, endedAt: at },
    { outcome: 'unchanged', received: 1, licenses: new Map() },
  );
}

function failed(at: number): number {
  const problem = failure('token-rejected', '401');
  return recordRefresh(database, { startedAt: at, endedAt: at }, { outcome: 'failed', failure: problem });
}

function numbers(): unknown[] {
  return database.prepare('SELECT number FROM refreshes ORDER BY number').pluck().all();
}

test('refreshes stay on record for two years, and the cached list’s for as long as it is cached', () => {
  const list = replaced(1);
  for (let number = 1; number <= 1_500; number++) unchanged(number);
  expect(readListNumber(database)).toBe(list);
  const late = Array.from({ length: 20 }, () => unchanged(731 * day));
  expect(numbers()).toEqual([list, ...late]);
});

test('a clock that is years ahead for a while takes nothing off the record', () => {
  const list = replaced(day);
  const before = unchanged(2 * day);
  const ahead = [unchanged(4_000 * day), failed(4_001 * day)];
  const after = unchanged(3 * day);
  expect(numbers()).toEqual([list, before, ...ahead, after]);
});

describe('the last failure', () => {
  test('is gone when a refresh succeeds', () => {
    failed(1);
    unchanged(2);
    expect(readLastFailure(database)).toBeNull();
  });

  test('stays when an older list is decided on, and the report has that list where it came', () => {
    recordRefresh(database, { startedAt: 3, endedAt: 3 }, { outcome: 'held', received: 1 });
    failed(5);
    replaced(3, true);
    expect(readLastFailure(database)).toMatchObject({ at: 5, failure: { code: 'token-rejected' } });
    expect(readRefreshes(database).map(({ outcome }) => outcome)).toEqual(['failed', 'replaced', 'held']);
  });

  test('does not outlast a success because the clock was ahead', () => {
    failed(400 * day);
    unchanged(day);
    expect(readLastFailure(database)).toBeNull();
  });
});

test('counts are on record, however few changes are listed', () => {
  replaced(1);
  expect(readLastChanges(database)).toMatchObject(counts);
  expect(readRefreshes(database)).toMatchObject([{ changes: counts }]);
});

test('of 20,000 different licenses a record keeps the known and the most frequent', () => {
  const licenses = new Map(Array.from({ length: 20_000 }, (_, number) => [number, number === 19_000 ? 9 : 1]));
  recordRefresh(
    database,
    { startedAt: 1, endedAt: 1 },
    { outcome: 'replaced', received: 1, licenses, changes: null, decided: false },
  );
  const [record] = readRefreshes(database);
  expect(record?.licenses).toHaveLength(56);
  expect(record?.licenses).toContainEqual(expect.objectContaining({ number: 19_000, customers: 9 }));
});
