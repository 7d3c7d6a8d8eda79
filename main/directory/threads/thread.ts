import { parentPort, Worker } from 'node:worker_threads';
import { basename } from 'node:path';
import { type BirpcReturn, createBirpc } from 'birpc';

/** A thread ended without being stopped: by an error that nobody caught in it, which is the cause, or out of memory. */
export class ThreadEnded extends Error {
  override readonly name = 'ThreadEnded';
}

/** A worker thread and the functions it serves. */
export interface Thread<Functions extends object> {
  call: BirpcReturn<Functions>;
  stop: () => Promise<void>;
}

/**
 * Starts the thread in `file`.
 * @param onDeath is told when it ends without being stopped; its pending calls reject then, with the same error
 * @param events what the thread may tell meanwhile
 */
export function startThread<Functions extends object>(
  file: string,
  onDeath: (ended: ThreadEnded) => void,
  events: object = {},
): Thread<Functions> {
  // What a refresh makes stays until its end: much room for what is short-lived would only add to its memory.
  const worker = new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb: 12 } });
  const call = createBirpc<Functions>(loudly(events), {
    post: (message: { a?: unknown[] }) => {
      worker.postMessage(message, transferables(message));
    },
    on: (receive) => worker.on('message', receive),
    timeout: -1,
  });
  let stopping = false;
  let cause: unknown;
  worker.on('error', (error) => {
    cause = error;
  });
  worker.on('exit', () => {
    const ended = new ThreadEnded(basename(file), { cause });
    call.$close(ended);
    if (!stopping) onDeath(ended);
  });
  return {
    call,
    async stop() {
      stopping = true;
      await worker.terminate();
    },
  };
}

/** Serves functions to the thread that started this one. @returns what it listens to */
export function serve<Events extends object>(functions: object): BirpcReturn<Events> {
  return createBirpc<Events>(loudly(functions), {
    post: (message) => parentPort?.postMessage(message),
    on: (receive) => parentPort?.on('message', receive),
    timeout: -1,
  });
}

/** Whether a call was not answered because its thread ended. */
export function hasEnded(error: unknown): boolean {
  // The second is a call after the end. https://github.com/antfu-collective/birpc/blob/v4.2.0/src/main.ts
  return error instanceof ThreadEnded || (error instanceof Error && error.message.startsWith('[birpc] rpc is closed'));
}

/** Functions whose errors are never caught: birpc drops those of events, for there is nobody to answer to. Questions answer with theirs. */
function loudly(functions: object): Record<string, (...args: unknown[]) => unknown> {
  return Object.fromEntries(
    Object.entries(functions).map(([name, serve]: [string, (...args: unknown[]) => unknown]) => [
      name,
      (...args: unknown[]) => {
        try {
          return serve(...args);
        } catch (error) {
          setImmediate(() => {
            throw error;
          });
          return undefined;
        }
      },
    ]),
  );
}

/** The buffers in a call's arguments: they are handed over, not copied. */
function transferables(message: { a?: unknown[] }): ArrayBuffer[] {
  return (message.a ?? []).flatMap((argument) =>
    argument instanceof Uint8Array && argument.buffer instanceof ArrayBuffer ? [argument.buffer] : [],
  );
}
