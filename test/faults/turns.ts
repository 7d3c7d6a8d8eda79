import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { openDirectory } from '../../main/directory/directory.ts';
import { createRefresh } from '../../main/refresh/refresh.ts';
import { noLog, workerFile } from './test-bed.ts';
import { Order, type TurnList, turnLists } from './kill-lists.ts';

// A process to be killed: when told a file, and which of two lists comes first, it refreshes the directory in that file with
// them in turns, for ever.

const [first, second] = turnLists();
const chunkBytes = 64 * 1024;

createInterface(process.stdin).once('line', (line) => {
  const { file, begin } = v.parse(Order, JSON.parse(line));
  void run(file, begin === 0 ? [first, second] : [second, first]);
});
console.log('ready');

async function run(file: string, turns: [TurnList, TurnList]): Promise<void> {
  let turn = turns[0];
  const directory = openDirectory(file, workerFile, () => turn.at);
  const refresh = createRefresh({
    directory,
    openList: () => Promise.resolve(chunksOf(turn.body)),
    now: () => turn.at,
    uptime: () => performance.now(),
    onState: () => undefined,
    onDirectory: () => undefined,
    log: noLog,
  });
  for (;;) {
    for (turn of turns) await refresh.start();
  }
}

async function* chunksOf(body: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += chunkBytes) {
    yield await Promise.resolve(body.slice(at, at + chunkBytes));
    if (at < body.length / 2 && at + chunkBytes >= body.length / 2) console.log('half of a list');
  }
}
