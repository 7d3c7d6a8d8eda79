import type { DirectoryStatus } from '../../preload/contract/directory.ts';
import type { Failure } from '../../preload/contract/failures.ts';
import type { HeldChoice } from '../../preload/contract/held-list.ts';
import type { RefreshState } from '../../preload/contract/refresh.ts';
import { failure, FailureError } from '../failure.ts';
import { type RefreshParts, type RefreshRun, runRefresh, tellDirectory } from './run.ts';

/** Refreshes one directory: one refresh at a time, from token to committed snapshot. */
export interface Refresh {
  /**
   * Starts a refresh, or joins the running one; one that waits to retry does so now. Throws the last failure, which is in
   * the directory's log by then.
   */
  start(): Promise<DirectoryStatus>;
  /** Ends a running or waiting refresh. The cached list stays as it is. */
  cancel(): void;
  /**
   * Ends a running refresh because the computer goes to sleep: its connections would be dead when it wakes. One that only
   * has to save goes on.
   */
  interrupt(): void;
  /** What it is doing now; a pause is what is left of it. */
  state(): RefreshState;
  /** Resolves when no refresh runs any more. */
  ended(): Promise<void>;
  /**
   * Carries out the person's decision on the held list that came at `at`; a running refresh ends first. Throws as
   * `Directory.resolveHeld`.
   */
  resolveHeld(choice: HeldChoice, at: number): Promise<DirectoryStatus>;
}

/** Makes what refreshes one directory. */
export function createRefresh(parts: RefreshParts): Refresh {
  const { directory, uptime, onState } = parts;
  let told: { state: RefreshState; at: number } = { state: { kind: 'idle' }, at: 0 };
  /** The refresh that others may join, unless it was cancelled. */
  let current: RefreshRun | undefined;
  /** Every refresh that has not ended yet, cancelled ones included, with its outcome. */
  const running = new Map<RefreshRun, Promise<DirectoryStatus>>();

  function tell(state: RefreshState): void {
    told = { state, at: uptime() };
    onState(state);
  }

  function begin(): Promise<DirectoryStatus> {
    const ending = new AbortController();
    const run: RefreshRun = {
      ending,
      // A refresh that was ended shows nothing more: another may have begun.
      show(state) {
        if (!ending.signal.aborted) tell(state);
      },
      isSaving: false,
    };
    current = run;
    const status = runRefresh(parts, run).finally(() => {
      running.delete(run);
      if (current !== run) return;
      current = undefined;
      tell({ kind: 'idle' });
    });
    running.set(run, status);
    return status;
  }

  function end(reason: Failure): void {
    current?.ending.abort(new FailureError(reason));
  }

  return {
    start() {
      current?.tryNow?.();
      // A cancelled one may take a moment to end; the directory lets the next one begin then.
      const joined = current?.ending.signal.aborted === false ? running.get(current) : undefined;
      return joined ?? begin();
    },
    cancel() {
      end(failure('cancelled', 'Cancelled in the window.'));
    },
    interrupt() {
      // Saving needs no network: it goes on when the computer wakes.
      if (!current?.isSaving) end(failure('offline', 'The computer went to sleep during the refresh.'));
    },
    state() {
      const { state, at } = told;
      return state.kind === 'waiting' ? { ...state, pause: Math.max(0, state.pause - (uptime() - at)) } : state;
    },
    async ended() {
      await Promise.allSettled(running.values());
    },
    async resolveHeld(choice, at) {
      end(failure('cancelled', 'Another list was decided on.'));
      // Its turn comes after the refresh that ends now, and before any that begins later.
      await directory.resolveHeld(choice, at);
      return tellDirectory(parts);
    },
  };
}
