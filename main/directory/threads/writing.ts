import { startThread, type Thread, type ThreadEnded } from './thread.ts';
import type { WriterFunctions } from './worker.ts';
import type { WriterEvents } from './writer.ts';

type WriterCall = Thread<WriterFunctions>['call'];

/** A thread that writes into a directory; there is never more than one. */
export interface Writing {
  /** Asks the thread, once it has opened the file. Throws its failure, or `ThreadEnded`. */
  ask<T>(action: (call: WriterCall) => Promise<T>): Promise<T>;
  /** Hands over bytes of the list. Takes over their buffer. Throws the failure of earlier ones that can be no list: more are of no use. */
  add(bytes: Uint8Array): Promise<void>;
  /** Aborts with `ThreadEnded` when the thread ends by an error. */
  ended: AbortSignal;
  /** Ends the thread: in the middle of writing too, which is then undone. Never fails. */
  stop(): Promise<void>;
}

/**
 * Starts a writing thread.
 * @param onEnded is told if it ends by an error
 * @param ready resolves when the directory in `file` can be opened
 * @param onRows is told, while they are read, how many rows of the list there are so far
 */
export function startWriting(
  file: string,
  workerFile: string,
  onEnded: (ended: ThreadEnded) => void,
  ready: Promise<unknown>,
  onRows: (rows: number) => void,
): Writing {
  let refused: { error: unknown } | undefined;
  const controller = new AbortController();
  function onDeath(ended: ThreadEnded): void {
    onEnded(ended);
    controller.abort(ended);
  }
  const { call, stop } = startThread<WriterFunctions>('writer', workerFile, onDeath, {
    rowsRead: onRows,
  } satisfies WriterEvents);
  const opened = ready.then(() => call.open(file));
  // It is met by the first who asks; until then it must not count as unhandled.
  opened.catch(() => undefined);
  return {
    async ask(action) {
      await opened;
      return action(call);
    },
    async add(bytes) {
      await opened;
      if (refused) throw refused.error;
      // What comes next is not kept waiting: the thread has a queue of its own.
      call.add(owned(bytes)).catch((error: unknown) => {
        refused = { error };
      });
    },
    ended: controller.signal,
    stop,
  };
}

/** Bytes with a buffer of their own: a chunk may be a view into a buffer that others use, which can't be handed over. */
function owned(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
