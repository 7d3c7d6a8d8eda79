import { createWriteStream } from 'node:fs';
import { chmod, chown, rename } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { ExportFormat } from '../../../preload/contract/export.ts';
import { exportFailure } from './export-failure.ts';
import type { ExportRow, ExportTable } from './export-table.ts';
import { type ExportTarget, exportTarget } from './export-target.ts';
import { guardFormula } from './formula-guard.ts';
import { localMoment } from './local-moment.ts';
import { spreadsheet } from './spreadsheet.ts';
import { beginTemporary, type Temporary } from './unfinished-exports.ts';

/** What an export is made of, and where it goes. */
export interface Export {
  table: ExportTable;
  format: ExportFormat;
  /** As the person chose it; a link stays, and the file it names is written. */
  file: string;
  /** The cache it is made from; a note beside it says what is to be removed after a kill. */
  cacheFile: string;
  /** As for `exportTarget`. */
  ownFolder: string;
}

/**
 * Writes customers or changes into a file. They are read as fast as the disk takes them, so that searches are answered meanwhile. All of it
 * goes into a temporary file beside it, which then takes its place: whatever fails, an older file stays as it was. The new one has
 * the older one's permissions.
 * @param signal ends it early; false is given then
 * @returns whether the file is there
 * Throws `export-failed`, and what reading them throws.
 */
export async function writeExport(
  { table, format, file, cacheFile, ownFolder }: Export,
  signal: AbortSignal,
): Promise<boolean> {
  let temporary: Temporary | undefined;
  try {
    const target = await exportTarget(file, ownFolder);
    temporary = await beginTemporary(cacheFile, target.file);
    // Flushed before it is closed: after a power cut there is the old file or the new one, not an empty one.
    const written = createWriteStream(temporary.file, { flags: 'wx', flush: true, mode: modeOf(target) });
    await pipeline(Readable.from(table.rows()), encoderOf(format, table), written, { signal });
    signal.throwIfAborted();
    await takePlace(temporary.file, target);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw exportFailure(error);
  } finally {
    // What can't be removed now is removed at the next start: its note stays too.
    await temporary?.end().catch(() => undefined);
  }
}

/** What was private is private from the first byte on. */
function modeOf({ existing }: ExportTarget): number {
  return existing ? existing.mode & 0o777 : 0o666;
}

async function takePlace(temporary: string, { file, existing }: ExportTarget): Promise<void> {
  if (existing) {
    // Only root may give a file away, and not every file system knows owners and modes. It was made with no more than the mode.
    await chown(temporary, existing.uid, existing.gid).catch(() => undefined);
    await chmod(temporary, existing.mode & 0o7777).catch(() => undefined);
  }
  await rename(temporary, file);
}

/** Makes a file's content of rows. */
type Encoder = NodeJS.ReadWriteStream | ((rows: AsyncIterable<ExportRow>) => AsyncIterable<string | Uint8Array>);

function encoderOf(format: ExportFormat, { titles }: ExportTable): Encoder {
  switch (format) {
    case 'csv':
      return csv(titles);
    case 'xlsx':
      return (rows) => spreadsheet(rows, titles);
    case 'json':
      return json;
  }
}

/** RFC 4180 in UTF-8, with the byte order mark by which spreadsheets know it. */
function csv(columns: Readonly<Record<string, string>>): NodeJS.ReadWriteStream {
  return stringify({
    bom: true,
    header: true,
    record_delimiter: '\r\n',
    columns,
    cast: {
      string: (cell, { header }) => (header ? cell : guardFormula(cell)),
      date: (moment) => localMoment(moment.getTime()),
    },
  });
}

/** An array with one record a line. */
async function* json(records: AsyncIterable<unknown>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const record of records) {
    yield before + JSON.stringify(record);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
