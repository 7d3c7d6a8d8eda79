import type { DirectoryStatus, Failure, HeldChoice, RefreshState } from '../preload/bridge.ts';
import type { Directory } from './directory/directory.ts';
import type { RefreshTimes } from './directory/storage/refresh-log.ts';
import type { Intake } from './directory/threads/writing.ts';
import { failure, FailureError, failureOf } from './failure.ts';
import type { Log } from './log.ts';
import { pauseBeforeRetry } from './retry.ts';

export type RefreshStep = Extract<RefreshState, { kind: 'running' }>['step'];

/** Signs in, asks for the list and gives its bytes; `signal` ends it at any stage with the failure that is its reason. */
export type OpenList = (signal: AbortSignal, onStep: (step: RefreshStep) => void) => Promise<AsyncIterable<Uint8Array>>;

/** Refreshes one directory: one refresh at a time, from token to committed snapshot. */
export interface Refresh {
  /**
   * Starts a refresh, or joins the one that runs; while one waits to try again, it tries now. Throws the last failure,
   * which is in the directory's log by then.
   */
  start(): Promise<DirectoryStatus>;
  /** Ends a running refresh, or its waiting. The cached list stays as it is. */
  cancel(): void;
  /** Ends a running refresh, because the computer goes to sleep: what it waits for would be dead when it wakes. */
  interrupt(): void;
  /** Resolves when no refresh runs any more. */
  ended(): Promise<void>;
  /** Carries out the person's decision on a list that waits; a running refresh ends first. */
  resolveHeld(choice: HeldChoice): Promise<DirectoryStatus>;
}

/** What a refresh works with. */
export interface RefreshParts {
  directory: Directory;
  openList: OpenList;
  /** Epoch milliseconds, by a clock that people and time servers set: for moments. */
  now: () => number;
  /** Milliseconds, by a clock that only goes on: for durations. */
  uptime: () => number;
  onState: (state: RefreshState) => void;
  /** Told what the directory holds after each attempt, failed ones included. */
  onDirectory: (status: DirectoryStatus) => void;
  log: Log;
}

const progressEvery = 100;

export function createRefresh({ directory, openList, now, uptime, onState, onDirectory, log }: RefreshParts): Refresh {
  let running: Promise<DirectoryStatus> | undefined;
  let controller = new AbortController();
  let tryNow: (() => void) | undefined;

  async function run(signal: AbortSignal): Promise<DirectoryStatus> {
    for (let attempt = 1; ; attempt++) {
      try {
        const began = uptime();
        await refreshOnce(signal);
        const status = await tell();
        log.write({
          event: 'refresh-succeeded',
          took: tookSince(began),
          customers: status.snapshot?.customers ?? null,
        });
        return status;
      } catch (error) {
        await tell();
        const pause = error instanceof FailureError ? pauseBeforeRetry(error.failure, attempt) : null;
        if (pause === null || !(await waitToRetry(pause, signal))) throw error;
      }
    }
  }

  async function tell(): Promise<DirectoryStatus> {
    const status = await directory.status();
    onDirectory(status);
    return status;
  }

  async function refreshOnce(signal: AbortSignal): Promise<void> {
    const began = uptime();
    onState({ kind: 'running', step: 'signing-in', receivedBytes: 0, rows: 0 });
    const intake = directory.beginRefresh();
    try {
      const chunks = await openList(signal, (step) => {
        onState({ kind: 'running', step, receivedBytes: 0, rows: 0 });
      });
      const receivedBytes = await takeIn(chunks, intake);
      signal.throwIfAborted();
      const showRows = sparingly((rows) => {
        // What the thread has told before it was stopped may come afterwards.
        if (!signal.aborted) onState({ kind: 'running', step: 'saving', receivedBytes, rows });
      });
      showRows(0);
      await unlessAborted(intake.commit(timesSince(began), showRows), signal);
    } catch (error) {
      // Why it was ended is known here better than to what was ended.
      const failed = failureOf(signal.aborted ? signal.reason : error, 'In a refresh');
      logFailure(failed, tookSince(began));
      await recordFailure(intake, timesSince(began), failed);
      throw new FailureError(failed, { cause: error });
    }
  }

  function tookSince(began: number): number {
    return Math.round(uptime() - began);
  }

  /** Both moments by the clock as it is now: should it have been set meanwhile, one lies after the other all the same. */
  function timesSince(began: number): RefreshTimes {
    const endedAt = now();
    return { startedAt: endedAt - tookSince(began), endedAt };
  }

  function logFailure({ code, detail, status }: Failure, took: number): void {
    log.write({
      event: 'refresh-failed',
      took,
      failure: { code, detail, ...(status === undefined ? {} : { status }) },
    });
  }

  /** What was cancelled on purpose leaves no record; what can't be recorded is in the log, and the window shows it all the same. */
  async function recordFailure(intake: Intake, times: RefreshTimes, failed: Failure): Promise<void> {
    if (failed.code === 'cancelled') return intake.abandon();
    try {
      await intake.recordFailure(times, failed);
    } catch (error) {
      const { code, detail } = failureOf(error, 'Recording a refresh');
      log.write({ event: 'refresh-not-recorded', failure: { code, detail } });
    }
  }

  async function takeIn(chunks: AsyncIterable<Uint8Array>, intake: Intake): Promise<number> {
    const showBytes = sparingly((received) => {
      onState({ kind: 'running', step: 'downloading', receivedBytes: received, rows: 0 });
    });
    let receivedBytes = 0;
    for await (const chunk of chunks) {
      receivedBytes += chunk.byteLength;
      intake.add(chunk);
      showBytes(receivedBytes);
    }
    return receivedBytes;
  }

  /** Progress comes more often than anybody can read it. */
  function sparingly(show: (progress: number) => void): (progress: number) => void {
    let lastShown = -Infinity;
    return (progress) => {
      if (uptime() - lastShown < progressEvery) return;
      lastShown = uptime();
      show(progress);
    };
  }

  /** Waits, in milliseconds, and tells whether to try again. */
  async function waitToRetry(pause: number, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const end = (): void => {
      resolve(undefined);
    };
    const timer = setTimeout(end, pause);
    signal.addEventListener('abort', end, { once: true });
    tryNow = end;
    // Last, because whoever is told may cancel or try again at once.
    onState({ kind: 'waiting', pause });
    await promise;
    tryNow = undefined;
    clearTimeout(timer);
    return !signal.aborted;
  }

  async function ended(): Promise<void> {
    await running?.catch(() => undefined);
  }

  return {
    start() {
      tryNow?.();
      if (running) return running;
      controller = new AbortController();
      running = run(controller.signal).finally(() => {
        running = undefined;
        onState({ kind: 'idle' });
      });
      return running;
    },
    cancel() {
      controller.abort(new FailureError(failure('cancelled', 'Cancelled in the window.')));
    },
    interrupt() {
      controller.abort(new FailureError(failure('offline', 'The computer went to sleep during the refresh.')));
    },
    ended,
    async resolveHeld(choice) {
      controller.abort(new FailureError(failure('cancelled', 'Another list was decided on.')));
      await ended();
      await directory.resolveHeld(choice);
      return tell();
    },
  };
}

/** Waits for `work`, or throws the signal's reason at once. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = (): void => {
    reject(signal.reason instanceof Error ? signal.reason : new Error('Aborted.'));
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
