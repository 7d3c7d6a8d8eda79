import type { CustomerQuery } from '../../../preload/contract/customers.ts';
import type { DirectoryStatus } from '../../../preload/contract/directory.ts';
import type { CopyRequest, ExportRequest } from '../../../preload/contract/export.ts';
import { fail } from '../../failure.ts';
import type { WrittenList } from '../intake/list-writer.ts';
import { cacheAnswer } from './cache-answer.ts';
import { openReader, type Reader } from './reader.ts';
import { ownerOf } from '../storage/owner.ts';
import type { OwnedFile } from './view.ts';
import { serve } from './thread.ts';

let reader: Reader | undefined;

function opened(): Reader {
  return reader ?? fail('cache-unreadable', 'The directory is not open.');
}

const functions = {
  open: (file: OwnedFile) => {
    reader = openReader(file, (status) => {
      void starter.reopened.asEvent(status);
    });
  },
  ownerOf: (file: string) => cacheAnswer(() => ownerOf(file)),
  status: () => cacheAnswer(() => opened().status()),
  search: (query: CustomerQuery) => cacheAnswer(() => opened().search(query)),
  suggest: (text: string, caret: number) => cacheAnswer(() => opened().suggest(text, caret)),
  table: (request: CopyRequest) => cacheAnswer(() => opened().table(request)),
  history: (key: string) => cacheAnswer(() => opened().history(key)),
  refreshes: () => cacheAnswer(() => opened().refreshes()),
  exportTo: (file: string, request: ExportRequest) => cacheAnswer(() => opened().exportTo(file, request)),
  cancelExports: () => cacheAnswer(() => opened().cancelExports()),
  prepare: (now: number, inspect: boolean) =>
    cacheAnswer(async () => {
      // What is damaged is set aside: nobody may have it open.
      if (inspect) await opened().cancelExports();
      return opened().prepare(now, inspect);
    }),
  renew: (written: WrittenList | null) => cacheAnswer(() => opened().renew(written)),
  releaseLog: () =>
    cacheAnswer(() => {
      opened().releaseLog();
    }),
  close: () =>
    cacheAnswer(async () => {
      await opened().cancelExports();
      opened().close();
    }),
};

export type ReaderFunctions = typeof functions;

/** What the thread tells without being asked. */
export interface ReaderEvents {
  /** The file had to be opened again, and this is what it shows. */
  reopened(status: DirectoryStatus): void;
}

const starter = serve<ReaderEvents>(functions);
