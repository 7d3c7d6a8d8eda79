import { closeSync, openSync, readSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const chunkSize = 65_536;

/** In milliseconds, from F5 on: until there is a token, and then until the first byte. */
const beforeToken = 150;
const beforeFirstByte = 400;

/** A file as it is read from a network, in chunks. */
export function* chunksOf(path: string): Generator<Uint8Array> {
  const descriptor = openSync(path, 'r');
  for (;;) {
    const chunk = new Uint8Array(chunkSize);
    const length = readSync(descriptor, chunk);
    if (length === 0) break;
    yield length === chunkSize ? chunk : chunk.slice(0, length);
  }
  closeSync(descriptor);
}

/** A file as Live Platform sends it over a network of so many megabits a second. */
export async function* chunksOverNetwork(path: string, megabits: number): AsyncGenerator<Uint8Array> {
  const began = performance.now() + beforeToken + beforeFirstByte;
  let sent = 0;
  for (const chunk of chunksOf(path)) {
    sent += chunk.length;
    await delay(Math.max(0, began + (sent * 8) / (megabits * 1000) - performance.now()));
    yield chunk;
  }
}
