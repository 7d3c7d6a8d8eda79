import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { allCustomers } from '../../test/support/all-customers.ts';
import { failureOf } from '../../test/failure-of.ts';
import { makeCustomers } from '../../tools/live-platform/customers.ts';
import type { HeldChoice } from '../../preload/contract/held-list.ts';
import type { DirectoryStatus } from '../../preload/contract/directory.ts';
import type { FailureCode } from '../../preload/contract/failures.ts';
import { failure, FailureError } from '../failure.ts';
import { type Directory, type ListSource, openDirectory, ownersOf } from './directory.ts';

const workerFile = join(import.meta.dirname, 'threads/worker.ts');
const alpha = { Id: 'id-alpha', ShortName: 'Alpha', FullName: 'Alpha', LicenseType: 0 };
const beta = { Id: 'id-beta', ShortName: 'Beta', FullName: 'Beta', LicenseType: 3 };

// Windows neither removes, renames nor replaces a file that is open, nor renames its folder: what these tests do can't happen there.
const onlyElsewhere = { skip: process.platform === 'win32' };

let file: string;
let time: number;
let directory: Directory;
beforeEach(() => {
  time = 2_000;
  file = join(mkdtempSync(join(tmpdir(), 'fieldbook-directory-')), 'one.sqlite');
  directory = openDirectory(file, workerFile, () => time);
});
afterEach(() => directory.close());

/** Refreshes with a list, in chunks of `chunk` bytes. */
function refresh(rows: unknown, chunk = 64): Promise<void> {
  return directory.refresh(bodyOf(JSON.stringify(rows), chunk));
}

function bodyOf(body: string | Uint8Array, chunk = Infinity): ListSource {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return () => Promise.resolve(chunksOf(bytes, chunk));
}

async function* chunksOf(bytes: Uint8Array, chunk: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunk) yield await Promise.resolve(bytes.slice(at, at + chunk));
}

/** A list that fails to come. */
function failing(code: FailureCode): ListSource {
  return () => Promise.reject(new FailureError(failure(code, 'No network.')));
}

async function names(text = ''): Promise<string[]> {
  const { rows } = await directory.search({ ...allCustomers, text });
  return rows.map(({ shortName }) => shortName);
}

/** On the list that waits now. */
async function decide(choice: HeldChoice): Promise<void> {
  await directory.resolveHeld(choice, (await directory.status()).held?.at ?? 0);
}

async function reopen(): Promise<void> {
  await directory.close();
  directory = openDirectory(file, workerFile, () => time);
}

function renumbered<Row extends { Id: string | null }>(rows: Row[]): Row[] {
  return rows.map((row) => ({ ...row, Id: `new-${row.Id}` }));
}

function unnamed<Row extends object>(row: Row): Row {
  return { ...row, ShortName: '', FullName: ' ' };
}

test('a refresh replaces the list, and a restart finds it', async () => {
  expect(await directory.status()).toEqual({
    snapshot: null,
    lastFailure: null,
    lastChanges: null,
    held: null,
    cacheProblem: null,
  });
  await refresh([beta, alpha]);
  expect(await names()).toEqual(['Alpha', 'Beta']);
  await refresh([alpha]);
  expect(await names()).toEqual(['Alpha']);
  await reopen();
  expect(await names()).toEqual(['Alpha']);
  expect(await names('alp')).toEqual(['Alpha']);
  expect((await directory.status()).snapshot).toEqual({
    refreshedAt: 2_000,
    customers: 1,
    received: 1,
    collapsed: 0,
    setAside: { count: 0, listed: [] },
  });
});

test('while a list is read, it is told how many rows there are so far', async () => {
  const rows = Array.from({ length: 5_000 }, (_, place) => ({ ...alpha, Id: `id-${place}` }));
  const told: number[] = [];
  await directory.refresh(bodyOf(JSON.stringify(rows)), { onRows: (count) => told.push(count) });
  expect(told.at(-1)).toBe(rows.length);
  expect(told.length).toBeGreaterThan(1);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
});

test('a character may be cut by the edge of a chunk', async () => {
  await refresh([{ ...alpha, FullName: 'Łódź 北京 😀' }], 1);
  expect((await directory.search(allCustomers)).rows[0]?.fullName).toBe('Łódź 北京 😀');
});

