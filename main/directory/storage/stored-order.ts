import { crc32 } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import { type Fingerprints, fingerprintSize } from '../customers/fingerprint.ts';

/** Customers a row of the table: a start reads the first row alone, however many customers there are. */
const customersARow = 1024;

/** Natural order, and what makes a new list's customers known without reading the cached ones; all by position. */
export interface StoredOrder {
  rowIds: Int32Array;
  fingerprints: Fingerprints;
}

const OrderRow = v.object({
  row_ids: v.instance(Buffer),
  fingerprints: v.instance(Buffer),
  checksum: v.number(),
});

/** Writes the natural order of all customers in place of the one before. */
export function writeOrder(database: Database, { rowIds, fingerprints }: StoredOrder): void {
  database.exec('DELETE FROM natural_order');
  const insert = database.prepare('INSERT INTO natural_order VALUES (?, ?, ?, ?)');
  for (let first = 0; first < rowIds.length; first += customersARow) {
    const end = first + customersARow;
    const ids = bytesOf(rowIds.subarray(first, end));
    const prints = bytesOf(fingerprints.subarray(first * fingerprintSize, end * fingerprintSize));
    insert.run(first, ids, prints, crc32(prints, crc32(ids)));
  }
}

/**
 * The row IDs of the customers at some positions; null where they are not what was written. There are fewer where the order is
 * missing or too short.
 */
export function readRowIds(database: Database, first: number, count: number): Int32Array | null {
  const start = first - (first % customersARow);
  return readBetween(database, start, first + count)?.rowIds.subarray(first - start, first - start + count) ?? null;
}

/** The order that is stored; null unless it is one of all cached customers. */
export function readOrder(database: Database): StoredOrder | null {
  const order = readBetween(database, 0, Number.MAX_SAFE_INTEGER);
  return order && isOfAll(database, order) ? order : null;
}

function readBetween(database: Database, start: number, end: number): StoredOrder | null {
  const rows = database
    .prepare('SELECT * FROM natural_order WHERE first_position >= ? AND first_position < ? ORDER BY first_position')
    .all(start, end);
  const parsed = v.safeParse(v.array(OrderRow), rows);
  if (!parsed.success || !parsed.output.every(isAsWritten)) return null;
  return {
    rowIds: numbersIn(parsed.output.map(({ row_ids }) => row_ids)),
    fingerprints: numbersIn(parsed.output.map(({ fingerprints }) => fingerprints)),
  };
}

function isAsWritten({ row_ids, fingerprints, checksum }: v.InferOutput<typeof OrderRow>): boolean {
  return crc32(fingerprints, crc32(row_ids)) === checksum;
}

/** Without reading the customers: how many there are, and the sum of their row IDs. */
function isOfAll(database: Database, { rowIds, fingerprints }: StoredOrder): boolean {
  const counted = database.prepare('SELECT count(*) AS customers, ifnull(sum(row_id), 0) AS sum FROM customers').get();
  const { customers, sum } = v.parse(v.object({ customers: v.number(), sum: v.number() }), counted);
  return (
    rowIds.length === customers &&
    fingerprints.length === customers * fingerprintSize &&
    rowIds.reduce((total, rowId) => total + rowId, 0) === sum &&
    new Set(rowIds).size === customers
  );
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function numbersIn(parts: readonly Buffer[]): Int32Array {
  const bytes = new Uint8Array(Buffer.concat(parts));
  return new Int32Array(bytes.buffer, 0, bytes.length >>> 2);
}
