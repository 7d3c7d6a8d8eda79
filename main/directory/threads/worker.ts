// The worker file of a directory's threads: serves the reader or the writer, by the role that the thread is started with.
import { workerData } from 'node:worker_threads';
import * as v from 'valibot';
import type { Overview } from '../../../preload/contract/connections.ts';
import { ownerOf, type Owner } from '../storage/owner.ts';
import { overviewOf } from './overview.ts';
import { openReader, type ReadFile, type Reader, type ReaderEvents } from './reader.ts';
import { serve } from './serve.ts';
import type { Role } from './thread.ts';
import { openWriter, type Writer, type WriterEvents } from './writer.ts';

/** What the reading thread serves. */
export interface ReaderFunctions extends Reader {
  /** What a reader is asked can be asked from then on. */
  open(file: ReadFile): void;
  ownerOf(file: string): Owner | null;
  overviewOf(file: string): Overview | null;
}

/** What the writing thread serves. */
export interface WriterFunctions extends Writer {
  /** What a writer is asked can be asked from then on. */
  open(file: string): void;
}

function serveReader(): void {
  const functions: Partial<ReaderFunctions> = {
    ownerOf,
    overviewOf,
    open(file) {
      Object.assign(
        functions,
        openReader(file, (status) => {
          void starter.reopened.asEvent(status);
        }),
      );
    },
  };
  const starter = serve<ReaderEvents>(functions);
}

function serveWriter(): void {
  const functions: Partial<WriterFunctions> = {
    open(file) {
      Object.assign(
        functions,
        openWriter(file, (rows) => {
          void starter.rowsRead.asEvent(rows);
        }),
      );
    },
  };
  const starter = serve<WriterEvents>(functions);
}

const RoleSchema = v.picklist(['reader', 'writer']) satisfies v.GenericSchema<Role>;

if (v.parse(RoleSchema, workerData) === 'reader') serveReader();
else serveWriter();