test('a byte order mark is no part of the list', async () => {
  await directory.refresh(bodyOf(`\ufeff${JSON.stringify([alpha])}`));
  expect(await names()).toEqual(['Alpha']);
});

describe('a refresh that fails', () => {
  test.each([
    ['cut-off JSON', Buffer.from('[{"Id":"x"')],
    ['another encoding', Buffer.from('[{"Id":"ÿ"}]', 'latin1')],
    ['an object', Buffer.from('{}')],
    ['nothing', Buffer.alloc(0)],
    ['an end in the middle', Buffer.from(JSON.stringify(makeCustomers(5_000)).slice(0, -100))],
  ])('by %s leaves the list, and its record', async (_, body) => {
    await refresh([alpha, beta]);
    time = 4_000;
    const problem = await failureOf(directory.refresh(bodyOf(body)));
    expect(problem.code).toBe('malformed');
    expect(await names()).toEqual(['Alpha', 'Beta']);
    await reopen();
    expect(await names()).toEqual(['Alpha', 'Beta']);
    expect((await directory.status()).lastFailure).toEqual({ at: 4_000, failure: problem });
    await refresh([alpha]);
    expect((await directory.status()).lastFailure).toBeNull();
  });

  test('by being cancelled leaves nothing', async () => {
    await refresh([alpha]);
    expect((await failureOf(directory.refresh(failing('cancelled')))).code).toBe('cancelled');
    expect(await names()).toEqual(['Alpha']);
    expect((await directory.status()).lastFailure).toBeNull();
  });
});

test('a row that can’t be read leaves its customer as it was', async () => {
  await refresh([alpha, beta]);
  await refresh([{ ...alpha, FullName: 'Renamed' }, { ...beta, LicenseType: 'none' }, { Id: 'id-new' }]);
  expect(await names()).toEqual(['Alpha', 'Beta']);
  expect((await directory.status()).snapshot?.setAside).toEqual({
    count: 2,
    listed: [
      { position: 2, reason: 'LicenseType is text where a whole number was due.' },
      { position: 3, reason: 'ShortName is missing.' },
    ],
  });
});

test('the same list again only makes it fresh', async () => {
  await refresh([alpha]);
  time = 9_000;
  await refresh([alpha]);
  expect((await directory.status()).snapshot).toMatchObject({ refreshedAt: 9_000, customers: 1 });
  expect(await names('alpha')).toEqual(['Alpha']);
});

