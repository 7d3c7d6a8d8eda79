import type { Database } from 'better-sqlite3';
import type { Questions } from '../../../preload/contract/api.ts';
import type { ChangeFilter, ChangeLabels, ChangePage, ChangeQuery } from '../../../preload/contract/changes.ts';
import type { CustomerPage, CustomerQuery } from '../../../preload/contract/customers.ts';
import type { DirectoryStatus } from '../../../preload/contract/directory.ts';
import type { CopyRequest, ExportRequest } from '../../../preload/contract/export.ts';
import type { Failure } from '../../../preload/contract/failures.ts';
import { failure, FailureError } from '../../failure.ts';
import { changeTable, type ClipboardTable, customerTable } from '../export/clipboard-table.ts';
import { writeExport } from '../export/export-file.ts';
import { exportedChanges, exportedCustomers, type ExportTable } from '../export/export-table.ts';
import { removeUnfinished } from '../export/unfinished-exports.ts';
import type { WrittenList } from '../intake/commit.ts';
import { mergeIndex } from '../search/list-merge.ts';
import { searchChanges } from '../search/logged-changes.ts';
import { openSearch } from '../search/search.ts';
import { emptyIndex, type SearchIndex } from '../search/search-index.ts';
import { cacheFailure } from '../storage/cache-failure.ts';
import { mostKept, readHistory } from '../storage/changes.ts';
import { damageOf } from '../storage/damage.ts';
import { readRefreshes } from '../storage/refresh-log.ts';
import { createRunningWork } from './running-work.ts';
import {
  closeIfUnused,
  isUsable,
  leave,
  type OpenSearch,
  type OwnedFile,
  prepareView,
  reopen,
  type Shown,
  type View,
  viewOf,
} from './view.ts';

/**
 * Reads one directory. Rows and search index always belong together, whatever a refresh commits meanwhile. A question whose
 * reading fails is asked once more on a new connection; what fails then is thrown as `cache-unreadable`, or `cache-damaged`
 * when the file really is, and the next question tries again.
 */
export interface Reader extends DirectoryQuestions {
  /** Makes the file be there and sound, as `prepareView` does; what is damaged is set aside, and no export reads from it then. */
  prepare(now: number, inspect: boolean): Promise<Shown>;
  /** Moves on to what was committed since; `written` is the list that was, if there is a new one. */
  renew(written: WrittenList | null): Shown;
  /** Lets go of the write-ahead log once it was moved into the file; while somebody reads from it, it can only grow. */
  releaseLog(): void;
  /** Ends exports and copies first. */
  close(): Promise<void>;
}

/** What a reader reads, and where it does not export to. */
export interface ReadFile extends OwnedFile {
  /** As for `exportTarget`. */
  ownFolder: string;
}

/** What the reading thread tells without being asked. */
export interface ReaderEvents {
  /** The file had to be opened again, and this is what it shows. */
  reopened(status: DirectoryStatus): void;
}

/** What can be asked of a directory. */
export interface DirectoryQuestions
  extends Pick<Questions['customers'], 'suggest' | 'whole' | 'history'>, Pick<Questions['directory'], 'refreshes'> {
  status(): DirectoryStatus;
  search(query: CustomerQuery): CustomerPage;
  /** Changes on record, newest first. */
  changes(query: ChangeQuery): ChangePage;
  /** Changes on record, as a table for the clipboard. */
  changeTable(filter: ChangeFilter, labels: ChangeLabels): Promise<ClipboardTable>;
  /** Rows of the list that is shown now, whatever is refreshed meanwhile, as a table for the clipboard. */
  table(request: CopyRequest): Promise<ClipboardTable>;
  /**
   * Exports from the list that is shown now, whatever is refreshed meanwhile, into `file`. @returns how many customers or changes it holds, or
   * null when it was cancelled. Throws as `writeExport`.
   */
  exportTo(file: string, request: ExportRequest): Promise<number | null>;
  /** Resolves when nothing is left of any export. */
  cancelExports(): Promise<void>;
}

/**
 * Reads the directory in a file, which is opened for the first question.
 * @param onReopened is told what is shown when the file had to be opened again for a question
 */
