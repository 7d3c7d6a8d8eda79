// Serves a thread's functions, in that thread; thread.ts is the other end.
import { parentPort } from 'node:worker_threads';
import { type BirpcReturn, createBirpc } from 'birpc';
import { failureOf } from '../../failure.ts';
import { cacheFailure } from '../storage/cache-failure.ts';

/** Serves functions to the thread that started this one, by the names they have when they are asked. @returns what it listens to */
export function serve<Events extends object>(functions: object): BirpcReturn<Events, object> {
  return createBirpc<Events, object>(functions, {
    post: (message) => parentPort?.postMessage(message),
    on: (receive) => parentPort?.on('message', receive),
    serialize: asData,
    timeout: -1,
  });
}

/** What a question throws, bugs and what SQLite and the file system report included, becomes the data of a failure. */
function asData(message: { e?: unknown }): object {
  if (message.e === undefined) return message;
  return { ...message, e: cacheFailure(message.e) ?? failureOf(message.e, 'In a thread') };
}
