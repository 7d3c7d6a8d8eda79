import type { Answer, Failure } from '../../../preload/contract/failures.ts';
import { valueOf } from '../../answer.ts';
import { FailureError } from '../../failure.ts';
import { startThread, type Thread, type ThreadEnded } from './thread.ts';
import type { WriterEvents, WriterFunctions } from './writer-thread.ts';

type WriterCall = Thread<WriterFunctions>['call'];

/** A thread that writes into a directory; there is never more than one. */
export interface Writing {
  /** Asks the thread, once it has opened the file. Throws its failure, or `ThreadEnded`. */
  ask<T>(action: (call: WriterCall) => Promise<Answer<T>>): Promise<T>;
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
  threadFile: string,
  onEnded: (ended: ThreadEnded) => void,
  ready: Promise<unknown>,
  onRows: (rows: number) => void,
): Writing {
  let refused: Failure | null = null;
  const controller = new AbortController();
  function onDeath(ended: ThreadEnded): void {
    onEnded(ended);
    controller.abort(ended);
  }
  const { call, stop } = startThread<WriterFunctions>(threadFile, onDeath, {
    rowsRead: onRows,
    refused: (problem) => {
      refused = problem;
    },
  } satisfies WriterEvents);
  const opened = ready.then(() => valueOf(call.open(file)));
  // It is met by the first who asks; until then it must not count as unhandled.
  opened.catch(() => undefined);
  return {
    async ask(action) {
      await opened;
      return valueOf(action(call));
    },
    async add(bytes) {
      await opened;
      if (refused) throw new FailureError(refused);
      await call.add.asEvent(owned(bytes));
    },
    ended: controller.signal,
    stop,
  };
}

/** Bytes with a buffer of their own: a chunk may be a view into a buffer that others use, which can't be handed over. */
function owned(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