describe('a list that takes away too much', () => {
  const many = makeCustomers(40).map((customer, index) => ({ ...customer, Id: `id-${index}` }));
  const few = many.slice(0, 3);
  const lead = { Id: null, ShortName: 'Lead', FullName: 'Lead', LicenseType: 3 };
  const leads = [...many.slice(0, 5), ...Array.from({ length: 60 }, () => lead)];

  test.each([
    ['leaves 3 of 40', many, few, { reason: 'removed', cached: 40, remaining: 3 }],
    ['empties a small directory', [alpha], [], { reason: 'removed', cached: 1, remaining: 0, leaving: ['Alpha'] }],
    ['exchanges nearly all', many, makeCustomers(40, 2), { reason: 'removed', cached: 40, remaining: 0 }],
    ['has the names under new IDs', many, renumbered(many), { reason: 'new-ids', cached: 40, remaining: 0 }],
    ['has no names', many, many.map(unnamed), { reason: 'no-names', cached: 40, remaining: 0 }],
    ['has no names, small', [alpha, beta], [alpha, beta].map(unnamed), { reason: 'no-names', cached: 2, remaining: 0 }],
    ['leaves 1 of 19', many.slice(0, 19), few.slice(0, 1), { reason: 'removed', cached: 19, remaining: 1 }],
    ['drops leads of one name', leads, leads.slice(0, 6), { reason: 'removed', cached: 65, remaining: 6 }],
  ])('%s waits for a decision, which survives a restart', async (_, before, next, counts) => {
    await refresh(before);
    await refresh(next);
    expect((await directory.search(allCustomers)).total).toBe(before.length);
    await reopen();
    expect((await directory.status()).held).toMatchObject({ at: 2_000, ...counts });
    await decide('replace');
    expect((await directory.search(allCustomers)).total).toBe(next.length);
    expect((await directory.status()).held).toBeNull();
  });

  test('is decided on only while it is the one that was asked about', async () => {
    await refresh(many);
    await refresh(few);
    const asked = (await directory.status()).held?.at ?? 0;
    time += 1_000;
    await refresh(few.slice(1));
    for (const choice of ['replace', 'keep'] as const) {
      expect(await failureOf(directory.resolveHeld(choice, asked))).toMatchObject({
        code: 'cancelled',
        title: 'Another list has come meanwhile',
      });
    }
    expect(await directory.status()).toMatchObject({ held: { at: time }, snapshot: { customers: 40 } });
    await decide('replace');
    expect((await directory.search(allCustomers)).total).toBe(few.length - 1);
    // Pressed twice, it was carried out once.
    await directory.resolveHeld('replace', time);
  });

  test.each([
    ['leaves four fifths', many, many.slice(0, 32)],
    ['shrinks a small directory', many.slice(0, 9), many.slice(0, 5)],
    ['has another ID for one', [alpha], renumbered([alpha])],
  ])('%s is applied', async (_, before, next) => {
    await refresh(before);
    await refresh(next);
    expect((await directory.search(allCustomers)).total).toBe(next.length);
  });

  test('in small steps within a week waits as one at once does, until a person has decided', async () => {
    const day = 24 * 3_600_000;
    const counts: number[] = [];
    const hundred = makeCustomers(100, 3).map((customer, index) => ({ ...customer, Id: `id-${index}` }));
    for (const [days, left] of [100, 90, 80, 70].entries()) {
      time = days * day;
      await refresh(hundred.slice(0, left), 1 << 16);
      counts.push((await directory.search(allCustomers)).total);
    }
    expect(counts).toEqual([100, 90, 80, 80]);
    expect((await directory.status()).held).toMatchObject({ reason: 'removed-in-steps', cached: 100, remaining: 70 });
    await decide('replace');
    await refresh(hundred.slice(0, 60), 1 << 16);
    time = 12 * day;
    await refresh(hundred.slice(0, 55), 1 << 16);
    expect(await names()).toHaveLength(55);
  });

  test('can be refused, and is gone with the next good list', async () => {
    await refresh(many);
    await refresh(few);
    await decide('keep');
    expect(await directory.status()).toMatchObject({ held: null, snapshot: { customers: 40 } });
    await refresh(few);
    await refresh(many.slice(0, 39));
    expect(await directory.status()).toMatchObject({ held: null, snapshot: { customers: 39 } });
    await decide('replace');
    expect((await directory.search(allCustomers)).total).toBe(39);
  });
});

