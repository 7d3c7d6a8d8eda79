import type { CopyRequest, CustomerQuery, ExportRequest, Failure } from '../../../preload/bridge.ts';
import { fail } from '../../failure.ts';
import { cacheAnswer } from './cache-answer.ts';
import { openReader, type Reader } from './reader.ts';
import type { WrittenList } from '../intake/list-writer.ts';
import { serve } from './thread.ts';

let reader: Reader | undefined;

function opened(): Reader {
  return reader ?? fail('cache-unwritable', 'The directory is not open.');
}

async function close(): Promise<void> {
  await reader?.cancelExports();
  reader?.close();
  reader = undefined;
}

const functions = {
  open: (file: string, now: number) =>
    cacheAnswer(async () => {
      await close();
      reader = openReader(file, now);
    }),
  status: () => cacheAnswer(() => opened().status()),
  search: (query: CustomerQuery) => cacheAnswer(() => opened().search(query)),
  suggest: (text: string, caret: number) => cacheAnswer(() => opened().suggest(text, caret)),
  table: (request: CopyRequest) => cacheAnswer(() => opened().table(request)),
  history: (key: string) => cacheAnswer(() => opened().history(key)),
  refreshes: () => cacheAnswer(() => opened().refreshes()),
  exportTo: (file: string, request: ExportRequest) => cacheAnswer(() => opened().exportTo(file, request)),
  cancelExports: () => cacheAnswer(() => opened().cancelExports()),
  renew: (written: WrittenList | null) => cacheAnswer(() => opened().renew(written)),
  releaseLog: () =>
    cacheAnswer(() => {
      opened().releaseLog();
    }),
  replaceDamaged: (problem: Failure) =>
    cacheAnswer(async () => {
      await opened().cancelExports();
      opened().replaceDamaged(problem);
    }),
  close: () => cacheAnswer(close),
};

export type ReaderFunctions = typeof functions;

serve(functions);
