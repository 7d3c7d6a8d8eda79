import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { ExportFormat } from '../../../preload/bridge.ts';
import type { Customer } from '../customers/customer.ts';
import { exportFailure } from './export-failure.ts';
import { guardFormula } from './formula-guard.ts';
import { licenseOf } from '../customers/licenses.ts';

/**
 * Writes customers into `file`. They are read as fast as the disk takes them, so that searches are answered meanwhile. All of
 * it goes into a temporary file beside it, which then takes its place: whatever fails, an older file stays as it was.
 * @param signal ends it early; false is given then
 * @returns whether the file is there
 * Throws `export-failed`, and what reading the customers throws.
 */
export async function writeExport(
  customers: Iterable<Customer>,
  format: ExportFormat,
  file: string,
  signal: AbortSignal,
): Promise<boolean> {
  const temporary = join(dirname(file), `.fieldbook-${randomUUID()}.part`);
  try {
    // Flushed before it is closed: after a power cut there is the old file or the new one, not an empty one.
    const written = createWriteStream(temporary, { flags: 'wx', flush: true });
    const encoded = format === 'csv' ? csv() : json;
    await pipeline(Readable.from(exported(customers)), encoded, written, { signal });
    signal.throwIfAborted();
    await rename(temporary, file);
    return true;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if (signal.aborted) return false;
    throw exportFailure(error);
  }
}

/** A customer as it is exported, its fields in the order of the columns. */
interface ExportedCustomer {
  shortName: string;
  fullName: string;
  license: string;
  licenseNumber: number;
  service: string;
  /** Null for a lead; an empty cell in CSV. */
  id: string | null;
}

function* exported(customers: Iterable<Customer>): Generator<ExportedCustomer> {
  for (const { id, shortName, fullName, license } of customers) {
    const { name, number, service } = licenseOf(license);
    yield { shortName, fullName, license: name, licenseNumber: number, service, id };
  }
}

/** RFC 4180 in UTF-8, with the byte order mark by which spreadsheets know it. */
function csv(): NodeJS.ReadWriteStream {
  return stringify({
    bom: true,
    header: true,
    record_delimiter: '\r\n',
    columns: {
      shortName: 'Short name',
      fullName: 'Full name',
      license: 'License',
      licenseNumber: 'License number',
      service: 'Service',
      id: 'ID',
    },
    cast: { string: (cell, { header }) => (header ? cell : guardFormula(cell)) },
  });
}

/** An array with one customer a line. */
async function* json(customers: AsyncIterable<ExportedCustomer>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const customer of customers) {
    yield before + JSON.stringify(customer);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