describe('what changed', () => {
  test('is counted, listed and found by customer', async () => {
    const gamma = { ...beta, Id: 'id-gamma', ShortName: 'Gamma' };
    await refresh([alpha, beta]);
    expect((await directory.status()).lastChanges).toBeNull();
    await refresh([{ ...alpha, FullName: 'Alpha Ltd', LicenseType: 2 }, gamma]);
    const { lastChanges } = await directory.status();
    expect(lastChanges).toEqual({
      refresh: 2,
      added: 1,
      removed: 1,
      renamed: 1,
      license: 1,
      applied: 0,
    });
    const changed = await directory.search({ ...allCustomers, changedIn: 2 });
    expect(changed.rows.map(({ shortName }) => shortName)).toEqual(['Alpha', 'Gamma']);
    expect((await directory.history('id:id-alpha')).changes).toEqual([
      { at: 2_000, kind: 'license', before: 'Hosted Essentials', after: 'Hosted Pro' },
      { at: 2_000, kind: 'renamed', before: 'Alpha', after: 'Alpha (Alpha Ltd)' },
    ]);
    expect((await directory.history('id:id-beta')).changes).toMatchObject([
      { kind: 'removed', before: 'Beta', after: null },
    ]);
    await refresh([{ ...alpha, FullName: 'Alpha Ltd', LicenseType: 2 }, gamma]);
    expect((await directory.status()).lastChanges).toBeNull();
  });

  test('first seen is the list that added a customer, or the oldest on record', async () => {
    await refresh([alpha]);
    time = 4_000;
    await refresh([{ ...alpha, FullName: 'Alpha Ltd' }, beta]);
    expect((await directory.history('id:id-alpha')).firstSeen).toEqual({ at: 2_000, oldestList: true });
    expect((await directory.history('id:id-beta')).firstSeen).toEqual({ at: 4_000, oldestList: false });
  });

  test('each refresh that brought a list keeps its customers by license', async () => {
    await refresh([alpha, beta, { ...beta, Id: 'id-gamma', LicenseType: 7 }]);
    await refresh([alpha, beta, { ...beta, Id: 'id-gamma', LicenseType: 7 }]);
    await failureOf(directory.refresh(failing('offline')));
    await refresh([]);
    const [held, failed, unchanged, first] = await directory.refreshes();
    expect(held).toMatchObject({ outcome: 'held', licenses: null });
    expect(failed?.licenses).toBeNull();
    for (const refreshed of [unchanged, first]) {
      expect(refreshed?.licenses?.map(({ number, customers }) => [number, customers])).toEqual([
        [0, 1],
        [1, 0],
        [2, 0],
        [3, 1],
        [4, 0],
        [5, 0],
        [7, 1],
      ]);
    }
  });

  test('every refresh is in the log, failed ones too', async () => {
    await refresh([alpha]);
    time = 4_000;
    await failureOf(directory.refresh(failing('offline')));
    await refresh([alpha, beta]);
    expect(await directory.refreshes()).toMatchObject([
      { number: 3, outcome: 'replaced', received: 2, changes: { added: 1 } },
      { number: 2, outcome: 'failed', startedAt: 4_000, endedAt: 4_000, failure: { code: 'offline' }, changes: null },
      { number: 1, outcome: 'replaced', received: 1, changes: null },
    ]);
  });
});

test('the write-ahead log does not grow from refresh to refresh', async () => {
  const sizes: number[] = [];
  for (let round = 0; round < 4; round++) {
    // All rows are written anew, and none counts as a change, of which a growing log is kept.
    const spelled = (id: string | null) => (round % 2 === 0 ? id : (id?.toUpperCase() ?? null));
    await refresh(
      makeCustomers(2_000).map((customer) => ({ ...customer, Id: spelled(customer.Id) })),
      1 << 16,
    );
    sizes.push(statSync(`${file}-wal`).size);
  }
  expect(sizes[3]).toBeLessThan(1.5 * (sizes[1] ?? 0));
});

test('searches are answered while a refresh is written, from one list or the other, never from both', async () => {
  const old = makeCustomers(5_000, 1).map((customer) => ({ ...customer, FullName: `old ${customer.FullName}` }));
  const next = makeCustomers(9_000, 1).map((customer) => ({ ...customer, FullName: `new ${customer.FullName}` }));
  await refresh(old, 1 << 16);
  const progress = { writing: true };
  const written = refresh(next, 1 << 16).finally(() => {
    progress.writing = false;
  });
  let seen = 0;
  while (progress.writing) {
    const page = await directory.search({ ...allCustomers, text: 'o', offset: seen % 4_000 });
    const kinds = new Set(page.rows.map(({ fullName }) => fullName.slice(0, 3)));
    expect(kinds.size).toBe(1);
    expect((await directory.search(allCustomers)).total).toBeOneOf([5_000, 9_000]);
    seen++;
  }
  await written;
  expect(seen).toBeGreaterThan(0);
  expect((await directory.search(allCustomers)).total).toBe(9_000);
  expect((await directory.search({ ...allCustomers, text: 'old' })).rows).toEqual([]);
});

test('damage is told of, and the directory works again', async () => {
  await refresh([alpha]);
  await directory.close();
  writeFileSync(file, 'This was a database once, and is not any more.');
  await reopen();
  expect((await directory.status()).cacheProblem?.code).toBe('cache-damaged');
  expect(await names()).toEqual([]);
  await refresh([beta]);
  expect(await names()).toEqual(['Beta']);
  expect(await directory.status()).toMatchObject({ cacheProblem: null, snapshot: { customers: 1 } });
});

test('a failure that a newer version has logged is still a failure', async () => {
  await refresh([alpha]);
  await directory.close();
  const database = new Sqlite(file);
  database.exec(`INSERT INTO refreshes (started_at, ended_at, outcome, failure)
    VALUES (1, 2, 'failed', '{"code":"from-the-future","title":"t","detail":"d","advice":"a"}')`);
  database.close();
  await reopen();
  expect(await directory.status()).toMatchObject({ snapshot: { customers: 1 }, lastFailure: { at: 2 } });
});

