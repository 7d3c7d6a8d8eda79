import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { Failure } from '../../../preload/contract/failures.ts';
import type { HeldChoice } from '../../../preload/contract/held-list.ts';
import { fail } from '../../failure.ts';
import { type CachedList, openCachedList } from '../intake/cached-list.ts';
import { commitList, confirmList, resolveHeld, type WrittenList } from '../intake/commit.ts';
import { type Comparing, compareWith, customersOf } from '../intake/comparison.ts';
import { createJsonRows } from '../intake/json-rows.ts';
import { readList } from '../intake/read-list.ts';
import { reconnect } from '../storage/database.ts';
import { dropForeignLog, type Identity, identityOf, isSameFile } from '../storage/identity.ts';
import { recordRefresh, type RefreshTimes } from '../storage/refresh-log.ts';

/** Writes one refresh: compares rows as they arrive, then writes them in one transaction. */
export interface Writer {
  /**
   * Reads the rows that have become whole, and compares them with the cached list. Throws why these bytes can be no list, as soon
   * as that is plain, and what SQLite reports.
   */
  add(bytes: Uint8Array): void;
  /**
   * Throws what `add` has thrown, `malformed`, or what SQLite reports; the cached list is then as it was.
   * @returns what is cached now; null when that did not change
   */
  commit(times: RefreshTimes): WrittenList | null;
  recordFailure(times: RefreshTimes, failure: Failure): void;
  /** @returns as `commit` */
  resolveHeld(choice: HeldChoice, at: number): WrittenList | null;
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
  const json = createJsonRows();
  let open = openList(file);
  let broken: { error: unknown } | undefined;
  const reader = readList({
    add: (customer, row) => open.comparing.add(customer, row),
    keep: (id) => {
      open.comparing.keep(id);
    },
  });

  /** After an error there is nothing to go on from: it is thrown again. */
  function unlessBroken(read: () => void): void {
    if (broken) throw broken.error;
    try {
      read();
    } catch (error) {
      broken = { error };
      throw error;
    }
  }

  /** Writes into the file that is there now: what is written into one that was removed or replaced nobody would ever see. */
  function write<T>(action: (open: OpenList) => T): T {
    if (!isSameFile(file, open.identity)) {
      dropForeignLog(file, open.identity);
      open = openInstead(file, open);
    }
    const result = action(open);
    if (isSameFile(file, open.identity)) return result;
    return fail('cache-unwritable', 'The file was removed or replaced while it was written.', {
      advice: 'The folder of the cached list was moved or restored in the middle of saving. Try again.',
    });
  }

  return {
    add: (bytes) => {
      unlessBroken(() => {
        hash.update(bytes);
        onRows(reader.add(json.add(bytes)));
      });
    },
    commit(times) {
      unlessBroken(() => {
        onRows(reader.add(json.end()));
      });
      const received = { rows: reader.end(), bodyHash: hash.digest('hex'), times };
      return write(({ database, cached, comparing }) =>
        confirmList(database, received.bodyHash, times) ? null : commitList(database, cached, comparing, received),
      );
    },
    recordFailure(times, failure) {
      write(({ database }) => {
        recordRefresh(database, times, { outcome: 'failed', failure });
      });
    },
    resolveHeld: (choice, at) => write(({ database }) => resolveHeld(database, choice, at)),
    moveLog() {
      open.database.pragma('wal_checkpoint(PASSIVE)');
    },
  };
}

/** A database that is open for writing, and its list, which a new one is compared with. */
interface OpenList {
  database: Database;
  identity: Identity;
  cached: CachedList;
  comparing: Comparing;
}

function openList(file: string): OpenList {
  const database = reconnect(file);
  const identity = identityOf(file);
  // What was written is moved out of the log when it is on screen.
  database.pragma('wal_autocheckpoint = 0');
  const cached = openCachedList(database);
  return { database, identity, cached, comparing: compareWith(cached) };
}

/** Compares what has come so far with the list in another file; who stayed as they were is read from the one before. */
function openInstead(file: string, before: OpenList): OpenList {
  const open = openList(file);
  let row = 0;
  for (const customer of customersOf(before.cached, before.comparing.result())) open.comparing.add(customer, ++row);
  before.database.close();
  return open;
}
