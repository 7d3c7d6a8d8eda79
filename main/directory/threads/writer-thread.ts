import type { Failure } from '../../../preload/contract/failures.ts';
import type { HeldChoice } from '../../../preload/contract/held-list.ts';
import { fail } from '../../failure.ts';
import { cacheAnswer } from './cache-answer.ts';
import type { RefreshTimes } from '../storage/refresh-log.ts';
import { serve } from './thread.ts';
import { openWriter, type Writer } from './writer.ts';

let writer: Writer | undefined;

function opened(): Writer {
  return writer ?? fail('cache-unwritable', 'The directory is not open for writing.');
}

const functions = {
  open: (file: string) =>
    cacheAnswer(() => {
      writer = openWriter(file);
    }),
  add: (bytes: Uint8Array) => {
    const problem = writer?.add(bytes);
    if (problem) void starter.refused.asEvent(problem);
  },
  commit: (times: RefreshTimes) =>
    cacheAnswer(() =>
      opened().commit(times, (rows) => {
        void starter.rowsRead.asEvent(rows);
      }),
    ),
  recordFailure: (times: RefreshTimes, failure: Failure) =>
    cacheAnswer(() => {
      opened().recordFailure(times, failure);
      return null;
    }),
  resolveHeld: (choice: HeldChoice) => cacheAnswer(() => opened().resolveHeld(choice)),
  moveLog: () =>
    cacheAnswer(() => {
      opened().moveLog();
    }),
};

export type WriterFunctions = typeof functions;

/** What the thread tells while it works. */
export interface WriterEvents {
  /** @param rows how many were read from the list so far */
  rowsRead(rows: number): void;
  /** The bytes so far can be no list: more of them are of no use. */
  refused(problem: Failure): void;
}

const starter = serve<WriterEvents>(functions);
