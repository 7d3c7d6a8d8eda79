import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Simulator } from '../../tools/live-platform/simulator.ts';
import { testBedFolder, cachedCustomers, makeTemplate, nextCustomers, startMarkedSimulator } from './test-bed.ts';
import { cacheContent } from './cache-content.ts';
import { openElsewhere, type Told } from './holder.ts';
import './report.ts';
import { wording } from './wording.ts';

// What a disk can refuse. Whatever it is, the list is there to be read, and when it has passed, a refresh works without a
// restart.

let simulator: Simulator;
let template: string;
let list: string;
beforeAll(async () => {
  simulator = await startMarkedSimulator();
  template = await makeTemplate(simulator, [cachedCustomers]);
  list = join(testBedFolder(), 'list.json');
  writeFileSync(list, JSON.stringify(nextCustomers));
});
afterAll(() => simulator.close());

let file: string;
beforeEach(() => {
  file = join(testBedFolder(), 'one.sqlite');
  copyFileSync(template, file);
});

const cached = names(cachedCustomers);
const next = names(nextCustomers);

function names(customers: { FullName: string }[]): string[] {
  return customers.map(({ FullName }) => FullName).sort();
}

function expectCached({ rows }: Told): void {
  expect(rows?.sort()).toEqual(cached);
}

function expectNext({ failure, cacheProblem, rows }: Told): void {
  expect({ failure, cacheProblem }).toEqual({ failure: null, cacheProblem: null });
  expect(rows?.sort()).toEqual(next);
}

function expectUnwritable(failure: Told['failure'], advice = wording['cache-unwritable'].advice): void {
  expect(failure).toMatchObject({ code: 'cache-unwritable', title: wording['cache-unwritable'].title });
  expect(failure?.advice).toContain(advice);
}

/** All that is in the directory's folder, to the byte. */
function folderContent(): Record<string, Buffer> {
  const folder = dirname(file);
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
}

/** Takes away the right to write; it comes back with the function it gives, and at the end of the test. */
function protect(...paths: string[]): () => void {
  const modes = paths.map((path) => ({ path, mode: statSync(path).mode }));
  const restore = (): void => {
    for (const { path, mode } of modes) chmodSync(path, mode);
  };
  for (const { path, mode } of modes) chmodSync(path, mode & 0o555);
  onTestFinished(restore);
  return restore;
}

// On Windows, who may write into a folder is in access lists, which Node can't change.
if (process.platform !== 'win32') {
  describe('where nothing may be written', () => {
    test.for<[string, () => string[]]>([
      ['the folder', () => [dirname(file)]],
      ['the file', () => [file]],
      ['the folder and the file', () => [dirname(file), file]],
    ])(
      '%s: the list is read, a refresh says why it can’t be saved, and works when it may',
      async ([, paths], { task }) => {
        task.meta.faultCode = 'cache-unwritable';
        const before = folderContent();
        const allow = protect(...paths());
        const holder = await openElsewhere(file, list, { obeysModes: true });
        expectUnwritable(holder.opened.cacheProblem);
        expectCached(holder.opened);

        const refused = await holder.refresh();
        expectUnwritable(refused.failure);
        expectUnwritable(refused.cacheProblem);
        expectCached(refused);
        expect(folderContent()).toEqual(before);

        allow();
        expectNext(await holder.refresh());
      },
    );

    test('the folder, after a crash: the newest list is read, out of the log', async ({ task }) => {
      task.meta.faultCode = 'cache-unwritable';
      leaveInLog((database) => {
        database
          .prepare(
            "UPDATE customers SET full_name = 'Only in the log' WHERE row_id = (SELECT min(row_id) FROM customers)",
          )
          .run();
      });
      const before = folderContent();
      expect(before[`${basename(file)}-wal`]?.length).toBeGreaterThan(0);
      protect(dirname(file), ...readdirSync(dirname(file)).map((name) => join(dirname(file), name)));
      const holder = await openElsewhere(file, list, { obeysModes: true });
      expect(holder.opened.rows).toContain('Only in the log');
      expect(holder.opened.rows).toHaveLength(cached.length);
      expectUnwritable(holder.opened.cacheProblem);
      expect(folderContent()).toEqual(before);
    });

    test('a folder without a list: it is told of, and works when it may', async ({ task }) => {
      task.meta.faultCode = 'cache-unwritable';
      file = join(testBedFolder(), 'below', 'one.sqlite');
      const allow = protect(dirname(dirname(file)));
      const holder = await openElsewhere(file, list, { obeysModes: true });
      expectUnwritable(holder.opened.cacheProblem);
      expect(holder.opened.rows).toBeNull();
      expectUnwritable((await holder.refresh()).failure);
      allow();
      expectNext(await holder.refresh());
    });
  });
}

/** Leaves a directory as a crash does: what was written last is in the log only. */
function leaveInLog(write: (database: Sqlite.Database) => void): void {
  const crashed = join(testBedFolder(), 'crashed.sqlite');
  copyFileSync(file, crashed);
  const database = new Sqlite(crashed);
  write(database);
  for (const suffix of ['', '-wal']) copyFileSync(crashed + suffix, file + suffix);
  database.close();
}

// Only Linux limits the files of a process while it runs; elsewhere it would take a disk to fill.
if (process.platform === 'linux') {
  describe('on a full disk', () => {
    test('in the middle of a transaction: the list stays, and the next refresh works when there is space', async ({
      task,
    }) => {
      task.meta.faultCode = 'cache-unwritable';
      const content = cacheContent(file);
      const holder = await openElsewhere(file, list);
      expect(holder.opened.cacheProblem).toBeNull();
      // The log takes some pages of the new list, and not all of them.
      holder.limitFileSize(40_000);
      const refused = await holder.refresh();
      expectUnwritable(refused.failure);
      expectCached(refused);
      expect(cacheContent(file)).toEqual(content);
      holder.limitFileSize();
      expectNext(await holder.refresh());
    });

    test('from the start: the list is read', async ({ task }) => {
      task.meta.faultCode = 'cache-unwritable';
      const holder = await openElsewhere(file, list, { fileSize: 0 });
      expectUnwritable(holder.opened.cacheProblem);
      expectCached(holder.opened);
      expectUnwritable((await holder.refresh()).failure);
      holder.limitFileSize();
      expectNext(await holder.refresh());
    });
  });
}

describe('while another process holds the database', () => {
  async function lock(how: 'writing' | 'alone'): Promise<() => Promise<void>> {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'lock.ts'), file, how], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    await Promise.race([once(child.stdout, 'data'), exited]);
    const unlock = async (): Promise<void> => {
      child.stdin.end();
      await exited;
    };
    onTestFinished(unlock);
    return unlock;
  }

  test.for(['writing', 'alone'] as const)(
    '%s: the list is read, and a refresh works when it has gone',
    async (how, { task }) => {
      task.meta.faultCode = 'cache-unwritable';
      const content = cacheContent(file);
      const unlock = await lock(how);
      const holder = await openElsewhere(file, list);
      expectCached(holder.opened);
      const refused = await holder.refresh();
      expectUnwritable(refused.failure, 'Another program holds the cached list');
      expectCached(refused);
      await unlock();
      expect(cacheContent(file)).toEqual(content);
      expectNext(await holder.refresh());
    },
  );
});
