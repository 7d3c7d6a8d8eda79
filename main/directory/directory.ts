import type {
  Answer,
  CustomerChange,
  CustomerPage,
  CustomerQuery,
  DirectoryStatus,
  Failure,
  HeldChoice,
  RefreshRecord,
} from '../../preload/bridge.ts';
import { valueOf } from '../answer.ts';
import { FailureError } from '../failure.ts';
import type { ReaderFunctions } from './reader-thread.ts';
import { startThread, type Thread } from './thread.ts';
import { beginIntake, type Intake, type ReadAlong, startWriting } from './writing.ts';

/** The cached customers of one connection. All its work is done in threads: one reads, another one writes during a refresh. */
export interface Directory {
  /** Never fails: a cache that can't be opened is told of in `cacheProblem`. */
  status(): Promise<DirectoryStatus>;
  /** Throws the failure that keeps the cache from being read. Never waits for a refresh. */
  search(query: CustomerQuery): Promise<CustomerPage>;
  history(key: string): Promise<CustomerChange[]>;
  refreshes(): Promise<RefreshRecord[]>;
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

/** Opens the directory that is cached in `file`, at once: what it takes to open it is waited for in its methods. */
export function openDirectory(file: string, threads: ThreadFiles, now: () => number): Directory {
  let reader: Thread<ReaderFunctions> | undefined;
  let opening: Promise<DirectoryStatus> | undefined;

  function openReader(): Thread<ReaderFunctions> {
    if (reader) return reader;
    const started = startThread<ReaderFunctions>(threads.reader, () => {
      reader = undefined;
    });
    opening = valueOf(started.call.open(file, now())).catch(statusOfUnopened);
    reader = started;
    return started;
  }

  const readAlong: ReadAlong = {
    async ready() {
      openReader();
      await opening;
    },
    async renew() {
      await valueOf(openReader().call.renew());
    },
    async releaseLog() {
      await valueOf(openReader().call.releaseLog());
    },
  };

  async function read<T>(question: Question<T>): Promise<T> {
    try {
      return await ask(question);
    } catch (error) {
      if (error instanceof FailureError) throw error;
      // The thread has ended by itself, out of memory for instance. A new one is asked, once.
      return ask(question);
    }
  }

  async function ask<T>(question: Question<T>): Promise<T> {
    const opened = openReader();
    const atOpen = await opening;
    if (atOpen?.cacheProblem && isFatal(atOpen.cacheProblem)) throw new FailureError(atOpen.cacheProblem);
    return valueOf(question(opened));
  }

  openReader();
  return {
    async status() {
      const { call } = openReader();
      const atOpen = await opening;
      if (atOpen?.cacheProblem && isFatal(atOpen.cacheProblem)) return atOpen;
      return valueOf(call.status());
    },
    search: (query) => read(({ call }) => call.search(query)),
    history: (key) => read(({ call }) => call.history(key)),
    refreshes: () => read(({ call }) => call.refreshes()),
    beginRefresh: () => beginIntake(startWriting(file, threads.writer, readAlong)),
    resolveHeld: (choice) => {
      const writing = startWriting(file, threads.writer, readAlong);
      return writing.write((call) => call.resolveHeld(choice)).finally(writing.end);
    },
    async close() {
      await reader?.call.close().catch(() => undefined);
      await reader?.stop();
      reader = undefined;
    },
  };
}

type Question<T> = (reader: Thread<ReaderFunctions>) => Promise<Answer<T>>;

function statusOfUnopened(error: unknown): DirectoryStatus {
  if (!(error instanceof FailureError)) throw error;
  return { snapshot: null, lastFailure: null, lastChanges: null, held: null, cacheProblem: error.failure };
}

/** A damaged cache was set aside and works again; any other problem keeps it shut. */
function isFatal(problem: Failure): boolean {
  return problem.code !== 'cache-damaged';
}
