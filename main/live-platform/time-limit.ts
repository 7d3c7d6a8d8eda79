import { failure, FailureError } from '../failure.ts';

/** How long to be patient, in milliseconds. */
export interface TimeLimits {
  /**
   * From sending a request to the headers of its answer; the sign-in service's short answer must be complete by then.
   */
  answer: number;
  /** Between one piece of a body and the next. */
  silence: number;
}

export const defaultTimeLimits: TimeLimits = { answer: 30_000, silence: 30_000 };

function cancelled(doing: string): FailureError {
  return new FailureError(failure('cancelled', `Cancelled while ${doing}.`));
}

/**
 * Waits for `work`, unless `cancel` says otherwise: then it stops waiting at once, whether or not the work itself heeds
 * the signal. (A body of Electron's `net.fetch` does not always.)
 * @param doing what was going on, for the detail
 * @param deadline gives up after `milliseconds`, and calls `onPassed` to stop the work
 * @throws `cancelled`, `timed-out`, or what the work throws
 */
export async function waitFor<T>(
  work: Promise<T>,
  cancel: AbortSignal,
  doing: string,
  deadline?: { milliseconds: number; onPassed: () => void },
): Promise<T> {
  const interruption = Promise.withResolvers<never>();
  const onCancel = () => {
    interruption.reject(cancelled(doing));
  };
  cancel.addEventListener('abort', onCancel, { once: true });
  if (cancel.aborted) onCancel();
  const timer =
    deadline &&
    setTimeout(() => {
      const detail = `No answer within ${deadline.milliseconds / 1000} s while ${doing}.`;
      interruption.reject(new FailureError(failure('timed-out', detail)));
      deadline.onPassed();
    }, deadline.milliseconds);
  try {
    return await Promise.race([work, interruption.promise]);
  } catch (error) {
    // Work that heeds the signal may be the first to fail: it was cancelled all the same.
    throw cancel.aborted ? cancelled(doing) : error;
  } finally {
    clearTimeout(timer);
    cancel.removeEventListener('abort', onCancel);
  }
}

/** One request and its answer. */
export interface Exchange {
  /** For `fetch`: aborts on cancel, when a limit has passed, and at the end. */
  signal: AbortSignal;
  /** {@link waitFor} one step of the exchange. */
  wait<T>(work: Promise<T>, milliseconds: number, doing: string): Promise<T>;
  /** Lets go of the connection; harmless after the last byte. */
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
    wait: (work, milliseconds, doing) => waitFor(work, cancel, doing, { milliseconds, onPassed: end }),
    end,
  };
}
