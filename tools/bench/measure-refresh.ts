// One refresh by the workerFile as they ship, from the first byte of the answer to the list that can be searched.
import { closeSync, openSync, readSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { openDirectory } from '../../main/directory/directory.ts';
import { argument, give } from './child.ts';
import { workerFile } from './worker-file.ts';

const Task = v.object({
  body: v.string(),
  file: v.string(),
  /** Has the body in memory before it begins: what time is measured by. Otherwise it comes as from the network. */
  isReady: v.boolean(),
});
const { body, file, isReady } = argument(Task);

/** In milliseconds: signing in and waiting for the first byte, during which the app gets itself ready. */
const beforeFirstByte = 1000;
const chunkSize = 65_536;

const directory = openDirectory(file, workerFile, Date.now);
await directory.status();
const ready = isReady ? [...chunksOf(body)] : null;
let memoryBefore = 0;
let began = 0;
await directory.refresh(async () => {
  await delay(beforeFirstByte);
  globalThis.gc?.();
  memoryBefore = process.memoryUsage.rss();
  began = performance.now();
  return ready ? readyChunks(ready) : arrivingChunks();
});
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

function* chunksOf(path: string): Generator<Uint8Array> {
  const descriptor = openSync(path, 'r');
  for (;;) {
    const chunk = new Uint8Array(chunkSize);
    const length = readSync(descriptor, chunk);
    if (length === 0) break;
    yield length === chunkSize ? chunk : chunk.slice(0, length);
  }
  closeSync(descriptor);
}
