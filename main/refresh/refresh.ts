import type { DirectoryStatus } from '../../preload/contract/directory.ts';
import type { Failure } from '../../preload/contract/failures.ts';
import type { HeldChoice } from '../../preload/contract/held-list.ts';
import type { RefreshState } from '../../preload/contract/refresh.ts';
import type { Directory } from '../directory/directory.ts';
import type { RefreshTimes } from '../directory/storage/refresh-log.ts';
import { failure, FailureError, failureOf } from '../failure.ts';
import { defaultStall, type Stall, watchStall } from '../live-platform/pace.ts';
import type { Log } from '../log.ts';
import { pauseBeforeRetry } from './retry.ts';

type Running = Extract<RefreshState, { kind: 'running' }>;
export type RefreshStep = Running['step'];

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
  /**
   * Ends a running refresh, because the computer goes to sleep: what it waits for would be dead when it wakes. One that has all
   * it needs and saves it goes on.
   */
  interrupt(): void;
  /** What it is doing now: of a pause, what is left of it. */
  state(): RefreshState;
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
  stall?: Stall;
  onState: (state: RefreshState) => void;
  /** Told what the directory holds after each attempt, failed ones included. */
  onDirectory: (status: DirectoryStatus) => void;
  log: Log;
}

const progressEvery = 100;

export function createRefresh(parts: RefreshParts): Refresh {
  const { directory, openList, now, uptime, stall = defaultStall, onState, onDirectory, log } = parts;
  let told: { state: RefreshState; at: number } = { state: { kind: 'idle' }, at: 0 };
  /** The refresh that others may join. */
  let running: Promise<DirectoryStatus> | undefined;
  /** Those that have not ended yet, cancelled ones included. */
  const runs = new Set<Promise<DirectoryStatus>>();
  /** Of the refresh that has all it needs, and saves it. */
  let saving: AbortSignal | undefined;
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
    let progress: Running = { kind: 'running', step: 'signing-in', receivedBytes: 0, rows: 0, stalledFor: null };
    const showMore = (more: Partial<Running>): void => {
      progress = { ...progress, ...more };
      show(signal, progress);
    };
    showMore({});
    let answer = watchStall(stall, uptime);
    const showBytes = sparingly((receivedBytes) => {
      showMore({ step: 'downloading', receivedBytes, stalledFor: answer.stalledFor() });
    });
    const showRows = sparingly((rows) => {
      showMore({ step: 'saving', rows, stalledFor: null });
    });
    const looking = setInterval(() => {
      if (progress.step !== 'waiting' && progress.step !== 'downloading') return;
      const stalledFor = answer.stalledFor();
      if (stalledFor !== null || progress.stalledFor !== null) showMore({ stalledFor });
    }, stall.lookEvery);
    try {
      await directory.refresh(
        (ending) =>
          openList(ending, (step) => {
            answer = watchStall(stall, uptime);
            showMore({ step, stalledFor: null });
          }),
        {
          signal,
          times: () => timesSince(began),
          onBytes(received) {
            answer.received(received);
            showBytes(received);
          },
          onRows(rows) {
            saving = signal;
            showRows(rows);
          },
          onNotRecorded(error) {
            const { code, detail } = failureOf(error, 'Recording a refresh');
            log.write({ event: 'refresh-not-recorded', failure: { code, detail } });
          },
        },
      );
    } catch (error) {
      logFailure(failureOf(error, 'In a refresh'), tookSince(began));
      throw error;
    } finally {
      clearInterval(looking);
      if (saving === signal) saving = undefined;
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

  /** A refresh that was ended shows nothing more: another one may have begun. */
  function show(signal: AbortSignal, state: RefreshState): void {
    if (!signal.aborted) change(state);
  }

  function change(state: RefreshState): void {
    told = { state, at: uptime() };
    onState(state);
  }

  function logFailure({ code, detail, status }: Failure, took: number): void {
    log.write({
      event: 'refresh-failed',
      took,
      failure: { code, detail, ...(status === undefined ? {} : { status }) },
    });
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
    // Last, because the one who is told may cancel or try again at once.
    show(signal, { kind: 'waiting', pause });
    await promise;
    tryNow = undefined;
    clearTimeout(timer);
    return !signal.aborted;
  }

  function begin(): Promise<DirectoryStatus> {
    controller = new AbortController();
    const begun = run(controller.signal).finally(() => {
      runs.delete(begun);
      if (running !== begun) return;
      running = undefined;
      change({ kind: 'idle' });
    });
    runs.add(begun);
    return begun;
  }

  return {
    start() {
      tryNow?.();
      // One that was cancelled may take a moment to end; the directory lets the next one begin then.
      if (!running || controller.signal.aborted) running = begin();
      return running;
    },
    cancel() {
      controller.abort(new FailureError(failure('cancelled', 'Cancelled in the window.')));
    },
    interrupt() {
      // What is being saved waits for no network: it goes on when the computer wakes.
      if (saving === controller.signal) return;
      controller.abort(new FailureError(failure('offline', 'The computer went to sleep during the refresh.')));
    },
    state() {
      const { state, at } = told;
      return state.kind === 'waiting' ? { ...state, pause: Math.max(0, state.pause - (uptime() - at)) } : state;
    },
    async ended() {
      await Promise.allSettled(runs);
    },
    async resolveHeld(choice) {
      controller.abort(new FailureError(failure('cancelled', 'Another list was decided on.')));
      // Its turn comes after the refresh that ends now, and before any that is begun from now on.
      await directory.resolveHeld(choice);
      return tell();
    },
  };
}
