import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { fail } from '../../failure.ts';
import { refusePipes } from './database.ts';
import { migrate } from './migrations.ts';

/**
 * Reads a directory's database into memory, as it is at this moment, where it can't be opened because nothing can be
 * written beside it: SQLite needs that even to read. Nothing on disk is changed.
 * Throws what SQLite and the file system report, and `cache-damaged` when what was read does not hold together.
 */
export function openFrozen(file: string): Database {
  refusePipes(file);
  const image = readImage(file);
  // The format's two version numbers, of which 2 asks for a write-ahead log: https://www.sqlite.org/fileformat.html#file_format_version_numbers
  image[18] = image[19] = 1;
  const database = new Sqlite(image);
  try {
    // What keeps the file from being opened may have been writing it.
    if (database.pragma('quick_check', { simple: true }) !== 'ok') fail('cache-damaged', 'The check of a copy failed.');
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function readImage(file: string): Buffer {
  const log = `${file}-wal`;
  const found = statSync(log, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size > 0 ? readWithLog(file, log) : readFileSync(file);
}

/** After a crash the newest list is in the log: SQLite moves it into a copy of the file. */
function readWithLog(file: string, log: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'fieldbook-'));
  try {
    const copy = join(folder, 'copy.sqlite');
    copyFileSync(file, copy);
    copyFileSync(log, `${copy}-wal`);
    // A copy is as protected as what it was made from.
    for (const each of [copy, `${copy}-wal`]) chmodSync(each, 0o600);
    const database = new Sqlite(copy);
    try {
      database.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      database.close();
    }
    return readFileSync(copy);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
