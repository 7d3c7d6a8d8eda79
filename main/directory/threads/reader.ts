import type { Database } from 'better-sqlite3';
import type {
  CopyRequest,
  CustomerHistory,
  CustomerPage,
  CustomerQuery,
  DirectoryStatus,
  ExportRequest,
  Failure,
  RefreshRecord,
  Suggestions,
} from '../../../preload/bridge.ts';
import { FailureError } from '../../failure.ts';
import { cacheFailure } from '../storage/cache-failure.ts';
import { readHistory } from '../storage/changes.ts';
import { customerTable, type CustomerTable } from '../export/customer-table.ts';
import { connect } from '../storage/database.ts';
import { writeExport } from '../export/export-file.ts';
import { openFrozen } from '../storage/frozen.ts';
import { readHeld } from '../intake/held-list.ts';
import { readLastChanges, readLastFailure, readListNumber, readRefreshes } from '../storage/refresh-log.ts';
import { createRunningExports } from '../export/running-exports.ts';
import { removeUnfinished } from '../export/unfinished-exports.ts';
import { openSearch, type Search } from '../search/search.ts';
import { searchIndexOf } from '../search/search-index.ts';
import { setAside } from '../storage/set-aside.ts';
import { readSnapshot } from '../storage/snapshot.ts';
import type { WrittenList } from '../intake/list-writer.ts';

/** Reads one directory. Rows and search index always belong together, whatever a refresh commits meanwhile. */
export interface Reader {
  status(): DirectoryStatus;
  search(query: CustomerQuery): CustomerPage;
  suggest(text: string, caret: number): Suggestions;
  /** Rows of a list as a table for the clipboard. */
  table(request: CopyRequest): CustomerTable;
  /** What is on record of a customer. */
  history(key: string): CustomerHistory;
  /** The last refreshes, newest first. */
  refreshes(): RefreshRecord[];
  /**
   * Exports the list that is shown now, whatever is refreshed meanwhile, into `file`. @returns how many customers it holds, or
   * null when it was cancelled. Throws as `writeExport`.
   */
  exportTo(file: string, request: ExportRequest): Promise<number | null>;
  /** Resolves when nothing is left of any export. */
  cancelExports(): Promise<void>;
  /** Moves on to what was committed since; `written` is the list that was, if there is a new one. */
  renew(written: WrittenList | null): DirectoryStatus;
  /** Lets go of the write-ahead log once it was moved into the file; while somebody reads from it, it can only grow. */
  releaseLog(): void;
  /** Sets the file aside because of damage that was met after it was opened, and begins a new one. Nobody else may have it open. */
  replaceDamaged(problem: Failure): void;
  close(): void;
}

/** A database, and what it shows. */
interface View {
  database: Database;
  status: DirectoryStatus;
  /** The number of its list, as `readListNumber` gives it. */
  list: number | null;
  search: Search;
  /** It is a copy in memory: what is written from now on does not show in it. */
  isFrozen: boolean;
  /** Exports that read from it: as long as there are any, it must not move on. */
  exports: number;
}

/**
 * Opens the directory in `file`, creating or migrating it. A damaged file is set aside, and a new one begun. Where nothing
 * can be written, what is there is read all the same. Either is told of in `cacheProblem`.
 * Throws `cache-from-newer-version`, or `cache-unwritable` when nothing can be read either.
 */
export function openReader(file: string, now: number): Reader {
  removeUnfinished(file);
  let view = openView(file, now);
  const exports = createRunningExports();

  async function exportView(
    exported: View,
    target: string,
    { filter, format }: ExportRequest,
    signal: AbortSignal,
  ): Promise<number | null> {
    exported.exports++;
    try {
      const { total, customers } = exported.search.all(filter);
      return (await writeExport({ customers, format, file: target, cacheFile: file }, signal)) ? total : null;
    } finally {
      exported.exports--;
      if (exported !== view && exported.exports === 0) close(exported);
    }
  }

  return {
    status: () => view.status,
    search: (query) => view.search.page(query),
    suggest: (text, caret) => view.search.suggest(text, caret),
    table: ({ filter, ranges, columns }) => customerTable(view.search.rows(filter, ranges), columns),
    history: (key) => readHistory(view.database, key),
    refreshes: () => readRefreshes(view.database),
    exportTo: (target, request) => exports.run((signal) => exportView(view, target, request, signal)),
    cancelExports: () => exports.cancel(),
    renew(written) {
      if (view.exports > 0) {
        // Left to the export, which closes it.
        view = openView(file, now);
      } else if (view.isFrozen) {
        close(view);
        view = openView(file, now);
      } else {
        view.database.exec('COMMIT');
        view = viewOf(view.database, view.status.cacheProblem, searchAfter(view, written));
      }
      return view.status;
    },
    releaseLog() {
      if (!view.isFrozen) view.database.exec('COMMIT; BEGIN; SELECT 1 FROM snapshot;');
    },
    replaceDamaged(problem) {
      if (view.isFrozen) return;
      close(view);
      view = openInPlaceOfDamaged(file, now, problem);
    },
    close() {
      if (!view.isFrozen) {
        view.database.exec('COMMIT');
        view.database.pragma('optimize');
      }
      close(view);
    },
  };
}

function openView(file: string, now: number): View {
  try {
    return viewOf(connect(file), null);
  } catch (error) {
    const problem = cacheFailure(error);
    if (problem?.code === 'cache-damaged') return openInPlaceOfDamaged(file, now, problem);
    const frozen = problem?.code === 'cache-unwritable' ? frozenView(file, problem) : null;
    if (frozen) return frozen;
    throw problem ? new FailureError(problem, { cause: error }) : error;
  }
}

function openInPlaceOfDamaged(file: string, now: number, problem: Failure): View {
  const keptAs = setAside(file, now);
  return viewOf(connect(file), { ...problem, detail: `${problem.detail} Kept as ${keptAs}.` });
}

/** What can be read where nothing can be written; null when that fails too, for the first problem says more. */
function frozenView(file: string, cacheProblem: Failure): View | null {
  try {
    const view = viewOf(openFrozen(file), null);
    return { ...view, status: { ...view.status, cacheProblem }, isFrozen: true };
  } catch {
    return null;
  }
}

// One open read transaction for each snapshot: SQLite then shows this snapshot until renew(), while another connection
// writes the next. https://www.sqlite.org/isolation.html
function viewOf(database: Database, cacheProblem: Failure | null, openSearchOf: OpenSearch = openNewSearch): View {
  try {
    database.exec('BEGIN');
    const snapshot = readSnapshot(database);
    const list = readListNumber(database);
    const status = {
      snapshot,
      lastFailure: readLastFailure(database),
      lastChanges: readLastChanges(database),
      held: readHeld(database),
      // A list that has come since makes up for the one that was damaged.
      cacheProblem: snapshot ? null : cacheProblem,
    };
    return { database, status, list, search: openSearchOf(database, list), isFrozen: false, exports: 0 };
  } catch (error) {
    database.close();
    throw error;
  }
}

type OpenSearch = (database: Database, list: number | null) => Search;

function openNewSearch(database: Database): Search {
  return openSearch(database, Date.now);
}

/** What searches the list that is shown next: the search of today while the list is the same, or one that knows its index. */
function searchAfter(view: View, written: WrittenList | null): OpenSearch {
  return (database, list) => {
    if (list === view.list) return view.search;
    if (list !== written?.number) return openNewSearch(database);
    return openSearch(database, Date.now, searchIndexOf(written.columns, written.rowIds));
  };
}

function close({ database }: View): void {
  database.close();
}
