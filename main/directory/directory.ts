import { dirname } from 'node:path';
import pLimit from 'p-limit';
import type { Overview } from '../../preload/contract/connections.ts';
import type { DirectoryStatus } from '../../preload/contract/directory.ts';
import type { HeldChoice } from '../../preload/contract/held-list.ts';
import { failure, FailureError, failureOf } from '../failure.ts';
import type { WrittenList } from './intake/commit.ts';
import type { Owner } from './storage/owner.ts';
import type { RefreshTimes } from './storage/refresh-log.ts';
import type { DirectoryQuestions } from './threads/reader.ts';
import { type Question, startReading } from './threads/reading.ts';
import type { Shown } from './threads/view.ts';
import { startThread, type Thread, type ThreadEnded } from './threads/thread.ts';
import type { ReaderFunctions } from './threads/worker.ts';
import { startWriting, type Writing } from './threads/writing.ts';
import { waitFor } from '../wait-for.ts';

export type { ClipboardTable } from './export/clipboard-table.ts';
export { removeDirectory } from './storage/removal.ts';

/** What is asked here is answered by a thread. */
type Asked<Functions> = {
  [Name in keyof Functions]: Functions[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never;
};

/**
 * The cached customers of one connection. All its work is done in threads: one reads, another one writes when there is something to
 * write. A question never waits for a refresh, and throws the failure that keeps the cache from being read; `status` never fails:
 * a cache that can't be opened is told of in its `cacheProblem`.
 */
export interface Directory extends Asked<DirectoryQuestions> {
  /**
   * Has the list that `source` gives replace the cached one, or wait for a decision. Throws a failure, which is in the
   * log of refreshes by then unless it was cancelled, and leaves the list as it was, when source, bytes or disk don't allow it.
   */
  refresh(source: ListSource, options?: RefreshOptions): Promise<void>;
  /**
   * Applies or discards the list that waits for the person's decision. @param at which one was decided on: when it came. Throws
   * `cancelled` when another one waits by now.
   */
  resolveHeld(choice: HeldChoice, at: number): Promise<void>;
  /** Ends it when what is being written is. Whatever is asked afterwards fails. */
  close(): Promise<void>;
}

/** Asks for a list, and gives the bytes of its body; `signal` ends it at any stage, with its reason. */
export type ListSource = (signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;

export interface RefreshOptions {
  /** Ends the refresh at any stage, a commit that is not complete included, with the failure that is its reason. */
  signal?: AbortSignal;
  /** Tells when it began and, at the moment, ends. */
  times?: () => RefreshTimes;
  /** Is told how many bytes have come so far. */
  onBytes?: (received: number) => void;
  /** Is told how many rows were read so far, once all bytes are there. */
  onRows?: (rows: number) => void;
  /** Is told why the failure could not be put into the log of refreshes. */
  onNotRecorded?: (error: unknown) => void;
}

/** Whose list it is, and what a directory tells without being asked. */
export interface DirectoryOptions {
  /** A file that holds another account's list is neither shown nor changed: `cache-of-another-connection`. */
  owner?: Owner;
  /** Fieldbook's own folder, into which nothing is exported; the file's where it is not given. */
  ownFolder?: string;
  /** What it shows has changed without a refresh: its file was damaged, removed or replaced, or can be read again. */
  onChanged?: (status: DirectoryStatus) => void;
  /** A thread ended by an error: it is started anew when it is needed. */
  onThreadEnded?: (ended: ThreadEnded) => void;
}

/**
 * Opens the directory that is cached in `file`, at once: what it takes to open it is waited for in its methods.
 * @param workerFile what its threads run: `threads/worker.ts`, or what was built of it
 */
export function openDirectory(
  file: string,
  workerFile: string,
  now: () => number,
  { owner, ownFolder = dirname(file), onChanged, onThreadEnded = () => undefined }: DirectoryOptions = {},
): Directory {
  const reading = startReading({ file, owner: owner ?? null, ownFolder }, workerFile, tell, onThreadEnded);
  // All that writes, making the file and setting it aside included, happens here, one after the other.
  const inTurn = pLimit(1);
  let writings = 0;
  let repair: Promise<unknown> | undefined;
  let isClosed = false;
  let lastTold = '';
  // Anyone who asks meets what keeps it from being opened.
  const opened = inTurn(() => prepare(false)).catch(() => undefined);

  function prepare(inspect: boolean): Promise<Shown> {
    return reading.ask((call) => call.prepare(now(), inspect));
  }

  function tell(status: DirectoryStatus): void {
    const told = JSON.stringify(status);
    if (told === lastTold || isClosed) return;
    lastTold = told;
    onChanged?.(status);
  }

  async function read<T>(question: Question<T>, ask = reading.ask): Promise<T> {
    await opened;
    try {
      return await ask(question);
    } catch (error) {
      if (isClosed || !mayBeRepaired(error)) throw error;
      repair ??= repairInTurn(isDamage(error));
      // A search never waits for a refresh.
      if (writings > 0) throw error;
      await repair;
      // Another list than the one that was asked about: who has been told of it may ask again.
      if (isDamage(error)) throw error;
      return ask(question);
    }
  }

  /** Opens the file anew when nobody writes. Throws what still keeps it from being read. */
  function repairInTurn(inspect: boolean): Promise<unknown> {
    const repaired = inTurn(() => prepare(inspect));
    repaired
      .then(({ status }) => status, statusOfUnopened)
      .then(tell)
      .finally(() => {
        repair = undefined;
      })
      // Anyone who waits for it meets what is thrown.
      .catch(() => undefined);
    return repaired;
  }

  /** Moves on to what was committed. What keeps it from being shown is no failure of the writing: the next question meets it. */
  function show(written: WrittenList | null): Promise<Shown | null> {
    return reading.ask((call) => call.renew(written)).catch(() => null);
  }

  /**
   * Writes when it is its turn, and resolves when `action` has. The write-ahead log is moved in the same turn, for which nobody
   * waits.
   */
  async function write(
    action: (writing: Writing, before: Promise<Shown>) => Promise<void>,
    onRows: (rows: number) => void,
  ): Promise<void> {
    const done = Promise.withResolvers<undefined>();
    writings++;
    const turn = inTurn(async () => {
      const before = prepare(false);
      // Who asks for the writing tells what it shows now: should it fail later as it did before, that is news again.
      lastTold = '';
      const writing = startWriting(file, workerFile, onThreadEnded, before, onRows);
      try {
        await action(writing, before);
        done.resolve(undefined);
        // The log stays, and the next refresh moves it.
        await moveLog(writing).catch(() => undefined);
      } catch (error) {
        await writing.stop();
        throw isDamage(error) ? await inspected(error) : error;
      } finally {
        await writing.stop();
      }
    });
    // A thread that could not even be started is met here too.
    void turn.catch(done.reject).finally(() => writings--);
    return done.promise;
  }

  /** Into the file, which may not be able to grow; what was written is safe in the log. */
  async function moveLog(writing: Writing): Promise<void> {
    await writing.ask((call) => call.moveLog());
    await reading.ask((call) => call.releaseLog());
  }

  /** What looks like damage to the writer may have been an error in passing. */
  async function inspected(error: FailureError): Promise<unknown> {
    const { status } = await prepare(true).catch(() => ({ status: null }));
    if (status?.cacheProblem?.code === 'cache-damaged') return error;
    return new FailureError(failure('cache-unreadable', error.failure.detail), { cause: error });
  }

  async function receive(
    writing: Writing,
    before: Promise<Shown>,
    source: ListSource,
    { signal: asked, times = timesFrom(now()), onBytes, onRows, onNotRecorded }: RefreshOptions,
    onWhole: () => void,
  ): Promise<void> {
    // Without the thread that writes, nobody wants what is still to come.
    const signal = asked ? AbortSignal.any([asked, writing.ended]) : writing.ended;
    try {
      signal.throwIfAborted();
      let received = 0;
      for await (const chunk of await source(signal)) {
        received += chunk.byteLength;
        await writing.add(chunk);
        onBytes?.(received);
      }
      signal.throwIfAborted();
      onWhole();
      onRows?.(0);
      const committed = times();
      await show(
        await waitFor(
          writing.ask((call) => call.commit(committed)),
          signal,
        ),
      );
    } catch (error) {
      // Why it was ended is known here better than to what was ended.
      const cause = failureOf(signal.aborted ? signal.reason : error, 'In a refresh');
      if (cause.code === 'cancelled') {
        await writing.stop();
        // Committed in the last moment, it can't be taken back.
        const after = await show(null);
        if (after && after.lastNumber !== (await before).lastNumber) return;
      } else if (cause.code !== 'cache-damaged') {
        const ended = times();
        await writing.ask((call) => call.recordFailure(ended, cause)).then(() => show(null), onNotRecorded);
      }
      throw new FailureError(cause, { cause: error });
    }
  }

  function timesFrom(startedAt: number): () => RefreshTimes {
    return () => ({ startedAt, endedAt: now() });
  }

  return {
    async status() {
      try {
        return await read((call) => call.status());
      } catch (error) {
        return statusOfUnopened(error);
      }
    },
    search: (query) => read((call) => call.search(query)),
    suggest: (text, caret) => read((call) => call.suggest(text, caret)),
    table: (request) => read((call) => call.table(request)),
    whole: (key) => read((call) => call.whole(key)),
    history: (key) => read((call) => call.history(key)),
    refreshes: () => read((call) => call.refreshes()),
    changes: (query) => read((call) => call.changes(query)),
    changeTable: (filter, labels) => read((call) => call.changeTable(filter, labels)),
    // Never again: the person was asked where to, and half a file may be there.
    exportTo: (target, request) => read((call) => call.exportTo(target, request), reading.askOnce),
    cancelExports: () => reading.ask((call) => call.cancelExports()),
    refresh(source, options = {}) {
      let isWhole = false;
      return write(
        (writing, before) =>
          receive(writing, before, source, options, () => {
            isWhole = true;
          }),
        (rows) => {
          // What the thread has told before it was stopped may come afterwards.
          if (isWhole && options.signal?.aborted !== true) options.onRows?.(rows);
        },
      );
    },
    resolveHeld: (choice, at) =>
      write(
        async (writing) => {
          await show(await writing.ask((call) => call.resolveHeld(choice, at)));
        },
        () => undefined,
      ),
    async close() {
      isClosed = true;
      await inTurn(() => reading.close());
    },
  };
}

/** Whose lists these files hold, without changing them; null for one where it can't be told. @param workerFile as above */
export function ownersOf(files: string[], workerFile: string): Promise<(Owner | null)[]> {
  return glanceAt(files, workerFile, ({ ownerOf }, file) => ownerOf(file));
}

/** What these files hold, without changing them; null for one that can't be read. @param workerFile as above */
export function overviewsOf(files: string[], workerFile: string): Promise<(Overview | null)[]> {
  return glanceAt(files, workerFile, ({ overviewOf }, file) => overviewOf(file));
}

async function glanceAt<T>(
  files: string[],
  workerFile: string,
  glance: (call: Thread<ReaderFunctions>['call'], file: string) => Promise<T>,
): Promise<T[]> {
  if (files.length === 0) return [];
  const { call, stop } = startThread<ReaderFunctions>('reader', workerFile, () => undefined);
  try {
    return await Promise.all(files.map((file) => glance(call, file)));
  } finally {
    await stop();
  }
}

function statusOfUnopened(error: unknown): DirectoryStatus {
  if (!(error instanceof FailureError)) throw error;
  return { snapshot: null, lastFailure: null, lastChanges: null, held: null, cacheProblem: error.failure };
}

/** Whether an error says that the cache is damaged. */
function isDamage(error: unknown): error is FailureError {
  return error instanceof FailureError && error.failure.code === 'cache-damaged';
}

/** Whether opening the file anew may help, when nobody writes. */
function mayBeRepaired(error: unknown): boolean {
  return error instanceof FailureError && /^cache-(damaged|unreadable|unwritable)$/.test(error.failure.code);
}
