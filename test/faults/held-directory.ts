import { createInterface } from 'node:readline';
import { readFileSync } from 'node:fs';
import { openDirectory } from '../../main/directory/directory.ts';
import { FailureError } from '../../main/failure.ts';
import { createRefresh } from '../../main/refresh/refresh.ts';
import { testBedTime, noLog, pictureOf, workerFile } from './test-bed.ts';

// A process that has a directory open: `node held-directory.ts <file> <file with a list>`. At its start, and for each line
// it is sent, it tells in a line of JSON what the directory shows; for the line "refresh", it refreshes first.

const [file = '', list = ''] = process.argv.slice(2);
const directory = openDirectory(file, workerFile, () => testBedTime);
const refresh = createRefresh({
  directory,
  openList: () => Promise.resolve(body()),
  now: () => testBedTime,
  uptime: () => performance.now(),
  onState: () => undefined,
  onDirectory: () => undefined,
  log: noLog,
});

await tell();
for await (const line of createInterface(process.stdin)) {
  if (line === 'refresh') await tell(await failureOfRefresh());
  else break;
}
await directory.close();

async function* body(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new Uint8Array(readFileSync(list)));
}

async function failureOfRefresh(): Promise<unknown> {
  try {
    await refresh.start();
    return null;
  } catch (error) {
    return error instanceof FailureError ? error.failure : String(error);
  }
}

async function tell(failure: unknown = null): Promise<void> {
  const { cacheProblem } = await directory.status();
  const rows = await pictureOf(directory).then(
    (picture) => picture.rows.map(({ fullName }) => fullName),
    () => null,
  );
  console.log(JSON.stringify({ failure, cacheProblem, rows }));
}
