import type { DirectoryStatus, RefreshState } from '../preload/bridge.ts';
import type { Directory, Intake } from './directory/directory.ts';
import type { RefreshTimes } from './directory/refresh-log.ts';
import { failure, FailureError } from './failure.ts';

export type RefreshStep = Extract<RefreshState, { kind: 'running' }>['step'];

/** Signs in, asks for the list and gives its bytes; `signal` ends it at any stage with the failure `cancelled`. */
export type OpenList = (signal: AbortSignal, onStep: (step: RefreshStep) => void) => Promise<AsyncIterable<Uint8Array>>;

/** Refreshes one directory: one refresh at a time, from token to committed snapshot. */
export interface Refresh {
  /** Starts a refresh or joins the one that runs. Throws its failure, which is in the directory's log by then. */
  start(): Promise<DirectoryStatus>;
  /** Resolves when no refresh runs any more. */
  ended(): Promise<void>;
  /** Ends a running refresh; once the list is being saved it is too late, and it completes. */
  cancel(): void;
  state(): RefreshState;
}

const progressEvery = 100;

/** What a refresh works with. */
export interface RefreshParts {
  directory: Directory;
  openList: OpenList;
  now: () => number;
  onState: (state: RefreshState) => void;
  /** Told what the directory holds after each refresh, failed ones included. */
  onDirectory: (status: DirectoryStatus) => void;
}

export function createRefresh({ directory, openList, now, onState, onDirectory }: RefreshParts): Refresh {
  let state: RefreshState = { kind: 'idle' };
  let running: Promise<DirectoryStatus> | undefined;
  let controller = new AbortController();

  function become(next: RefreshState): void {
    state = next;
    onState(next);
  }

  async function run(signal: AbortSignal): Promise<DirectoryStatus> {
    const startedAt = now();
    become({ kind: 'running', step: 'signing-in', receivedBytes: 0 });
    const intake = directory.beginRefresh();
    try {
      const chunks = await openList(signal, (step) => {
        become({ kind: 'running', step, receivedBytes: 0 });
      });
      const receivedBytes = await takeIn(chunks, intake);
      signal.throwIfAborted();
      become({ kind: 'running', step: 'saving', receivedBytes });
      await intake.commit({ startedAt, endedAt: now() });
    } catch (error) {
      await recordFailure(intake, { startedAt, endedAt: now() }, error);
      throw error;
    }
    return directory.status();
  }

  async function takeIn(chunks: AsyncIterable<Uint8Array>, intake: Intake): Promise<number> {
    let receivedBytes = 0;
    let lastShown = 0;
    for await (const chunk of chunks) {
      receivedBytes += chunk.byteLength;
      intake.add(chunk);
      if (now() - lastShown < progressEvery) continue;
      lastShown = now();
      become({ kind: 'running', step: 'downloading', receivedBytes });
    }
    return receivedBytes;
  }

  return {
    start() {
      if (running) return running;
      controller = new AbortController();
      running = run(controller.signal).finally(async () => {
        running = undefined;
        onDirectory(await directory.status());
        become({ kind: 'idle' });
      });
      return running;
    },
    async ended() {
      await running?.catch(() => undefined);
    },
    cancel() {
      controller.abort(new FailureError(failure('cancelled', 'Cancelled in the window.')));
    },
    state: () => state,
  };
}

/** What was cancelled on purpose, or can't be written, leaves no record; the window shows it all the same. */
async function recordFailure(intake: Intake, times: RefreshTimes, error: unknown): Promise<void> {
  if (!(error instanceof FailureError) || error.failure.code === 'cancelled') return intake.abandon();
  return intake.recordFailure(times, error.failure).catch(() => undefined);
}