export function openReader(
  readFile: ReadFile,
  onReopened: (status: DirectoryStatus) => void = () => undefined,
): Reader {
  const { file, ownFolder } = readFile;
  removeUnfinished(file);
  let view: View | undefined;
  const exports = createRunningWork();
  const copies = createRunningWork();

  function openedView(): View {
    if (view && isUsable(view, file)) return view.isFrozen ? thawed(view) : view;
    const isFirst = view === undefined;
    view = reopen(readFile, view);
    if (!isFirst) onReopened(view.status);
    return view;
  }

  /** What kept the file from being opened may have passed; a question does not wait for it. */
  function thawed(frozen: View): View {
    try {
      view = reopen(readFile, frozen, 0);
      onReopened(view.status);
      return view;
    } catch {
      return frozen;
    }
  }

  function ask<T>(question: (view: View) => T): T {
    try {
      return question(openedView());
    } catch (error) {
      if (!cacheFailure(error)) throw error;
      if (view) leave(view);
    }
    try {
      return question(openedView());
    } catch (error) {
      throw judged(error);
    }
  }

  /** What an error means that was met in reading; one that is not the cache's stays as it is. */
  function judged(error: unknown): unknown {
    const problem = cacheFailure(error, 'cache-unreadable');
    if (!problem || (error instanceof FailureError && problem.code !== 'cache-damaged')) return error;
    if (view) leave(view);
    if (problem.code !== 'cache-damaged') return new FailureError(problem, { cause: error });
    return new FailureError(confirmedDamage() ?? failure('cache-unreadable', problem.detail), { cause: error });
  }

  /** Null also where it can't be found out at the moment. */
  function confirmedDamage(): Failure | null {
    try {
      return damageOf(file);
    } catch {
      return null;
    }
  }

  /** Does something that takes its time with what is shown now, which stays as it is until then. */
  async function using<T>(action: (used: View) => Promise<T>): Promise<T> {
    const used = ask((current) => current);
    used.uses++;
    try {
      return await action(used);
    } catch (error) {
      throw judged(error);
    } finally {
      used.uses--;
      closeIfUnused(used);
    }
  }

  /** Resolves when nobody reads any more. */
  async function endAll(): Promise<void> {
    await Promise.all([exports.cancel(), copies.cancel()]);
  }

  async function exportView(
    used: View,
    target: string,
    request: ExportRequest,
    signal: AbortSignal,
  ): Promise<number | null> {
    const { total, table } = exported(used, request);
    const { format } = request;
    const isThere = await writeExport({ table, format, file: target, cacheFile: file, ownFolder }, signal);
    return isThere ? total : null;
  }

  return {
    status: () => ask(({ status }) => status),
    search: (query) => ask(({ search }) => search.page(query)),
    suggest: (text, caret) => ask(({ search }) => search.suggest(text, caret)),
    table: ({ filter, ranges, columns }) =>
      copies.run((signal) =>
        using(({ search }) => customerTable(search.rows(filter, ranges).customers, columns, signal)),
      ),
    whole: (key) => ask(({ search }) => search.whole(key)),
    history: (key) => ask(({ database }) => readHistory(database, key)),
    refreshes: () => ask(({ database }) => readRefreshes(database)),
    changeTable: (filter, labels) =>
      copies.run((signal) =>
        using(({ database }) => changeTable(allChanges(database, filter).changes, labels, signal)),
      ),
    changes: (query) => ask(({ database }) => searchChanges(database, query, Date.now())),
    exportTo: (target, request) => exports.run((signal) => using((used) => exportView(used, target, request, signal))),
    cancelExports: () => exports.cancel(),
    async prepare(now, inspect) {
      if (inspect) await endAll();
      view = prepareView(readFile, now, inspect, view);
      return shown(view);
    },
    renew(written) {
      if (view && !view.isFrozen && view.uses === 0 && isUsable(view, file)) {
        view.database.exec('COMMIT');
        view = viewOf(view.database, file, view, searchAfter(view, written));
      } else {
        view = reopen(readFile, view);
      }
      return shown(view);
    },
    releaseLog() {
      if (!view || view.isFrozen || !isUsable(view, file)) return;
      try {
        view.database.exec('COMMIT; BEGIN; SELECT 1 FROM snapshot;');
      } catch (error) {
        leave(view);
        throw error;
      }
    },
    async close() {
      await endAll();
      if (!view || view.isLeft) return;
      if (!view.isFrozen && view.database.inTransaction) view.database.exec('COMMIT; PRAGMA optimize;');
      leave(view);
    },
  };
}

function exported({ search, database }: View, request: ExportRequest): { total: number; table: ExportTable } {
  if (request.of === 'customers') {
    const { filter, ranges } = request;
    const { total, customers } = ranges === null ? search.all(filter) : search.rows(filter, ranges);
    return { total, table: exportedCustomers(customers) };
  }
  const { total, changes } = allChanges(database, request.filter);
  return { total, table: exportedChanges(changes, request.labels) };
}

function allChanges(database: Database, filter: ChangeFilter): ChangePage {
  return searchChanges(database, { ...filter, offset: 0, limit: mostKept }, Date.now());
}

/** What can be told to another thread. */
function shown({ status, lastNumber }: View): Shown {
  return { status, lastNumber };
}

/** What searches the list that is shown next: the search of today while the list is the same, or one that goes on from its index. */
function searchAfter(view: View, written: WrittenList | null): OpenSearch {
  return (database, list) => {
    if (list === view.list) return view.search;
    return openSearch(database, Date.now, list === written?.number ? indexAfter(view, written) : undefined);
  };
}

/** The index of the list that was written, where the one that it is merged with is known. */
function indexAfter(view: View, written: WrittenList): SearchIndex | undefined {
  const before = written.before === null ? emptyIndex : view.list === written.before && view.search.index();
  return before ? mergeIndex(before, written) : undefined;
}
