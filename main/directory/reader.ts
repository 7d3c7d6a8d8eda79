import type { Database } from 'better-sqlite3';
import type {
  CustomerChange,
  CustomerPage,
  CustomerQuery,
  DirectoryStatus,
  Failure,
  RefreshRecord,
} from '../../preload/bridge.ts';
import { openDatabase } from './database.ts';
import { readHistory } from './changes.ts';
import { readHeld } from './held-list.ts';
import { readLastChanges, readLastFailure, readRefreshes } from './refresh-log.ts';
import { openSearch, type Search } from './search.ts';
import { readSnapshot } from './snapshot.ts';

/** Reads one directory. Rows and search index always belong together, whatever a refresh commits meanwhile. */
export interface Reader {
  status(): DirectoryStatus;
  search(query: CustomerQuery): CustomerPage;
  /** What happened to a customer, newest first. */
  history(key: string): CustomerChange[];
  /** The last refreshes, newest first. */
  refreshes(): RefreshRecord[];
  /** Moves on to what was committed since. */
  renew(): DirectoryStatus;
  /** Lets go of the write-ahead log once it was moved into the file; while somebody reads from it, it can only grow. */
  releaseLog(): void;
  close(): void;
}

/** Opens the directory in `file`, creating or migrating it. Throws `cache-from-newer-version` or `cache-unwritable`. */
export function openReader(file: string, now: number): Reader {
  const { database, problem } = openDatabase(file, now);
  let view = openView(database, problem);
  return {
    status: () => view.status,
    search: (query) => view.search.page(query),
    history: (key) => readHistory(database, key),
    refreshes: () => readRefreshes(database),
    renew() {
      database.exec('COMMIT');
      view = openView(database, problem);
      return view.status;
    },
    releaseLog() {
      database.exec('COMMIT; BEGIN; SELECT 1 FROM snapshot;');
    },
    close() {
      database.exec('COMMIT');
      database.pragma('optimize');
      database.close();
    },
  };
}

// One open read transaction for each snapshot: SQLite then shows this snapshot until renew(), while another connection
// writes the next. https://www.sqlite.org/isolation.html
function openView(database: Database, cacheProblem: Failure | null): { status: DirectoryStatus; search: Search } {
  database.exec('BEGIN');
  const snapshot = readSnapshot(database);
  const status = {
    snapshot,
    lastFailure: readLastFailure(database),
    lastChanges: readLastChanges(database),
    held: readHeld(database),
    // A list that has come since makes up for the one that was damaged.
    cacheProblem: snapshot ? null : cacheProblem,
  };
  return { status, search: openSearch(database) };
}