test('a cache that can’t be opened says why, in status and search, and is left as it is', async () => {
  await directory.close();
  writeFileSync(join(file, '..', 'not-a-folder'), '');
  directory = openDirectory(join(file, '..', 'not-a-folder', 'one.sqlite'), workerFile, () => time);
  expect((await directory.status()).cacheProblem?.code).toBe('cache-unwritable');
  expect((await failureOf(directory.search(allCustomers))).code).toBe('cache-unwritable');
  expect((await failureOf(refresh([]))).code).toBe('cache-unwritable');
  expect(readFileSync(join(file, '..', 'not-a-folder'), 'utf8')).toBe('');
});

describe('the file', onlyElsewhere, () => {
  let changes: DirectoryStatus[];
  beforeEach(async () => {
    changes = [];
    await refresh([alpha, beta]);
    await directory.close();
    directory = openDirectory(file, workerFile, () => time, { onChanged: (status) => changes.push(status) });
    expect(await names()).toEqual(['Alpha', 'Beta']);
  });

  test('removed with its folder while it is open: the list stays, and a refresh puts it back and goes on with it', async () => {
    rmSync(dirname(file), { recursive: true });
    expect(await names()).toEqual(['Alpha', 'Beta']);
    expect((await failureOf(directory.refresh(failing('offline')))).code).toBe('offline');
    expect(await names()).toEqual(['Alpha', 'Beta']);
    await refresh([alpha]);
    expect(await directory.status()).toMatchObject({ snapshot: { customers: 1 }, lastChanges: { removed: 1 } });
    await reopen();
    expect(await names()).toEqual(['Alpha']);
  });

  test('renamed away with its folder: what is refreshed is shown, and there after a restart', async () => {
    renameSync(dirname(file), `${dirname(file)}-old`);
    await refresh([{ ...alpha, ShortName: 'Anew' }, beta]);
    expect(await names()).toEqual(['Anew', 'Beta']);
    await reopen();
    expect(await names()).toEqual(['Anew', 'Beta']);
  });

  test('restored from a backup: what is restored is shown at once, told of, and refreshed', async () => {
    await directory.close();
    copyFileSync(file, `${file}.backup`);
    directory = openDirectory(file, workerFile, () => time, { onChanged: (status) => changes.push(status) });
    await refresh([alpha]);
    expect(await names()).toEqual(['Alpha']);
    renameSync(`${file}.backup`, file);
    expect(await names()).toEqual(['Alpha', 'Beta']);
    expect(changes.map(({ snapshot }) => snapshot?.customers)).toEqual([2]);
    await refresh([beta]);
    expect(await names()).toEqual(['Beta']);
    await reopen();
    expect(await names()).toEqual(['Beta']);
  });

  test('replaced in the middle of a refresh: what is shown is what is in the file that is there', async () => {
    await directory.close();
    copyFileSync(file, `${file}.backup`);
    directory = openDirectory(file, workerFile, () => time);
    await refresh([alpha]);
    async function* meanwhile(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode('[');
      await directory.status();
      renameSync(`${file}.backup`, file);
      yield new TextEncoder().encode(`${JSON.stringify(beta)}]`);
    }
    await directory.refresh(() => Promise.resolve(meanwhile()));
    expect(await names()).toEqual(['Beta']);
    expect(await directory.status()).toMatchObject({ lastChanges: { removed: 1, added: 0 } });
    await reopen();
    expect(await names()).toEqual(['Beta']);
  });
});

test.runIf(process.platform === 'win32')('on Windows the file keeps its place while it is open', async () => {
  await refresh([alpha, beta]);
  writeFileSync(`${file}.other`, 'another file');
  expect(() => {
    rmSync(file);
  }).toThrow();
  expect(() => {
    renameSync(`${file}.other`, file);
  }).toThrow();
  await refresh([alpha]);
  expect(await names()).toEqual(['Alpha']);
});

