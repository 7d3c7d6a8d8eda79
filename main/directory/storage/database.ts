import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite, { type Database, type Options } from 'better-sqlite3';
import { fail } from '../../failure.ts';
import { fileSuffixes } from './file-suffixes.ts';
import { isLink } from './identity.ts';
import { migrate } from './migrations.ts';

const smallestPage = 512;

/** How long SQLite waits for another program that holds the file, in milliseconds. */
export const busyTimeout = 5_000;

/** Connects to a directory's database as `reconnect` does, creating it first where there is none. Only while nobody writes. */
export function connect(file: string): Database {
  mkdirSync(dirname(file), { recursive: true });
  // A link leads to a drive that may come back: what is made in its place would hide what is there.
  if (!existsSync(file) && !isLink(file)) create(file);
  return reconnect(file);
}

/**
 * Connects to a directory's database that is there already, migrating it, and checks that it can be read. Throws what SQLite
 * and the file system report, see `cacheFailure`, `cache-damaged` or `cache-from-newer-version`.
 * @param timeout as `busyTimeout`
 */
export function reconnect(file: string, timeout = busyTimeout): Database {
  // SQLite would open a file that may only be read, and find out at the first refresh.
  accessSync(file, constants.R_OK | constants.W_OK);
  refusePipes(file);
  refuseCut(file);
  return connectTo(file, { fileMustExist: true, timeout });
}

/**
 * Throws `cache-damaged` for a file that was cut: SQLite takes one without a whole page for a new database, and fills up one
 * that is short of some bytes.
 */
export function refuseCut(file: string): void {
  const found = statSync(file);
  // How long a folder is depends on the file system; opening it says what it is.
  if (!found.isFile()) return;
  const { size } = found;
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
  // The write-ahead log mends a page that was being written when Fieldbook was killed.
  const isMended = log !== undefined && log.size > 0;
  if (size < smallestPage || (size % smallestPage > 0 && !isMended)) {
    fail('cache-damaged', `The file was cut: it has ${size} bytes.`);
  }
}

/** Throws `cache-unreadable` for pipes: to open one, SQLite would wait for somebody to write into it. */
export function refusePipes(file: string): void {
  for (const suffix of [...fileSuffixes, '-journal']) {
    if (statSync(file + suffix, { throwIfNoEntry: false })?.isFIFO() === true) {
      fail('cache-unreadable', 'A pipe is in the place of a file of the database.');
    }
  }
}

/** Makes the database under another name first: under its own it is whole from the beginning, whenever Fieldbook is killed. */
function create(file: string): void {
  // SQLite would delete a log that was left behind.
  if (existsSync(`${file}-wal`)) fail('cache-damaged', 'The write-ahead log is there, but not the file it belongs to.');
  const unfinished = `${file}.new`;
  for (const suffix of fileSuffixes) rmSync(unfinished + suffix, { force: true });
  connectTo(unfinished).close();
  renameSync(unfinished, file);
}

function connectTo(file: string, options: Options = {}): Database {
  const database = new Sqlite(file, { timeout: busyTimeout, ...options });
  try {
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    migrate(database);
    // A smoke query: damage in what every start needs shows here, not in the middle of somebody's search.
    database.prepare('SELECT * FROM snapshot').all();
    database.prepare('SELECT * FROM customers WHERE row_id >= 0 ORDER BY row_id LIMIT 100').all();
    // Only now: it is written into the file, which may be another program's.
    database.pragma('journal_mode = WAL');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Reads from a file without changing anything; null where that can't be done. */
export function glance<T>(file: string, read: (database: Database) => T): T | null {
  try {
    refusePipes(file);
    const database = new Sqlite(file, { readonly: true, fileMustExist: true });
    try {
      return read(database);
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}
