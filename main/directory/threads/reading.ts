import type { DirectoryStatus } from '../../../preload/contract/directory.ts';
import { fail } from '../../failure.ts';
import type { ReaderEvents } from './reader.ts';
import type { ReaderFunctions } from './worker.ts';
import type { ReadFile } from './reader.ts';
import { hasEnded, startThread, type Thread, type ThreadEnded } from './thread.ts';

type ReaderCall = Thread<ReaderFunctions>['call'];

/** What a reading thread is asked. */
export type Question<T> = (call: ReaderCall) => Promise<T>;

export type Ask = <T>(question: Question<T>) => Promise<T>;

/** The thread that reads a directory. */
export interface Reading {
  /** Asks the thread, and if it ends by itself, a new one. Throws its failure, or `ThreadEnded`. */
  ask: Ask;
  /** As `ask`, but never a second time. */
  askOnce: Ask;
  /** Closes the file, and ends the thread. Whatever is asked afterwards fails. */
  close(): Promise<void>;
}

/**
 * Starts the thread that reads the directory in a file.
 * @param onReopened is told what is shown when the file had to be opened again for a question
 * @param onEnded is told if it ends by an error: it is started anew when it is needed
 */
export function startReading(
  file: ReadFile,
  workerFile: string,
  onReopened: (status: DirectoryStatus) => void,
  onEnded: (ended: ThreadEnded) => void,
): Reading {
  let thread: Thread<ReaderFunctions> | undefined = start();
  let isClosed = false;

  function start(): Thread<ReaderFunctions> {
    const started = startThread<ReaderFunctions>(
      'reader',
      workerFile,
      (ended) => {
        thread = undefined;
        onEnded(ended);
      },
      { reopened: onReopened } satisfies ReaderEvents,
    );
    void started.call.open.asEvent(file);
    return started;
  }

  async function askOnce<T>(question: Question<T>): Promise<T> {
    if (isClosed) fail('cache-unreadable', 'The directory was closed.');
    thread ??= start();
    return question(thread.call);
  }

  return {
    ask: (question) => againIfEnded(() => askOnce(question)),
    askOnce,
    async close() {
      // One that ended by itself has nothing open.
      await thread?.call.close().catch(() => undefined);
      isClosed = true;
      await thread?.stop();
    },
  };
}

/** A thread that ended by itself, out of memory for instance, has answered nothing: a new one is asked, once. Any other error stands. */
async function againIfEnded<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    if (!hasEnded(error)) throw error;
    return question();
  }
}