describe('a file that can’t be read', () => {
  test('a folder in its place is told as what it is, left alone, and read again when it is gone', async () => {
    await refresh([alpha]);
    await directory.close();
    renameSync(file, `${file}.kept`);
    mkdirSync(file);
    directory = openDirectory(file, workerFile, () => time);
    const { cacheProblem } = await directory.status();
    expect(cacheProblem).toMatchObject({ code: 'cache-unreadable' });
    expect(cacheProblem?.detail).toContain('EISDIR');
    expect(await failureOf(directory.search(allCustomers))).toEqual(cacheProblem);
    expect(readdirSync(dirname(file))).toEqual(['one.sqlite', 'one.sqlite.kept']);
    rmdirSync(file);
    renameSync(`${file}.kept`, file);
    expect(await names()).toEqual(['Alpha']);
    expect((await directory.status()).cacheProblem).toBeNull();
  });

  test('is told of again when it can’t be read again after a refresh', onlyElsewhere, async () => {
    const told: DirectoryStatus[] = [];
    await refresh([alpha]);
    await directory.close();
    directory = openDirectory(file, workerFile, () => time, { onChanged: (status) => told.push(status) });
    for (const times of [1, 2]) {
      renameSync(file, `${file}.kept`);
      mkdirSync(file);
      expect((await failureOf(directory.search(allCustomers))).code).toBe('cache-unreadable');
      await expect.poll(() => told.filter(({ cacheProblem }) => cacheProblem !== null)).toHaveLength(times);
      rmdirSync(file);
      renameSync(`${file}.kept`, file);
      await refresh([alpha]);
    }
  });
});

test('a writing thread that can’t be started is a failure of the refresh', async () => {
  await directory.close();
  const readingOnly = join(mkdtempSync(join(tmpdir(), 'fieldbook-thread-')), 'reading-only.mjs');
  writeFileSync(
    readingOnly,
    `import { workerData } from 'node:worker_threads';
     if (workerData === 'writer') throw new RangeError('p4ss~word');
     await import('${pathToFileURL(workerFile).href}');`,
  );
  directory = openDirectory(file, readingOnly, () => time);
  await expect(refresh([alpha])).rejects.toThrow('writer');
});

describe('a thread that an error ends', () => {
  /** The reading thread, which dies at the first message that asks for `method`, or at each. */
  function dyingReader(method: string, times: 'once' | 'always'): string {
    const folder = mkdtempSync(join(tmpdir(), 'fieldbook-thread-'));
    const thread = join(folder, 'dying-thread.mjs');
    writeFileSync(
      thread,
      `import { appendFileSync, existsSync } from 'node:fs';
       import { parentPort } from 'node:worker_threads';
       const died = new URL('died', import.meta.url);
       parentPort.on('message', ({ m }) => {
         if (m !== '${method}' || ('${times}' === 'once' && existsSync(died))) return;
         appendFileSync(died, 'x');
         setTimeout(() => { throw new RangeError('p4ss~word'); });
         parentPort.postMessage = () => undefined;
       });
       await import('${pathToFileURL(workerFile).href}');`,
    );
    return thread;
  }

  async function openWith(reader: string): Promise<Error[]> {
    await refresh([alpha, beta]);
    await directory.close();
    const ended: Error[] = [];
    directory = openDirectory(file, reader, () => time, {
      onThreadEnded: (error) => ended.push(error),
    });
    return ended;
  }

  function deaths(reader: string): string {
    const died = join(reader, '..', 'died');
    return existsSync(died) ? readFileSync(died, 'utf8') : '';
  }

  test('is told of, and another one is asked', async () => {
    const reader = dyingReader('search', 'once');
    const ended = await openWith(reader);
    expect(await names()).toEqual(['Alpha', 'Beta']);
    expect(deaths(reader)).toBe('x');
    expect(ended).toMatchObject([{ name: 'ThreadEnded', cause: { name: 'RangeError' } }]);
  });

  test('is asked again once, not for ever', async () => {
    const reader = dyingReader('search', 'always');
    await openWith(reader);
    await expect(directory.search(allCustomers)).rejects.toThrow('reader');
    expect(deaths(reader)).toBe('xx');
  });

  test('never exports a second time', async () => {
    const reader = dyingReader('exportTo', 'always');
    await openWith(reader);
    const target = join(file, '..', 'customers.csv');
    await expect(
      directory.exportTo(target, { of: 'customers', filter: allCustomers, ranges: null, format: 'csv' }),
    ).rejects.toThrow('reader');
    expect(deaths(reader)).toBe('x');
    expect(readdirSync(join(file, '..')).filter((name) => name.includes('csv'))).toEqual([]);
  });
});

