import { statSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { openDirectory } from '../../main/directory/directory.ts';
import { FailureError } from '../../main/failure.ts';
import { createRefresh } from '../../main/refresh/refresh.ts';
import { noLog, workerFile } from './test-bed.ts';

// A process that refreshes a directory from a body that is made up as it is read: `node bomb.ts <file> <start> <repeated> <end>
// <bytes>`. Tells what became of it, and what it took, as JSON.

const [file = '', start = '', repeated = '', end = '', bytes = ''] = process.argv.slice(2);
const size = Number(bytes);
const directory = openDirectory(file, workerFile, Date.now);
const refresh = createRefresh({
  directory,
  openList: () => Promise.resolve(body()),
  now: Date.now,
  uptime: () => performance.now(),
  onState: () => undefined,
  onDirectory: () => undefined,
  log: noLog,
});

const failure = await refresh.start().then(
  () => null,
  (error: unknown) => (error instanceof FailureError ? error.failure : String(error)),
);
const { snapshot } = await directory.status();
await directory.close();
const memory = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ failure, snapshot, memory, cache: statSync(file).size / 1e6 }));

async function* body(): AsyncGenerator<Uint8Array> {
  const chunk = Buffer.from(repeated.repeat(Math.ceil(65_536 / repeated.length)));
  yield new TextEncoder().encode(start);
  for (let sent = 0; sent < size; sent += chunk.length) {
    // As from a network: between two pieces there is time for what workerFile tell.
    await setImmediate();
    yield new Uint8Array(chunk);
  }
  yield new TextEncoder().encode(end);
}
