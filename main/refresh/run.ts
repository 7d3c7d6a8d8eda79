import type { DirectoryStatus } from '../../preload/contract/directory.ts';
import type { RefreshState } from '../../preload/contract/refresh.ts';
import type { Directory } from '../directory/directory.ts';
import { FailureError, failureOf } from '../failure.ts';
import { defaultStall, type Stall } from '../live-platform/pace.ts';
import type { Log } from '../log.ts';
import { type RefreshStep, startProgress } from './progress.ts';
import { pauseBeforeRetry } from './pause-before-retry.ts';

/** Signs in, asks for the list and gives its bytes; aborting `signal` ends it at any stage with the signal's reason. */
export type OpenList = (signal: AbortSignal, onStep: (step: RefreshStep) => void) => Promise<AsyncIterable<Uint8Array>>;

/** What a refresh works with. */
export interface RefreshParts {
  directory: Directory;
  openList: OpenList;
  /** Epoch milliseconds, for moments: people and time servers set this clock. */
  now: () => number;
  /** Milliseconds of a monotonic clock, for durations. */
  uptime: () => number;
  stall?: Stall;
  onState: (state: RefreshState) => void;
  /** Called with what the directory holds after each try, failed ones included. */
  onDirectory: (status: DirectoryStatus) => void;
  log: Log;
}

/** One refresh under way, from its first try to its last. */
export interface RefreshRun {
  /** Aborting it ends the refresh, running or waiting, with the failure that is the reason. */
  ending: AbortController;
  show: (state: RefreshState) => void;
  /** It has all it needs, and is saving it. */
  isSaving: boolean;
  /** While it waits to try again: tries now. */
  tryNow?: (() => void) | undefined;
}

/** Refreshes, and retries what may pass. Throws the last failure, which is in the directory's log by then. */
export async function runRefresh(parts: RefreshParts, run: RefreshRun): Promise<DirectoryStatus> {
  for (let tries = 1; ; tries++) {
    const began = parts.uptime();
    try {
      await tryOnce(parts, run);
      const status = await tellDirectory(parts);
      const took = millisecondsSince(began, parts);
      parts.log.write({ event: 'refresh-succeeded', took, customers: status.snapshot?.customers ?? null });
      return status;
    } catch (error) {
      await tellDirectory(parts);
      const pause = error instanceof FailureError ? pauseBeforeRetry(error.failure, tries) : null;
      if (pause === null || !(await waitToRetry(run, pause))) throw error;
    }
  }
}

/** Tells what the directory holds now, and gives it. */
export async function tellDirectory({ directory, onDirectory }: RefreshParts): Promise<DirectoryStatus> {
  const status = await directory.status();
  onDirectory(status);
  return status;
}

async function tryOnce(parts: RefreshParts, run: RefreshRun): Promise<void> {
  const { directory, openList, now, uptime, stall = defaultStall, log } = parts;
  const began = uptime();
  const progress = startProgress(stall, uptime, run.show);
  try {
    await directory.refresh((signal) => openList(signal, progress.step), {
      signal: run.ending.signal,
      // Both by the clock as it is now: even if it was set meanwhile, one comes after the other.
      times() {
        const endedAt = now();
        return { startedAt: endedAt - millisecondsSince(began, parts), endedAt };
      },
      onBytes: progress.bytes,
      onRows(rows) {
        run.isSaving = true;
        progress.rows(rows);
      },
      onNotRecorded(error) {
        const { code, detail } = failureOf(error, 'Recording a refresh');
        log.write({ event: 'refresh-not-recorded', failure: { code, detail } });
      },
    });
  } catch (error) {
    const { code, detail, status } = failureOf(error, 'In a refresh');
    const failure = { code, detail, ...(status === undefined ? {} : { status }) };
    log.write({ event: 'refresh-failed', took: millisecondsSince(began, parts), failure });
    throw error;
  } finally {
    progress.end();
    run.isSaving = false;
  }
}

/** Waits so many milliseconds. @returns whether to try again */
async function waitToRetry(run: RefreshRun, pause: number): Promise<boolean> {
  const { signal } = run.ending;
  if (signal.aborted) return false;
  const { promise, resolve: end } = Promise.withResolvers<undefined>();
  const tryNow = (): void => {
    end(undefined);
  };
  const timer = setTimeout(tryNow, pause);
  signal.addEventListener('abort', tryNow, { once: true });
  run.tryNow = tryNow;
  // Last, because anyone who is told may cancel or try again at once.
  run.show({ kind: 'waiting', pause });
  await promise;
  run.tryNow = undefined;
  clearTimeout(timer);
  return !signal.aborted;
}

function millisecondsSince(began: number, { uptime }: RefreshParts): number {
  return Math.round(uptime() - began);
}
