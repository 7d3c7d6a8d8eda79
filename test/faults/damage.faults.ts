import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { fc } from '../support/properties.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FailureError } from '../../main/failure.ts';
import type { CustomerQuery } from '../../preload/contract/customers.ts';
import type { Simulator } from '../../tools/live-platform/simulator.ts';
import {
  type TestBed,
  cachedCustomers,
  makeTemplate,
  nextCustomers,
  openTestBed,
  type Picture,
  pictureOf,
  startMarkedSimulator,
} from './test-bed.ts';
import { type CacheContent, cacheContent } from './cache-content.ts';
import './report.ts';
import { wording } from './wording.ts';

let simulator: Simulator;
let template: string;
let cached: { content: CacheContent; picture: Picture };
/** What a good refresh brings into a new directory, and into the cached one. */
let fresh: CacheContent;
let next: CacheContent;
beforeAll(async () => {
  simulator = await startMarkedSimulator();
  fresh = cacheContent(await makeTemplate(simulator, [nextCustomers]));
  next = cacheContent(await makeTemplate(simulator, [cachedCustomers, nextCustomers]));
  template = await makeTemplate(simulator, [cachedCustomers]);
  const bed = openTestBed(simulator, template);
  cached = { content: bed.content(), picture: await bed.picture() };
  await bed.close();
});
afterAll(() => simulator.close());

let bed: TestBed;
beforeEach(() => {
  simulator.setCustomers(nextCustomers);
});
afterEach(() => bed.close());

/** Opens a bed on the cached directory after something has happened to its file. */
function openAfter(happens: (file: string) => void): void {
  bed = openTestBed(simulator, template, happens);
}

function overwrite(file: string, at: number, bytes: Uint8Array): void {
  const content = readFileSync(file);
  content.set(bytes.subarray(0, Math.max(0, content.length - at)), at);
  writeFileSync(file, content);
}

function noise(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, index) => (index * 151 + (index >> 8) * 29 + 7) % 256));
}

/** What was set aside, by content. */
function setAside(): Buffer[] {
  const folder = dirname(bed.file);
  const names = readdirSync(folder).filter((name) => /\.damaged-[\dT.Z-]+$/.test(name) && !name.endsWith('-wal'));
  return names.map((name) => readFileSync(join(folder, name)));
}

async function expectDamageIsTold(): Promise<void> {
  const { cacheProblem, snapshot } = await bed.directory.status();
  expect(cacheProblem).toMatchObject({ code: 'cache-damaged', title: wording['cache-damaged'].title });
  expect(cacheProblem?.advice).toContain(wording['cache-damaged'].advice);
  expect(cacheProblem?.detail).toMatch(/Kept as one\.sqlite\.damaged-2026-01-05T08-00-00\.000Z\.$/);
  expect(snapshot).toBeNull();
  expect((await bed.picture()).rows).toEqual([]);
}

async function expectNextRefreshWorks(content: CacheContent): Promise<void> {
  expect(await bed.refresh()).toMatchObject({ cacheProblem: null, snapshot: { customers: nextCustomers.length } });
  expect(bed.content()).toEqual(content);
}

const size = (file: string): number => readFileSync(file).length;
// prettier-ignore
const damages: [name: string, (file: string) => void][] = [
  ['emptied', (file) => { truncateSync(file, 0); }],
  ['cut after one byte', (file) => { truncateSync(file, 1); }],
  ['cut within the header', (file) => { truncateSync(file, 50); }],
  ['cut after the header', (file) => { truncateSync(file, 100); }],
  ['cut after the first page', (file) => { truncateSync(file, 4096); }],
  ['cut in half', (file) => { truncateSync(file, size(file) / 2); }],
  ['short of its last page', (file) => { truncateSync(file, size(file) - 4096); }],
  ['short of its last byte', (file) => { truncateSync(file, size(file) - 1); }],
  ['zeroed', (file) => { writeFileSync(file, Buffer.alloc(size(file))); }],
  ['overwritten with noise', (file) => { writeFileSync(file, noise(size(file))); }],
  ['overwritten with noise in its first page', (file) => { overwrite(file, 0, noise(4096)); }],
  ['overwritten with noise after its header', (file) => { overwrite(file, 100, noise(3000)); }],
  ['another program’s', (file) => { writeFileSync(file, '<?xml version="1.0"?><not-a-database/>'); }],
  ['another program’s database', (file) => {
    rmSync(file);
    new Sqlite(file).exec("CREATE TABLE customers (name TEXT); PRAGMA user_version = 1").close();
  }],
  ['with an impossible snapshot', (file) => {
    new Sqlite(file).exec("UPDATE snapshot SET licenses = 'not JSON'").close();
  }],
];

describe('a directory’s file is set aside, and a new one begun, when it is', () => {
  test.for(damages)('%s', async ([, happens], { task }) => {
    task.meta.faultCode = 'cache-damaged';
    let damaged = Buffer.alloc(0);
    openAfter((file) => {
      happens(file);
      damaged = readFileSync(file);
    });
    await expectDamageIsTold();
    expect(setAside()).toEqual([damaged]);
    await expectNextRefreshWorks(fresh);
  });

  test('gone, with its log left behind', async ({ task }) => {
    task.meta.faultCode = 'cache-damaged';
    openAfter((file) => {
      rmSync(file);
      writeFileSync(`${file}-wal`, 'what was committed last');
    });
    await expectDamageIsTold();
    const kept = readdirSync(dirname(bed.file)).filter((name) => name.includes('.damaged-'));
    expect(kept).toHaveLength(1);
    expect(readFileSync(join(dirname(bed.file), kept[0] ?? ''), 'utf8')).toBe('what was committed last');
    await expectNextRefreshWorks(fresh);
  });
});

