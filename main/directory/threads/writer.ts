import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { Failure } from '../../../preload/contract/failures.ts';
import type { HeldChoice } from '../../../preload/contract/held-list.ts';
import { fail, FailureError } from '../../failure.ts';
import { type CachedList, readInSteps } from '../intake/cached-list.ts';
import { reconnect } from '../storage/database.ts';
import { dropForeignLog, type Identity, identityOf, isSameFile } from '../storage/identity.ts';
import { meetCustomers } from '../intake/met-customers.ts';
import { createJsonRows } from '../intake/json-rows.ts';
import { readCustomerList } from '../intake/read-list.ts';
import { recordRefresh, type RefreshTimes } from '../storage/refresh-log.ts';
import { confirmSnapshot, resolveHeld, takeIn } from '../intake/take-in.ts';
import { type WorkAhead, workAhead } from './work-ahead.ts';
import type { WrittenList } from '../intake/list-writer.ts';

/** Takes in one refresh: bytes as they arrive, then one transaction. */
export interface Writer {
  /** Throws why these bytes can be no list, as soon as that is plain. */
  add(bytes: Uint8Array): void;
  /**
   * Throws what `add` has thrown, or `malformed`; the cached list is then as it was.
   * @returns what is cached now; null when that did not change
   */
  commit(times: RefreshTimes): WrittenList | null;
  recordFailure(times: RefreshTimes, failure: Failure): void;
  /** @returns as `commit` */
  resolveHeld(choice: HeldChoice): WrittenList | null;
  /** Moves what was written from the write-ahead log into the file. The reader has to be at the newest snapshot by then. */
  moveLog(): void;
}

/** What the writing thread tells while it works. */
export interface WriterEvents {
  /** @param rows how many were read from the list so far */
  rowsRead(rows: number): void;
}

/**
 * Opens the directory in `file` for one refresh. Throws as `reconnect` does: making it be there and sound is the reader's. A file
 * that takes its place meanwhile is written instead, and one that does so in the middle of writing is `cache-unwritable`.
 * @param onRows is told, while they are read, how many rows of the list there are so far
 */
export function openWriter(file: string, onRows: (rows: number) => void): Writer {
  const hash = createHash('sha256');
  const rows = createJsonRows();
  let open = openList(file);

  /** Writes into the file that is there now: what is written into one that was removed or replaced nobody would ever see. */
  function write<T>(action: (open: OpenList) => T): T {
    if (!isSameFile(file, open.identity)) {
      dropForeignLog(file, open.identity);
      close(open);
      open = openList(file);
    }
    const result = action(open);
    if (isSameFile(file, open.identity)) return result;
    return fail('cache-unwritable', 'The file was removed or replaced while it was written.', {
      advice: 'The folder of the cached list was moved or restored in the middle of saving. Try again.',
    });
  }

  return {
    add(bytes) {
      hash.update(bytes);
      const problem = rows.add(bytes);
      if (problem) throw new FailureError(problem);
    },
    commit: (times) =>
      write(({ database, cached }) => {
        const bodyHash = hash.digest('hex');
        // Most refreshes bring the list that is cached: it need not be read for that to be known.
        if (confirmSnapshot(database, bodyHash, times)) {
          cached.stop();
          return null;
        }
        const before = cached.finish();
        const met = meetCustomers(before);
        const list = readCustomerList(rows.batches(), met, onRows);
        return takeIn(database, before, { list, bodyHash, times }, met.cachedPlaces);
      }),
    recordFailure(times, failure) {
      write(({ database, cached }) => {
        cached.stop();
        recordRefresh(database, times, { outcome: 'failed', failure });
      });
    },
    resolveHeld: (choice) => write(({ database, cached }) => resolveHeld(database, cached.finish(), choice)),
    moveLog() {
      open.database.pragma('wal_checkpoint(PASSIVE)');
    },
  };
}

/** A database that is open for writing, and its list, which is being read. */
interface OpenList {
  database: Database;
  identity: Identity;
  cached: WorkAhead<CachedList>;
}

function openList(file: string): OpenList {
  const database = reconnect(file);
  const identity = identityOf(file);
  // What was written is moved out of the log when it is on screen.
  database.pragma('wal_autocheckpoint = 0');
  // Begun now, while Live Platform makes its list.
  return { database, identity, cached: workAhead(readInSteps(database)) };
}

function close({ database, cached }: OpenList): void {
  cached.stop();
  database.close();
}
