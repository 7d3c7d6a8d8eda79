import { parentPort, Worker } from 'node:worker_threads';
import { type BirpcReturn, createBirpc } from 'birpc';

/** A worker thread and the functions it serves. */
export interface Thread<Functions extends object> {
  call: BirpcReturn<Functions>;
  stop: () => Promise<void>;
}

/**
 * Starts the thread in `file`.
 * @param onDeath is told when it ends without being stopped; its pending calls reject then
 * @param events what the thread may tell meanwhile
 */
export function startThread<Functions extends object>(
  file: string,
  onDeath: (error: Error) => void,
  events: object = {},
): Thread<Functions> {
  // What a refresh makes stays until its end: much room for what is short-lived would only add to its memory.
  const worker = new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb: 12 } });
  const call = createBirpc<Functions>(
    { ...events },
    {
      post: (message: { a?: unknown[] }) => {
        worker.postMessage(message, transferables(message));
      },
      on: (receive) => worker.on('message', receive),
      timeout: -1,
    },
  );
  let stopping = false;
  let failed = new Error('The thread ended.');
  worker.on('error', (error) => {
    failed = error instanceof Error ? error : new Error(String(error));
  });
  worker.on('exit', () => {
    call.$close(failed);
    if (!stopping) onDeath(failed);
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
  return createBirpc<Events>(
    { ...functions },
    {
      post: (message) => parentPort?.postMessage(message),
      on: (receive) => parentPort?.on('message', receive),
      timeout: -1,
    },
  );
}

/** The buffers in a call's arguments: they are handed over, not copied. */
function transferables(message: { a?: unknown[] }): ArrayBuffer[] {
  return (message.a ?? []).flatMap((argument) =>
    argument instanceof Uint8Array && argument.buffer instanceof ArrayBuffer ? [argument.buffer] : [],
  );
}