const page = 4096;
const search: CustomerQuery = {
  text: 'a',
  locate: [],
  licenses: [],
  anyOf: [],
  changedIn: null,
  sort: [{ column: 'fullName', descending: true }],
  offset: 0,
  limit: 200,
};

describe('damage that a start does not meet', () => {
  /** Overwrites pages that hold the table's content, not its root. */
  function damageCustomers(file: string): void {
    const database = new Sqlite(file, { readonly: true });
    const leaves = database
      .prepare<[], number>(
        "SELECT pageno FROM dbstat WHERE name = 'customers' AND path <> '/' ORDER BY pageno DESC LIMIT 2",
      )
      .pluck();
    const numbers = leaves.all();
    database.close();
    expect(numbers.length).toBeGreaterThan(0);
    for (const number of numbers) overwrite(file, (number - 1) * page, noise(page));
  }

  test('in customers is met by a search, which says so; then all is as above', async ({ task }) => {
    task.meta.faultCode = 'cache-damaged';
    openAfter(damageCustomers);
    expect((await bed.directory.status()).cacheProblem).toBeNull();
    await expect(pictureOf(bed.directory)).rejects.toMatchObject({ failure: { code: 'cache-damaged' } });
    await expectDamageIsTold();
    expect(setAside()).toHaveLength(1);
    await expectNextRefreshWorks(fresh);
  });

  test('in customers is met by a refresh, which says so; the one after it works', async ({ task }) => {
    task.meta.faultCode = 'cache-damaged';
    openAfter(damageCustomers);
    expect((await bed.failedRefresh()).code).toBe('cache-damaged');
    await expectDamageIsTold();
    expect(setAside()).toHaveLength(1);
    await expectNextRefreshWorks(fresh);
  });

  test(
    'anywhere is told of or does no harm: nothing else is thrown, and a refresh mends it',
    { timeout: 120_000 },
    async ({ task }) => {
      task.meta.faultCode = 'cache-damaged';
      const length = size(template);
      const damage = fc.record({
        at: fc.nat({ max: length - 1 }),
        bytes: fc.oneof(
          fc.uint8Array({ minLength: 1, maxLength: 64 }),
          fc.constantFrom(new Uint8Array(512), new Uint8Array(page), noise(2 * page)),
        ),
      });
      await fc.assert(
        fc.asyncProperty(damage, async ({ at, bytes }) => {
          openAfter((file) => {
            overwrite(file, at, bytes);
          });
          await onlyDamage(bed.directory.status());
          await onlyDamage(bed.picture());
          await onlyDamage(bed.directory.search(search));
          await onlyDamage(bed.refresh());
          expect(await bed.refresh()).toMatchObject({ cacheProblem: null, lastFailure: null });
          expect((await bed.picture()).rows).toHaveLength(nextCustomers.length);
          await bed.close();
        }),
        // An index that does not fit its table any more: a refresh met it, and the quick check did not.
        { numRuns: 25, examples: [[{ at: 59_538, bytes: Uint8Array.from([0]) }]] },
      );
    },
  );
});

async function onlyDamage(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    expect(error).toBeInstanceOf(FailureError);
    expect(error).toMatchObject({ failure: { code: 'cache-damaged' } });
  }
}

// prettier-ignore
const harmless: [name: string, (file: string) => void][] = [
  ['a log of nothing but noise', (file) => { writeFileSync(`${file}-wal`, noise(40_000)); }],
  ['a log that is empty', (file) => { writeFileSync(`${file}-wal`, ''); }],
  ['an index to the log that is noise', (file) => { writeFileSync(`${file}-shm`, noise(32_768)); }],
  ['an index to the log that is cut', (file) => { writeFileSync(`${file}-shm`, noise(100)); }],
  ['both of noise', (file) => {
    writeFileSync(`${file}-wal`, noise(40_000));
    writeFileSync(`${file}-shm`, noise(32_768));
  }],
  ['an unfinished new file', (file) => { writeFileSync(`${file}.new`, noise(5000)); }],
  ['a rollback journal', (file) => { writeFileSync(`${file}-journal`, noise(5000)); }],
];

describe('what is left beside the file does no harm', () => {
  test.for(harmless)('%s', async ([, happens]) => {
    openAfter(happens);
    expect((await bed.directory.status()).cacheProblem).toBeNull();
    expect(await bed.picture()).toEqual(cached.picture);
    expect(bed.content()).toEqual(cached.content);
    await expectNextRefreshWorks(next);
  });
});

test('a directory from a newer version is told of, and not touched by anything', async ({ task }) => {
  task.meta.faultCode = 'cache-from-newer-version';
  openAfter((file) => {
    new Sqlite(file).exec('PRAGMA user_version = 99').close();
  });
  const before = readFileSync(bed.file);
  const { cacheProblem } = await bed.directory.status();
  expect(cacheProblem).toMatchObject({
    code: 'cache-from-newer-version',
    title: wording['cache-from-newer-version'].title,
  });
  expect(await bed.failedRefresh()).toEqual(cacheProblem);
  await expect(bed.directory.search(search)).rejects.toMatchObject({ failure: cacheProblem });
  await bed.close();
  expect(readFileSync(bed.file)).toEqual(before);
  expect(existsSync(`${bed.file}-wal`)).toBe(false);
  expect(readdirSync(dirname(bed.file)).filter((name) => name.startsWith(basename(bed.file)))).toEqual([
    basename(bed.file),
  ]);
});
