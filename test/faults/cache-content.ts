import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { readOrder } from '../../main/directory/storage/stored-order.ts';

/** SHA-256 by table. */
export type CacheContent = Record<string, string>;

/**
 * What a cache holds on disk, to the byte: the hash of every row of every table but the log of refreshes, read from a
 * copy of file and write-ahead log, as a start after a crash would find them. The raw file is not compared: writing a
 * failure into the log rightly changes it, and moving the write-ahead log into it changes it without changing a row.
 * For the same reason the number that the log gave to a refresh is no part of what the refresh changed, and of the
 * customers' row IDs only the order is: who has which depends on the lists before.
 * @param leftOut tables that are not compared either
 */
export function cacheContent(file: string, leftOut: string[] = []): CacheContent {
  const folder = mkdtempSync(join(tmpdir(), 'fieldbook-content-'));
  const copy = join(folder, 'copy.sqlite');
  for (const suffix of ['', '-wal']) {
    if (existsSync(file + suffix)) copyFileSync(file + suffix, copy + suffix);
  }
  const database = new Sqlite(copy, { fileMustExist: true });
  try {
    const wanted = tables(database).filter((table) => !leftOut.includes(table));
    return Object.fromEntries(wanted.map((table) => [table, hashOfRows(database, table)]));
  } finally {
    database.close();
    rmSync(folder, { recursive: true });
  }
}

function tables(database: Sqlite.Database): string[] {
  const names = database.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  return names.filter((name) => name !== 'refreshes' && name !== 'natural_order' && !name.startsWith('sqlite_'));
}

/** quote() writes every value with its type, and none like another. */
function hashOfRows(database: Sqlite.Database, table: string): string {
  const columns = database
    .prepare<[], string>(`SELECT name FROM pragma_table_info('${table}') WHERE name NOT IN ('refresh', 'changed_in')`)
    .pluck()
    .all();
  const quoted = columns.map((column) => `quote(${column})`).join(`||','||`);
  const hash = createHash('sha256');
  if (table === 'customers') {
    const select = database
      .prepare(`SELECT ${quoted.replace('quote(row_id)', "''")} FROM customers WHERE row_id = ?`)
      .pluck();
    for (const rowId of readOrder(database)?.rowIds ?? []) hash.update(`${String(select.get(rowId))}\n`);
    return hash.digest('hex');
  }
  for (const row of database
    .prepare<[], string>(`SELECT ${quoted} FROM ${table} ORDER BY ${columns.join()}`)
    .pluck()
    .iterate()) {
    hash.update(`${row}\n`);
  }
  return hash.digest('hex');
}
