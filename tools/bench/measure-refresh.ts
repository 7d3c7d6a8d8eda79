// One refresh by the threads as they ship, from F5 to the list that can be searched, in a process where nothing was prepared.
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { openDirectory } from '../../main/directory/directory.ts';
import { argument, give } from './child.ts';
import { chunksOf } from './chunks.ts';
import { workerFile } from './worker-file.ts';

const Task = v.object({
  body: v.string(),
  file: v.string(),
  /** Has the body in memory before it begins: what time is measured by. Otherwise it comes as from the network. */
  isReady: v.boolean(),
});
const { body, file, isReady } = argument(Task);

const directory = openDirectory(file, workerFile, Date.now);
await directory.status();
const ready = isReady ? [...chunksOf(body)] : null;
globalThis.gc?.();
const memoryBefore = process.memoryUsage.rss();
const began = performance.now();
await directory.refresh(() => Promise.resolve(ready ? readyChunks(ready) : arrivingChunks()));
const took = performance.now() - began;
const memory = process.resourceUsage().maxRSS * 1024 - memoryBefore;

const { snapshot, lastFailure } = await directory.status();
if (!snapshot || lastFailure) throw new Error('The refresh failed.');
await directory.close();
give({ took, memory, customers: snapshot.customers });

async function* readyChunks(chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(chunks[0] ?? new Uint8Array());
  yield* chunks.slice(1);
}

/** The thread takes what came while the network brings more. */
async function* arrivingChunks(): AsyncGenerator<Uint8Array> {
  for (const chunk of chunksOf(body)) {
    yield chunk;
    await delay(0);
  }
}
