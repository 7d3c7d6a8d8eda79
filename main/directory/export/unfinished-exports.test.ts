import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { beginTemporary, removeUnfinished } from './unfinished-exports.ts';

let cacheFile: string;
let folder: string;
beforeEach(() => {
  const home = mkdtempSync(join(tmpdir(), 'fieldbook-unfinished-'));
  const directories = join(home, 'directories');
  folder = join(home, 'documents');
  mkdirSync(directories);
  mkdirSync(folder);
  cacheFile = join(directories, 'one.sqlite');
});

function notes(): string[] {
  return readdirSync(join(cacheFile, '..'));
}

/** Leaves an export as a kill does. */
async function leave(cache = cacheFile): Promise<string> {
  const { file } = await beginTemporary(cache, join(folder, 'customers.csv'));
  writeFileSync(file, 'half');
  return file;
}

test('an export that ends leaves nothing', async () => {
  const temporary = await beginTemporary(cacheFile, join(folder, 'customers.csv'));
  writeFileSync(temporary.file, 'whole');
  await temporary.end();
  expect([...notes(), ...readdirSync(folder)]).toEqual([]);
});

test('what a kill left is removed, of this cache alone', async () => {
  await leave();
  await leave();
  const others = await leave(cacheFile.replace('one', 'one-more'));
  writeFileSync(join(folder, '.fieldbook-mine.part'), 'a person’s');
  removeUnfinished(cacheFile);
  expect(notes()).toHaveLength(1);
  expect(
    readdirSync(folder)
      .sort()
      .map((name) => join(folder, name)),
  ).toEqual([others, join(folder, '.fieldbook-mine.part')].sort());
});

test('a kill before the file was made leaves a note, which goes too', async () => {
  await beginTemporary(cacheFile, join(folder, 'customers.csv'));
  removeUnfinished(cacheFile);
  expect(notes()).toEqual([]);
});

test('on a drive that is not there now, it is removed when it is', async () => {
  const file = await leave();
  renameSync(folder, `${folder}-away`);
  removeUnfinished(cacheFile);
  expect(notes()).toHaveLength(1);
  renameSync(`${folder}-away`, folder);
  removeUnfinished(cacheFile);
  expect(notes()).toEqual([]);
  expect(existsSync(file)).toBe(false);
});

test('a note can’t have a file removed that is not an export’s', () => {
  const precious = join(folder, 'precious.txt');
  writeFileSync(precious, 'precious');
  writeFileSync(`${cacheFile}.export-00000000-0000-4000-8000-000000000000`, precious);
  removeUnfinished(cacheFile);
  expect(existsSync(precious)).toBe(true);
});

test('where no note can be written, an export still gets its place', async () => {
  const temporary = await beginTemporary(join(folder, 'missing', 'one.sqlite'), join(folder, 'customers.csv'));
  writeFileSync(temporary.file, 'whole');
  await temporary.end();
  expect(readdirSync(folder)).toEqual([]);
});
