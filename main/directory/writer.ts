import { createHash } from 'node:crypto';
import type { Failure, HeldChoice } from '../../preload/bridge.ts';
import { fail } from '../failure.ts';
import { connect } from './database.ts';
import { readCustomerList } from './read-list.ts';
import { recordRefresh, type RefreshTimes } from './refresh-log.ts';
import { readBodyHash } from './snapshot.ts';
import { confirmSnapshot, resolveHeld, takeIn } from './take-in.ts';

/** Takes in one refresh: bytes as they arrive, then one transaction. */
export interface Writer {
  add(bytes: Uint8Array): void;
  /** Throws `malformed` or `not-live-platform`; the cached list is then as it was. */
  commit(times: RefreshTimes): void;
  recordFailure(times: RefreshTimes, failure: Failure): void;
  resolveHeld(choice: HeldChoice): void;
  /** Moves what was written from the write-ahead log into the file. The reader has to be at the newest snapshot by then. */
  moveLog(): void;
}

/** Opens the directory in `file` for one refresh. Throws as `connect` does; what is damaged is the reader's to set aside. */
export function openWriter(file: string): Writer {
  const database = connect(file);
  const hash = createHash('sha256');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parts: string[] = [];
  let isText = true;

  function decode(bytes?: Uint8Array): void {
    try {
      if (isText) parts.push(decoder.decode(bytes, { stream: bytes !== undefined }));
    } catch {
      isText = false;
    }
  }

  return {
    add(bytes) {
      hash.update(bytes);
      decode(bytes);
    },
    commit(times) {
      decode();
      if (!isText) fail('malformed', 'The answer is not UTF-8 text.');
      const bodyHash = hash.digest('hex');
      if (bodyHash === readBodyHash(database)) confirmSnapshot(database, times);
      else takeIn(database, { list: readCustomerList(parts.join('')), bodyHash, times });
    },
    recordFailure(times, failure) {
      recordRefresh(database, times, { outcome: 'failed', failure });
    },
    resolveHeld(choice) {
      resolveHeld(database, choice);
    },
    moveLog() {
      database.pragma('wal_checkpoint(PASSIVE)');
    },
  };
}
