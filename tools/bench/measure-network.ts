// A refresh over a network, from F5 to the list that can be searched; or, for comparison, the floor over the same network.
import { text } from 'node:stream/consumers';
import Sqlite from 'better-sqlite3';
import * as v from 'valibot';
import { openDirectory } from '../../main/directory/directory.ts';
import { argument, give } from './child.ts';
import { chunksOverNetwork } from './chunks.ts';
import { writeFloor } from './floor.ts';
import { workerFile } from './worker-file.ts';

const { body, file, megabits, isFloor } = argument(
  v.object({ body: v.string(), file: v.string(), megabits: v.number(), isFloor: v.boolean() }),
);

let lastByte = 0;
async function* chunks(): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunksOverNetwork(body, megabits)) {
    lastByte = performance.now();
    yield chunk;
  }
}

const directory = isFloor ? null : openDirectory(file, workerFile, Date.now);
await directory?.status();
const began = performance.now();
if (directory) await directory.refresh(() => Promise.resolve(chunks()));
else writeFloor(new Sqlite(file), await text(chunks()));
const ended = performance.now();
await directory?.close();
give({ took: ended - began, afterLastByte: ended - lastByte });
