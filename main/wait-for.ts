/** How long to wait, and the error to throw after that. */
export interface Deadline {
  milliseconds: number;
  error: () => Error;
  /** Stops the work. */
  onPassed?: () => void;
}

/**
 * Waits for `work` no longer than `signal` and `deadline` allow, whether or not the work itself heeds them. Throws the signal's
 * reason, the deadline's error, or what the work throws.
 */
export async function waitFor<T>(work: Promise<T>, signal: AbortSignal | null, deadline?: Deadline): Promise<T> {
  const ended = Promise.withResolvers<never>();
  const onAbort = (): void => {
    ended.reject(signal?.reason instanceof Error ? signal.reason : new Error('Aborted.'));
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();
  const timer =
    deadline &&
    setTimeout(() => {
      ended.reject(deadline.error());
      // After that, because work that is stopped fails by itself.
      deadline.onPassed?.();
    }, deadline.milliseconds);
  try {
    return await Promise.race([work, ended.promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}
