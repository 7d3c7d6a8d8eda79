/** Work that is done while there is nothing else to do. */
export interface WorkAhead<Result> {
  /** Does what is left, and gives the result. Throws what the work throws. */
  finish(): Result;
  /** Leaves the rest undone. */
  stop(): void;
}

/** Begins with it when the event loop comes round; each step is as long as the thread may not answer. */
export function workAhead<Result>(work: Generator<void, Result>): WorkAhead<Result> {
  let outcome: { result: Result } | { error: unknown } | undefined;
  let next = setImmediate(goOn);

  function step(): void {
    try {
      const { done, value } = work.next();
      if (done === true) outcome = { result: value };
    } catch (error) {
      // For the one who asks for the result: here nobody would catch it.
      outcome = { error };
    }
  }

  function goOn(): void {
    step();
    if (!outcome) next = setImmediate(goOn);
  }

  return {
    finish() {
      clearImmediate(next);
      while (!outcome) step();
      if ('error' in outcome) throw outcome.error;
      return outcome.result;
    },
    stop() {
      clearImmediate(next);
    },
  };
}
