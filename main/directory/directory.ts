import type { CustomerPage, CustomerQuery, DirectoryStatus, Failure } from '../../preload/bridge.ts';
import { valueOf } from '../answer.ts';
import { FailureError } from '../failure.ts';
import type { ReaderFunctions } from './reader-thread.ts';
import type { RefreshTimes } from './refresh-log.ts';
import { startThread, type Thread } from './thread.ts';
import type { WriterFunctions } from './writer-thread.ts';

/** The cached customers of one connection. All its work is done in threads: one reads, another one writes during a refresh. */
export interface Directory {
  /** Never fails: a cache that can't be opened is told of in `cacheProblem`. */
  status(): Promise<DirectoryStatus>;
  /** Throws the failure that keeps the cache from being read. Never waits for a refresh. */
  search(query: CustomerQuery): Promise<CustomerPage>;
  beginRefresh(): Intake;
  close(): Promise<void>;
}

/** Takes in one refresh; it must be ended by one of `commit`, `recordFailure` and `abandon`. */
export interface Intake {
  /** Takes over the bytes' buffer. */
  add(bytes: Uint8Array): void;
  /** Replaces the cached list. Throws a failure, and leaves the list as it was, when the bytes or the disk don't allow it. */
  commit(times: RefreshTimes): Promise<void>;
  recordFailure(times: RefreshTimes, failure: Failure): Promise<void>;
  abandon(): Promise<void>;
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

  openReader();
  return {
    async status() {
      const { call } = openReader();
      const atOpen = await opening;
      if (atOpen?.cacheProblem && !atOpen.snapshot) return atOpen;
      return valueOf(call.status());
    },
    async search(query) {
      const { call } = openReader();
      const atOpen = await opening;
      if (atOpen?.cacheProblem && isFatal(atOpen.cacheProblem)) throw new FailureError(atOpen.cacheProblem);
      return valueOf(call.search(query));
    },
    beginRefresh: () => beginIntake(file, threads.writer, readAlong),
    async close() {
      await reader?.call.close().catch(() => undefined);
      await reader?.stop();
      reader = undefined;
    },
  };
}

function statusOfUnopened(error: unknown): DirectoryStatus {
  if (!(error instanceof FailureError)) throw error;
  return { snapshot: null, lastFailure: null, cacheProblem: error.failure };
}

/** A damaged cache was set aside and works again; any other problem keeps it shut. */
function isFatal(problem: Failure): boolean {
  return problem.code !== 'cache-damaged';
}

/** What the reader does before and after something is written. */
interface ReadAlong {
  /** Resolves when the file is there, migrated and sound: making it so is the reader's. */
  ready(): Promise<void>;
  renew(): Promise<void>;
  releaseLog(): Promise<void>;
}

function beginIntake(file: string, threadFile: string, reader: ReadAlong): Intake {
  const writer = startThread<WriterFunctions>(threadFile, () => undefined);
  const opened = reader.ready().then(() => valueOf(writer.call.open(file)));
  opened.catch(() => undefined);

  async function end(): Promise<void> {
    await writer.call.close().catch(() => undefined);
    await writer.stop();
  }

  return {
    add(bytes) {
      // Whoever commits or records meets the failure to open.
      opened.then(() => writer.call.add.asEvent(owned(bytes))).catch(() => undefined);
    },
    async commit(times) {
      await opened;
      await valueOf(writer.call.commit(times));
      await reader.renew();
      await end();
      await reader.releaseLog();
    },
    async recordFailure(times, failure) {
      try {
        await opened;
        await valueOf(writer.call.recordFailure(times, failure));
        await reader.renew();
      } finally {
        await end();
      }
      await reader.releaseLog();
    },
    abandon: end,
  };
}

/** Bytes with a buffer of their own: a chunk may be a view into a buffer that others use, which can't be handed over. */
function owned(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}
