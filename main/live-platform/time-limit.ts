import { failure, FailureError } from '../failure.ts';
import { type Deadline, waitFor } from '../wait-for.ts';

/** How long to be patient, in milliseconds. */
export interface TimeLimits {
  /** From sending a request to the headers of its response; the sign-in service's short response must be complete by then. */
  answer: number;
  /** Between one chunk of a body and the next. */
  silence: number;
}

export const defaultTimeLimits: TimeLimits = { answer: 30_000, silence: 30_000 };

type Limit = Omit<Deadline, 'error'>;

/**
 * Waits for one step of the work until the person cancels or the limit passes, whether or not the work heeds the signal: a
 * body of Electron's `net.fetch` does not always.
 * @param doing what was going on, for the detail
 * @throws `cancelled`, `timed-out`, or what the work throws
 */
export async function waitForStep<T>(work: Promise<T>, cancel: AbortSignal, doing: string, limit?: Limit): Promise<T> {
  const timedOut = ({ milliseconds }: Limit): FailureError =>
    new FailureError(failure('timed-out', `No answer within ${milliseconds / 1000} s while ${doing}.`));
  try {
    return await waitFor(work, cancel, limit && { ...limit, error: () => timedOut(limit) });
  } catch (error) {
    // Work that heeds the signal may fail first: it was cancelled all the same.
    throw cancel.aborted ? new FailureError(failure('cancelled', `Cancelled while ${doing}.`)) : error;
  }
}

/** One request and its answer. */
export interface Exchange {
  /** For `fetch`: aborts on cancel, when a limit has passed, and at the end. */
  signal: AbortSignal;
  /** Waits for one step of the exchange, as {@link waitForStep}. */
  wait<T>(work: Promise<T>, milliseconds: number, doing: string): Promise<T>;
  /** Releases the connection; harmless after the last byte. */
  end(): void;
}

/** Begins an exchange that `cancel` can end at any time. */
export function startExchange(cancel: AbortSignal): Exchange {
  const ended = new AbortController();
  const end = () => {
    ended.abort();
  };
  return {
    signal: AbortSignal.any([cancel, ended.signal]),
    wait: (work, milliseconds, doing) => waitForStep(work, cancel, doing, { milliseconds, onPassed: end }),
    end,
  };
}
