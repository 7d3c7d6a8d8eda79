import { crc32 } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import * as v from 'valibot';

/** In one row of the table: a start reads the first row alone, however many customers there are. */
const rowIdsARow = 4096;

const OrderRow = v.object({ row_ids: v.instance(Buffer), checksum: v.number() });

/** Writes the natural order of all customers, by their row IDs, in place of the one before. */
export function writeOrder(database: Database, rowIds: Int32Array): void {
  database.exec('DELETE FROM natural_order');
  const insert = database.prepare('INSERT INTO natural_order VALUES (?, ?, ?)');
  for (let first = 0; first < rowIds.length; first += rowIdsARow) {
    const part = rowIds.subarray(first, first + rowIdsARow);
    const bytes = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
    insert.run(first, bytes, crc32(bytes));
  }
}

/**
 * The row IDs of the customers at some positions, all of them unless told; null where the order that is stored is not what was
 * written. There are fewer where it is missing or too short.
 */
export function readOrder(database: Database, first = 0, count?: number): Int32Array | null {
  const start = first - (first % rowIdsARow);
  const rows = database
    .prepare('SELECT row_ids, checksum FROM natural_order WHERE first_position BETWEEN ? AND ? ORDER BY first_position')
    .all(start, count === undefined ? Number.MAX_SAFE_INTEGER : first + count - 1);
  const parts = v.safeParse(v.array(OrderRow), rows);
  if (!parts.success || parts.output.some(({ row_ids, checksum }) => crc32(row_ids) !== checksum)) return null;
  const bytes = Buffer.concat(parts.output.map(({ row_ids }) => row_ids));
  const rowIds = new Int32Array(bytes.length / Int32Array.BYTES_PER_ELEMENT);
  bytes.copy(new Uint8Array(rowIds.buffer));
  return rowIds.subarray(first - start, count === undefined ? undefined : first - start + count);
}
