// Starts a thread and asks it, on the main thread; serve.ts is the other end.
import { Worker } from 'node:worker_threads';
import { type BirpcReturn, createBirpc } from 'birpc';
import type { Failure } from '../../../preload/contract/failures.ts';
import { FailureError } from '../../failure.ts';

/** What a thread does for a directory. */
export type Role = 'reader' | 'writer';

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
 * Starts a thread. What it is asked throws its failure, or `ThreadEnded`.
 * @param workerFile the built or the source `worker.ts`
 * @param onDeath is told when it ends without being stopped; its pending calls reject then, with the same error
 * @param events what the thread may tell meanwhile
 */
export function startThread<Functions extends object>(
  role: Role,
  workerFile: string,
  onDeath: (ended: ThreadEnded) => void,
  events: object = {},
): Thread<Functions> {
  // What a refresh makes stays until its end: much room for what is short-lived would only add to its memory.
  const worker = new Worker(workerFile, {
    name: role,
    workerData: role,
    resourceLimits: { maxYoungGenerationSizeMb: 12 },
  });
  const call = createBirpc<Functions>(loudly(events), {
    post: (message: { a?: unknown[] }) => {
      worker.postMessage(message, transferables(message));
    },
    on: (receive) => worker.on('message', receive),
    deserialize: thrown,
    timeout: -1,
  });
  let stopping = false;
  let cause: unknown;
  worker.on('error', (error) => {
    cause = error;
  });
  worker.on('exit', () => {
    const ended = new ThreadEnded(role, { cause });
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

/** Whether a call was not answered because its thread ended. */
export function hasEnded(error: unknown): boolean {
  // The second is a call after the end. https://github.com/antfu-collective/birpc/blob/v4.2.0/src/main.ts
  return error instanceof ThreadEnded || (error instanceof Error && error.message.startsWith('[birpc] rpc is closed'));
}

/** What was thrown in the thread is thrown here. */
function thrown(message: { e?: Failure }): object {
  return message.e === undefined ? message : { ...message, e: new FailureError(message.e) };
}

/** Functions whose errors are never caught: birpc drops those of events, for there is nobody to answer to. */
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
