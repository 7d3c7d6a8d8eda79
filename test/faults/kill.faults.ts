import { createHash } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openDirectory } from '../../main/directory/directory.ts';
import { testBedFolder, pictureOf, workerFile } from './test-bed.ts';
import { type CacheContent, cacheContent } from './cache-content.ts';
import { type TurnList, turnLists } from './kill-lists.ts';
import './report.ts';
import { logState, newLogBegins } from './log-state.ts';
import { startTurnChild } from './turn-child.ts';

const kills = 110;
/** Every so many kills the next ones begin with a new directory, for the log of changes grows with each refresh. */
const killsADirectory = 22;

/** All that a directory holds and shows. */
interface Remains {
  content: CacheContent;
  picture: string;
}

test(
  `${kills} kills in the middle of refreshes leave the one list or the other`,
  { timeout: 900_000 },
  async ({ task }) => {
    const folder = testBedFolder();
    const lists = turnLists();
    const template = join(folder, 'template.sqlite');
    for (const list of [...lists, lists[0]]) await refreshOnce(template, list);
    // What the change from one list to the other and back logs, in whole.
    const logged = loggedChanges(template);
    const expected: Remains[] = [await remainsOf(template)];
    const other = join(folder, 'other.sqlite');
    await refreshOnce(other, lists[1]);
    expected.push(await remainsOf(other));

    const states: Record<string, number> = {};
    const found = [0, 0];
    let file = '';
    let next = startTurnChild();
    for (let kill = 0; kill < kills; kill++) {
      if (kill % killsADirectory === 0) {
        file = join(folder, `killed-${kill}.sqlite`);
        copyFileSync(template, file);
      }
      const child = await next;
      child.begin({ file, begin: Math.random() < 0.5 ? 0 : 1 });
      // A quarter falls anywhere from the opening on, one while rows come in, one into the writing, which takes milliseconds, and
      // one soon after.
      const aim = kill % 4;
      if (aim === 3) await child.half();
      else if (aim > 0) await newLogBegins(file);
      if (aim === 1) spin(Math.random() * 2);
      else await delay(Math.random() * (aim === 0 ? 700 : 20));
      await child.kill();
      const state = logState(file);
      states[state] = (states[state] ?? 0) + 1;
      // The next one starts while the remains are looked at; it opens no directory before it is told which.
      next = startTurnChild();

      const remains = await remainsOf(file);
      const which = expected.findIndex(({ content }) => content['snapshot'] === remains.content['snapshot']);
      expect(remains).toEqual(expected[which]);
      expect(logged).toEqual(expect.arrayContaining(loggedChanges(file)));
      found[which] = (found[which] ?? 0) + 1;
    }
    await (await next).kill();
    task.meta.kills = states;

    expect(states['in the transaction']).toBeGreaterThan(0);
    expect(Math.min(...found)).toBeGreaterThanOrEqual(kills / 10);
    await refreshOnce(file, lists[1]);
    expect(await remainsOf(file)).toEqual(expected[1]);
  },
);

/** Waits without giving way, in milliseconds: a timer would come too late. */
function spin(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

async function refreshOnce(file: string, list: TurnList | undefined): Promise<void> {
  if (!list) throw new Error('There is no such list.');
  const directory = openDirectory(file, workerFile, () => list.at);
  await directory.refresh(() => Promise.resolve(bodyOf(list)));
  await directory.close();
}

async function* bodyOf({ body }: TurnList): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(body.slice());
}

/** Looks at what is on disk before anything opens it, opens the directory as a start does, then checks the file as SQLite can. */
async function remainsOf(file: string): Promise<Remains> {
  // The changes depend on how many refreshes there were; they are counted below.
  const content = cacheContent(file, ['changes']);
  const directory = openDirectory(file, workerFile, () => 0);
  expect((await directory.status()).cacheProblem).toBeNull();
  const picture = createHash('sha256')
    .update(JSON.stringify(await pictureOf(directory)))
    .digest('hex');
  await directory.close();

  const database = new Sqlite(file, { readonly: true });
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(database.pragma('foreign_key_check')).toEqual([]);
  database.close();
  return { content, picture };
}

/** The different numbers of changes that the refreshes of a directory have logged. */
function loggedChanges(file: string): number[] {
  const database = new Sqlite(file, { readonly: true });
  try {
    return database
      .prepare<[], number>(
        `SELECT DISTINCT count(refresh) FROM refreshes LEFT JOIN changes ON refresh = number
         WHERE outcome = 'replaced' AND number > 1 GROUP BY number`,
      )
      .pluck()
      .all();
  } finally {
    database.close();
  }
}
