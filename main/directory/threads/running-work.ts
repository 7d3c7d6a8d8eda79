/** Work of one kind that is under way, such as exports: what takes its time while other questions are answered. */
export interface RunningWork {
  /** Does a piece of work, which must end soon after its signal does. */
  run<T>(start: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Ends all of it, and resolves when nothing is left. */
  cancel(): Promise<void>;
}

/** Begins with no work running. */
export function createRunningWork(): RunningWork {
  const running = new Map<AbortController, Promise<unknown>>();
  return {
    async run(start) {
      const controller = new AbortController();
      const ended = start(controller.signal);
      running.set(controller, ended);
      try {
        return await ended;
      } finally {
        running.delete(controller);
      }
    },
    async cancel() {
      for (const controller of running.keys()) controller.abort();
      await Promise.allSettled(running.values());
    },
  };
}
