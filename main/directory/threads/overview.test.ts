import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDirectory, overviewsOf } from '../directory.ts';

const workerFile = join(import.meta.dirname, 'worker.ts');
const folder = mkdtempSync(join(tmpdir(), 'fieldbook-overview-'));

async function* list(count: number): AsyncGenerator<Uint8Array> {
  const rows = Array.from({ length: count }, (_, at) => ({
    Id: `id-${at}`,
    ShortName: `Name${at}`,
    FullName: `Name ${at}`,
    LicenseType: 1,
  }));
  yield await Promise.resolve(new TextEncoder().encode(JSON.stringify(rows)));
}

test('an overview says how many customers a directory has, how old they are and what went wrong since, open or not', async () => {
  const file = join(folder, 'one.sqlite');
  let now = 1_000;
  const directory = openDirectory(file, workerFile, () => now);
  await directory.refresh(() => Promise.resolve(list(30)));
  now = 2_000;
  await expect(directory.refresh(() => Promise.reject(new Error('No network.')))).rejects.toThrow();
  const [open] = await overviewsOf([file], workerFile);
  await directory.close();
  const [closed] = await overviewsOf([file], workerFile);
  expect(closed).toMatchObject({
    snapshot: { customers: 30, refreshedAt: 1_000 },
    lastFailure: { at: 2_000 },
    held: null,
  });
  expect(open).toEqual(closed);
});

test('a list that waits for a decision is in it', async () => {
  const file = join(folder, 'held.sqlite');
  const directory = openDirectory(file, workerFile, () => 0);
  await directory.refresh(() => Promise.resolve(list(30)));
  await directory.refresh(() => Promise.resolve(list(3)));
  await directory.close();
  expect(await overviewsOf([file], workerFile)).toMatchObject([
    { snapshot: { customers: 30 }, held: { reason: 'removed' } },
  ]);
});

test('what is not there is empty, and what can’t be read is left alone', async () => {
  const strange = join(folder, 'strange.sqlite');
  writeFileSync(strange, 'something else');
  const empty = { snapshot: null, lastFailure: null, held: null };
  expect(await overviewsOf([join(folder, 'none.sqlite'), strange], workerFile)).toEqual([empty, null]);
  expect(readFileSync(strange, 'utf8')).toBe('something else');
});