describe('a cache file that is a link', () => {
  const away = (): string => join(file, '..', 'drive', 'one.sqlite');

  async function moveBehindLink(): Promise<void> {
    await refresh([alpha, beta]);
    await directory.close();
    mkdirSync(dirname(away()));
    renameSync(file, away());
    symlinkSync(away(), file);
    directory = openDirectory(file, workerFile, () => time);
  }

  test('to a drive that is not there is no missing file: the link stays, and the list is there when the drive is', async () => {
    await moveBehindLink();
    await directory.close();
    renameSync(dirname(away()), `${dirname(away())}-unplugged`);
    directory = openDirectory(file, workerFile, () => time);
    expect((await directory.status()).cacheProblem?.code).toBe('cache-unreadable');
    expect((await failureOf(refresh([alpha]))).code).toBe('cache-unreadable');
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    renameSync(`${dirname(away())}-unplugged`, dirname(away()));
    expect(await names()).toEqual(['Alpha', 'Beta']);
  });

  test('stays one when its drive goes away while it is open', onlyElsewhere, async () => {
    await moveBehindLink();
    expect(await names()).toEqual(['Alpha', 'Beta']);
    renameSync(dirname(away()), `${dirname(away())}-unplugged`);
    expect((await failureOf(refresh([alpha]))).code).toMatch(/^cache-/);
    expect(await names()).toEqual(['Alpha', 'Beta']);
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
  });

  test('in a circle is left alone', async () => {
    await directory.close();
    file = join(file, '..', 'circle.sqlite');
    symlinkSync(file, file);
    directory = openDirectory(file, workerFile, () => time);
    expect((await directory.status()).cacheProblem?.code).toBe('cache-unreadable');
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
  });
});

// Opening one waits for somebody to write into it: the thread would never answer again, nor let anybody close it.
describe.skipIf(process.platform === 'win32')('a pipe', () => {
  test.each(['', '-wal', '-shm', '-journal', '.export-0'])(
    'called %s after the cache keeps nobody waiting',
    async (end) => {
      await refresh([alpha]);
      await directory.close();
      if (existsSync(file + end)) unlinkSync(file + end);
      execFileSync('mkfifo', [file + end]);
      directory = openDirectory(file, workerFile, () => time);
      await directory.status();
      await directory.search(allCustomers).catch(() => undefined);
      const [owner] = await ownersOf([file], workerFile);
      expect(owner).toBeNull();
    },
  );
});

test.each<[string, (path: string) => void]>([
  [
    'a folder',
    (path) => {
      mkdirSync(path);
      writeFileSync(join(path, 'kept'), '');
    },
  ],
  [
    'a pipe',
    (path) => {
      execFileSync('mkfifo', [path]);
    },
  ],
])('%s in the place of the log or its index is moved away, told of, and everything works', async (_, make) => {
  await refresh([alpha, beta]);
  for (const suffix of ['-wal', '-shm']) {
    await directory.close();
    make(file + suffix);
    directory = openDirectory(file, workerFile, () => time);
    const { cacheProblem } = await directory.status();
    expect(cacheProblem).toMatchObject({ title: 'Something else was in the place of the cached list’s log' });
    expect(cacheProblem?.detail).toContain(`${suffix}.`);
    expect(await names()).toEqual(['Alpha', 'Beta']);
    await refresh([alpha, beta]);
    await reopen();
    expect((await directory.status()).cacheProblem).toBeNull();
    time += 1_000;
  }
});

test('an export never replaces a cached list, whichever link leads there', async () => {
  await refresh([alpha, beta]);
  const target = join(mkdtempSync(join(tmpdir(), 'fieldbook-export-')), 'customers.csv');
  symlinkSync(file, target);
  const refused = await failureOf(
    directory.exportTo(target, { of: 'customers', filter: allCustomers, ranges: null, format: 'csv' }),
  );
  expect(refused.code).toBe('export-failed');
  await reopen();
  expect(await names()).toEqual(['Alpha', 'Beta']);
});
