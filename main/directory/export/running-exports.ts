/** The exports that are under way. */
export interface RunningExports {
  /** Runs an export, which must end soon after its signal does. */
  run<T>(start: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Ends them all, and resolves when nothing is left of them. */
  cancel(): Promise<void>;
}

export function createRunningExports(): RunningExports {
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
