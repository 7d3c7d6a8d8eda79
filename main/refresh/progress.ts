import type { RefreshState } from '../../preload/contract/refresh.ts';
import { type Stall, watchStall } from '../live-platform/pace.ts';

type Running = Extract<RefreshState, { kind: 'running' }>;
export type RefreshStep = Running['step'];

/** Turns what happens in a refresh into what the window shows of it. */
export interface RefreshProgress {
  /** The next step of the request begins. */
  step: (step: RefreshStep) => void;
  /** So many bytes have arrived. */
  bytes: (received: number) => void;
  /** So many rows have been read. */
  rows: (rows: number) => void;
  /** Shows nothing more. */
  end: () => void;
}

/** In milliseconds; a number that changes more often can't be read. */
const showEvery = 100;

/** @param uptime milliseconds of a monotonic clock */
export function startProgress(stall: Stall, uptime: () => number, show: (state: Running) => void): RefreshProgress {
  let progress: Running = { kind: 'running', step: 'signing-in', receivedBytes: 0, rows: 0, stalledFor: null };
  let answer = watchStall(stall, uptime);

  function change(changed: Partial<Running>): void {
    progress = { ...progress, ...changed };
    show(progress);
  }

  function lookForStall(): void {
    if (progress.step !== 'waiting' && progress.step !== 'downloading') return;
    const stalledFor = answer.stalledFor();
    if (stalledFor !== null || progress.stalledFor !== null) change({ stalledFor });
  }

  const showBytes = sparingly(uptime, (receivedBytes) => {
    change({ step: 'downloading', receivedBytes, stalledFor: answer.stalledFor() });
  });
  const looking = setInterval(lookForStall, stall.lookEvery);
  change({});
  return {
    step(step) {
      answer = watchStall(stall, uptime);
      change({ step, stalledFor: null });
    },
    bytes(received) {
      answer.received(received);
      showBytes(received);
    },
    rows: sparingly(uptime, (rows) => {
      change({ step: 'saving', rows, stalledFor: null });
    }),
    end() {
      clearInterval(looking);
    },
  };
}

function sparingly(uptime: () => number, show: (count: number) => void): (count: number) => void {
  let lastShown = -Infinity;
  return (count) => {
    if (uptime() - lastShown < showEvery) return;
    lastShown = uptime();
    show(count);
  };
}
