import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import Sqlite, { type Database, SqliteError } from 'better-sqlite3';
import type { Failure } from '../../preload/bridge.ts';
import { failure, FailureError } from '../failure.ts';
import { migrate } from './migrations.ts';

const companions = ['', '-wal', '-shm'];

/**
 * Opens a directory's database and brings it up to date, creating it where there is none. A damaged file is set aside
 * under a new name, never deleted, and `problem` says so.
 * Throws `cache-from-newer-version` or `cache-unwritable`.
 */
export function openDatabase(file: string, now: number): { database: Database; problem: Failure | null } {
  try {
    return { database: connect(file), problem: null };
  } catch (error) {
    const problem = cacheFailure(error);
    if (problem?.code !== 'cache-damaged') throw problem ? new FailureError(problem, { cause: error }) : error;
    const keptAs = setAside(file, now);
    return { database: connect(file), problem: { ...problem, detail: `${problem.detail} Kept as ${keptAs}.` } };
  }
}

/**
 * Connects to a directory's database, creating or migrating it, and checks that it can be read. Throws what SQLite and
 * the file system report, see `cacheFailure`, or `cache-from-newer-version`.
 */
export function connect(file: string): Database {
  mkdirSync(dirname(file), { recursive: true });
  const database = new Sqlite(file, { timeout: 5_000 });
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    migrate(database);
    // A smoke query: damage in what every start needs shows here, not in the middle of somebody's search.
    database.prepare('SELECT * FROM snapshot').all();
    database.prepare('SELECT * FROM customers ORDER BY rank LIMIT 100').all();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function setAside(file: string, now: number): string {
  const stamp = new Date(now).toISOString().replaceAll(':', '-');
  for (const companion of companions) {
    if (existsSync(file + companion)) renameSync(file + companion, `${file}.damaged-${stamp}${companion}`);
  }
  return `${basename(file)}.damaged-${stamp}`;
}

/**
 * What an error from SQLite or the file system means for the cache; a `FailureError` keeps its own failure, and
 * null is no failure of the cache. Codes: https://www.sqlite.org/rescode.html
 */
export function cacheFailure(error: unknown): Failure | null {
  if (error instanceof FailureError) return error.failure;
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  if (/^SQLITE_(CORRUPT|NOTADB|SCHEMA|ERROR)/.test(error.code)) return failure('cache-damaged', describe(error));
  if (error instanceof SqliteError || /^E(ACCES|PERM|ROFS|NOSPC|DQUOT|NOTDIR|EXIST|IO|MFILE)$/.test(error.code)) {
    return failure('cache-unwritable', describe(error));
  }
  return null;
}

function describe(error: Error & { code?: unknown }): string {
  return `${String(error.code)}: ${error.message}`;
}
