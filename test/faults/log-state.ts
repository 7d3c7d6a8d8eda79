import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';

const headerBytes = 32;
const frameHeaderBytes = 24;

/**
 * How far a transaction had come when its process was killed, from the write-ahead log that is left
 * (https://www.sqlite.org/fileformat.html#the_write_ahead_log): frames belong to this log when they repeat its salt, and
 * one that commits says how large the database is then.
 */
export function logState(file: string): 'before the log' | 'in the transaction' | 'after the commit' {
  if (!existsSync(`${file}-wal`)) return 'before the log';
  const log = readFileSync(`${file}-wal`);
  if (log.length < headerBytes) return 'before the log';
  const frameBytes = frameHeaderBytes + log.readUInt32BE(8);
  const salt = log.subarray(16, 24);
  let state: ReturnType<typeof logState> = 'before the log';
  for (let at = headerBytes; at + frameBytes <= log.length; at += frameBytes) {
    if (!log.subarray(at + 8, at + 16).equals(salt)) break;
    state = log.readUInt32BE(at + 4) > 0 ? 'after the commit' : 'in the transaction';
  }
  return state;
}

/** Resolves when a write-ahead log is begun, or begun anew: each has another header. */
export async function newLogBegins(file: string): Promise<void> {
  const before = header(`${file}-wal`);
  while (header(`${file}-wal`).equals(before)) await setImmediate();
}

function header(log: string): Buffer {
  if (!existsSync(log)) return Buffer.alloc(0);
  const bytes = Buffer.alloc(headerBytes);
  const opened = openSync(log, 'r');
  const length = readSync(opened, bytes, 0, headerBytes, 0);
  closeSync(opened);
  return bytes.subarray(0, length);
}
