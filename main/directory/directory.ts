import type {
  Answer,
  CopyRequest,
  CustomerHistory,
  CustomerPage,
  CustomerQuery,
  DirectoryStatus,
  ExportRequest,
  Failure,
  HeldChoice,
  RefreshRecord,
  Suggestions,
} from '../../preload/bridge.ts';
import { valueOf } from '../answer.ts';
import { FailureError } from '../failure.ts';
import type { CustomerTable } from './export/customer-table.ts';
import type { ReaderFunctions } from './threads/reader-thread.ts';
import { hasEnded, startThread, type Thread, type ThreadEnded } from './threads/thread.ts';
import { beginIntake, type Intake, isDamage, type ReadAlong, startWriting, type Writing } from './threads/writing.ts';

/** The cached customers of one connection. All its work is done in threads: one reads, another one writes during a refresh. */
export interface Directory {
  /** Never fails: a cache that can't be opened is told of in `cacheProblem`. */
  status(): Promise<DirectoryStatus>;
  /** Throws the failure that keeps the cache from being read. Never waits for a refresh. */
  search(query: CustomerQuery): Promise<CustomerPage>;
  suggest(text: string, caret: number): Promise<Suggestions>;
  /** Rows of a list as a table for the clipboard. */
  table(request: CopyRequest): Promise<CustomerTable>;
  history(key: string): Promise<CustomerHistory>;
  refreshes(): Promise<RefreshRecord[]>;
  /** Writes customers into `file`. @returns how many, or null when it was cancelled. Throws `export-failed`, or as `search`. */
  exportTo(file: string, request: ExportRequest): Promise<number | null>;
  cancelExports(): Promise<void>;
  beginRefresh(): Intake;
  /** Applies or discards the list that waits for the person's decision. */
  resolveHeld(choice: HeldChoice): Promise<void>;
  close(): Promise<void>;
}

/** Where the code of the two threads is. */
export interface ThreadFiles {
  reader: string;
  writer: string;
}

/**
 * Opens the directory that is cached in `file`, at once: what it takes to open it is waited for in its methods.
 * @param onThreadEnded is told of a thread that ended by an error: it is started anew when it is needed
 */
export function openDirectory(
  file: string,
  threads: ThreadFiles,
  now: () => number,
  onThreadEnded: (ended: ThreadEnded) => void = () => undefined,
): Directory {
  let reader: Thread<ReaderFunctions> | undefined;
  /** What keeps the cache from being read; null when it can be. */
  let opening: Promise<Failure | null> = Promise.resolve(null);
  let writings = 0;
  const endings = new Set<Promise<void>>();

  function openReader(): Thread<ReaderFunctions> {
    if (reader) return reader;
    const started = startThread<ReaderFunctions>(threads.reader, (ended) => {
      reader = undefined;
      onThreadEnded(ended);
    });
    reader = started;
    opening = problemOf(started.call.open(file, now()));
    // Whoever waits for it meets the end of the thread; until then it must not count as unhandled.
    opening.catch(() => undefined);
    return started;
  }

  async function replaceDamaged(problem: Failure): Promise<void> {
    opening = problemOf(openReader().call.replaceDamaged(problem));
    await opening;
  }

  const readAlong: ReadAlong = {
    async ready() {
      // The reader moves on when a writing ends: not past the list that the next one writes.
      await Promise.all(endings);
      const { call } = openReader();
      const problem = (await opening) ?? (await valueOf(call.status())).cacheProblem;
      // What kept the cache from being written may have passed.
      if (problem?.code === 'cache-unwritable') opening = problemOf(call.open(file, now()));
      await opening;
    },
    replaceDamaged,
    async renew(written) {
      await valueOf(openReader().call.renew(written));
    },
    async releaseLog() {
      await valueOf(openReader().call.releaseLog());
    },
  };

  async function read<T>(question: Question<T>): Promise<T> {
    const opened = openReader();
    const problem = await opening;
    if (problem) throw new FailureError(problem);
    try {
      return await valueOf(question(opened));
    } catch (error) {
      // While something is written, it is the writer that meets the damage, or replaces what is damaged.
      if (isDamage(error) && writings === 0) await replaceDamaged(error.failure);
      throw error;
    }
  }

  async function status(): Promise<DirectoryStatus> {
    const { call } = openReader();
    const problem = await opening;
    return problem ? statusOfUnopened(problem) : valueOf(call.status());
  }

  function write(): Writing {
    const writing = startWriting(file, threads.writer, readAlong, onThreadEnded);
    writings++;
    let ended: Promise<void> | undefined;
    return {
      ...writing,
      end: () => {
        if (!ended) {
          const ending = writing.end().finally(() => {
            writings--;
            endings.delete(ending);
          });
          endings.add(ending);
          ended = ending;
        }
        return ended;
      },
    };
  }

  openReader();
  return {
    status: () => againIfEnded(status),
    search: (query) => againIfEnded(() => read(({ call }) => call.search(query))),
    suggest: (text, caret) => againIfEnded(() => read(({ call }) => call.suggest(text, caret))),
    table: (request) => againIfEnded(() => read(({ call }) => call.table(request))),
    history: (key) => againIfEnded(() => read(({ call }) => call.history(key))),
    refreshes: () => againIfEnded(() => read(({ call }) => call.refreshes())),
    // Never again: the person was asked where to, and half a file may be there.
    exportTo: (target, request) => read(({ call }) => call.exportTo(target, request)),
    cancelExports: () => againIfEnded(() => read(({ call }) => call.cancelExports())),
    beginRefresh: () => beginIntake(write()),
    resolveHeld: (choice) => {
      const writing = write();
      return writing.write((call) => call.resolveHeld(choice)).finally(writing.end);
    },
    async close() {
      await Promise.all(endings);
      await reader?.call.close().catch(() => undefined);
      await reader?.stop();
      reader = undefined;
    },
  };
}

type Question<T> = (reader: Thread<ReaderFunctions>) => Promise<Answer<T>>;

function statusOfUnopened(cacheProblem: Failure): DirectoryStatus {
  return { snapshot: null, lastFailure: null, lastChanges: null, held: null, cacheProblem };
}

async function problemOf(opened: Promise<Answer<void>>): Promise<Failure | null> {
  const answered = await opened;
  return answered.ok ? null : answered.failure;
}

/** A thread that ended by itself, out of memory for instance, has answered nothing: a new one is asked, once. Any other error stands. */
async function againIfEnded<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    if (!hasEnded(error)) throw error;
    return question();
  }
}
