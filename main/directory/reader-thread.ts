import type { CustomerQuery, Failure } from '../../preload/bridge.ts';
import { fail } from '../failure.ts';
import { cacheAnswer } from './cache-answer.ts';
import { openReader, type Reader } from './reader.ts';
import { serve } from './thread.ts';

let reader: Reader | undefined;

function opened(): Reader {
  return reader ?? fail('cache-unwritable', 'The directory is not open.');
}

const functions = {
  open: (file: string, now: number) =>
    cacheAnswer(() => {
      reader?.close();
      reader = undefined;
      reader = openReader(file, now);
    }),
  status: () => cacheAnswer(() => opened().status()),
  search: (query: CustomerQuery) => cacheAnswer(() => opened().search(query)),
  history: (key: string) => cacheAnswer(() => opened().history(key)),
  refreshes: () => cacheAnswer(() => opened().refreshes()),
  renew: () => cacheAnswer(() => opened().renew()),
  releaseLog: () =>
    cacheAnswer(() => {
      opened().releaseLog();
    }),
  replaceDamaged: (problem: Failure) =>
    cacheAnswer(() => {
      opened().replaceDamaged(problem);
    }),
  close: () => cacheAnswer(() => reader?.close()),
};

export type ReaderFunctions = typeof functions;

serve(functions);
