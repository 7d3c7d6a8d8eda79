import type { Answer, Failure } from '../../../preload/bridge.ts';
import { valueOf } from '../../answer.ts';
import { FailureError } from '../../failure.ts';
import type { RefreshTimes } from '../storage/refresh-log.ts';
import type { WrittenList } from '../intake/list-writer.ts';
import { startThread, type Thread, type ThreadEnded } from './thread.ts';
import type { WriterEvents, WriterFunctions } from './writer-thread.ts';

/** Takes in one refresh; it must be ended by one of `commit`, `recordFailure` and `abandon`. */
export interface Intake {
  /** Takes over the bytes' buffer. */
  add(bytes: Uint8Array): void;
  /**
   * Replaces the cached list, or holds the new one for a decision. Throws a failure, and leaves the list as it was, when
   * the bytes or the disk don't allow it.
   * @param onRows is told, while they are read, how many rows there are so far
   */
  commit(times: RefreshTimes, onRows?: (rows: number) => void): Promise<void>;
  recordFailure(times: RefreshTimes, failure: Failure): Promise<void>;
  /** Stops at once, in the middle of a commit too: the database rolls it back. */
  abandon(): Promise<void>;
}

/** What the reader does before and after something is written. */
export interface ReadAlong {
  /** Resolves when the file is there, migrated and sound: making it so is the reader's. */
  ready(): Promise<void>;
  renew(written: WrittenList | null): Promise<void>;
  releaseLog(): Promise<void>;
  /** Sets the damaged file aside, which nobody else has open any more, and begins a new one. */
  replaceDamaged(problem: Failure): Promise<void>;
}

type Call = Thread<WriterFunctions>['call'];

/** A thread that writes into a directory, until `end` is called. */
export interface Writing {
  opened: Promise<void>;
  /** What the thread tells; whoever wants to hear it puts a listener here. */
  events: WriterEvents;
  call: Call;
  /** Writes, and resolves when the reader shows it. Throws the failure, and nothing is written then. */
  write: (action: (call: Call) => Promise<Answer<WrittenList | null>>) => Promise<void>;
  /** Ends the thread: in the middle of writing too, which is then undone. Never fails. */
  end: () => Promise<void>;
}

/** Starts a writing thread on the directory in `file`. @param onEnded is told if it ends by an error */
export function startWriting(
  file: string,
  threadFile: string,
  reader: ReadAlong,
  onEnded: (ended: ThreadEnded) => void,
): Writing {
  const events: WriterEvents = { rowsRead: () => undefined };
  const { call, stop } = startThread<WriterFunctions>(threadFile, onEnded, {
    rowsRead: (rows: number) => {
      events.rowsRead(rows);
    },
  });
  const opened = reader.ready().then(() => valueOf(call.open(file)));
  // Whoever writes meets the failure; until then it must not count as unhandled.
  opened.catch(() => undefined);
  let shown = false;
  let replaced: Promise<void> | undefined;

  /** Once only: whatever this thread is asked to write afterwards meets the same damage, and the new file is sound. */
  function replaceDamaged(problem: Failure): Promise<void> {
    replaced ??= stop().then(() => reader.replaceDamaged(problem));
    return replaced;
  }

  /** What was written is safe in the log; where the file can't grow, the log stays, and the next refresh moves it. */
  async function moveLog(): Promise<void> {
    await valueOf(call.moveLog());
    await reader.releaseLog();
  }

  return {
    opened,
    events,
    call,
    async write(action) {
      try {
        await opened;
        const written = await valueOf(action(call));
        await reader.renew(written);
        shown = true;
      } catch (error) {
        if (isDamage(error)) await replaceDamaged(error.failure);
        throw error;
      }
    },
    async end() {
      if (shown) await moveLog().catch(() => undefined);
      await stop();
      // What was committed in the last moment is shown, not what was meant to be.
      if (!shown) await reader.renew(null).catch(() => undefined);
    },
  };
}

export function beginIntake({ opened, events, call, write, end }: Writing): Intake {
  return {
    add(bytes) {
      opened.then(() => call.add.asEvent(owned(bytes))).catch(() => undefined);
    },
    async commit(times, onRows) {
      if (onRows) events.rowsRead = onRows;
      await write((writer) => writer.commit(times));
      // The list is on screen: nobody waits for the rest.
      void end();
    },
    recordFailure: (times, failure) => write((writer) => writer.recordFailure(times, failure)).finally(end),
    abandon: end,
  };
}

/** Whether an error says that the cache is damaged. */
export function isDamage(error: unknown): error is FailureError {
  return error instanceof FailureError && error.failure.code === 'cache-damaged';
}

/** Bytes with a buffer of their own: a chunk may be a view into a buffer that others use, which can't be handed over. */
function owned(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}
