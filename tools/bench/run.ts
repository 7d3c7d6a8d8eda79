// `npm run bench`: how fast Fieldbook is, as ratios to what is measured side by side. No test depends on it.
//   --size=N   customers in the list; 100000 unless given. From 300,000 on the bars of a million hold.
//   --json     prints the figures alone, as JSON
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { withDisplay } from '../launch/display.ts';
import type { Figure } from './figure.ts';
import { writeLists } from './lists.ts';
import { networkFigures } from './network.ts';
import { makeDirectory, refreshFigures } from './refresh.ts';
import { similarFigures } from './similar.ts';
import { stallFigure } from './stall.ts';
import { indexFigure, startFigure } from './start.ts';
import { formatFigures, machineLine } from './table.ts';
import { typingFigures } from './typing.ts';
import { windowFigures } from './window.ts';

const { values } = parseArgs({ options: { size: { type: 'string' }, json: { type: 'boolean' } } });
const size = Number(values.size ?? 100_000);
if (!Number.isInteger(size) || size < 1_000 || size > 1_000_000) {
  console.error('--size takes a whole number from 1000 to 1000000.');
  process.exit(2);
}

const keychain = resolve(import.meta.dirname, '../launch/keychain-session.sh');
const here = process.argv;
// The window needs a display and, on Linux, a keychain: in a session of its own, so that nobody's secrets are touched.
const inSession = process.platform === 'linux' && !process.env['FIELDBOOK_BENCH_SESSION'];
if (inSession) {
  const [command = '', ...args] = withDisplay([keychain, ...here]);
  const env = { ...process.env, FIELDBOOK_BENCH_SESSION: '1' };
  process.exitCode = spawnSync(command, args, { stdio: 'inherit', env }).status ?? 1;
} else await bench();

async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fieldbook-bench-'));
  try {
    const figures = await measureAll(folder);
    if (values.json) console.log(JSON.stringify(figures));
    else console.log(`\n${machineLine(new Date())}\n\n${formatFigures(figures)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

async function measureAll(folder: string): Promise<Figure[]> {
  const isLarge = size > 300_000;
  say('making the lists');
  const lists = writeLists(folder, size);
  const cached = await makeDirectory(folder, lists);
  const small = await makeDirectory(folder, writeLists(folder, 10_000));
  say('refreshes');
  const refreshes = await refreshFigures(folder, lists, cached, isLarge ? 3 : 7);
  say('refreshes over a network');
  const network: Figure[] = [];
  for (const megabits of [50, 1000]) {
    network.push(...(await networkFigures(folder, lists, cached, megabits, isLarge ? 1 : 3)));
  }
  say('typing');
  const typing = await typingFigures(size, cached);
  say('similar names');
  const similar = await similarFigures(size);
  say('index and start');
  const start = [await indexFigure(size, cached), await startFigure(size, cached, small, 9)];
  say('stalls');
  const stall = await stallFigure(folder, size, isLarge ? 3 : 5);
  say('the window');
  return [...refreshes, ...network, ...typing, ...similar, ...start, stall, ...(await windowFigures(size))];
}

/** Apart from the result, so that `--json` prints that alone. */
function say(what: string): void {
  console.error(`bench: ${what}`);
}
