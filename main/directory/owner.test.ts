import { copyFileSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { allCustomers } from '../../test/support/all-customers.ts';
import { failureOf } from '../../test/failure-of.ts';
import type { SignIn } from '../../preload/contract/connections.ts';
import { type Directory, openDirectory, ownersOf } from './directory.ts';

const workerFile = join(import.meta.dirname, 'threads/worker.ts');
const app = { method: 'entra-app', tenantId: 't', clientId: 'c', scope: 's', authority: 'https://a.example' } as const;
const owner = { name: 'One', baseUrl: 'https://one.example.com/tenantui', signIn: app };
const body = JSON.stringify([{ Id: 'a', ShortName: 'Acme', FullName: 'Acme', LicenseType: 2 }]);

async function* list(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(body));
}

let file: string;
let directory: Directory;
beforeEach(async () => {
  file = join(mkdtempSync(join(tmpdir(), 'fieldbook-owner-')), 'one.sqlite');
  directory = open(owner);
  await directory.refresh(() => Promise.resolve(list()));
  await directory.close();
});
afterEach(() => directory.close());

function open(whose: { name: string; baseUrl: string; signIn: SignIn }): Directory {
  return openDirectory(file, workerFile, () => 0, { owner: whose });
}

test('a directory says whose it is, after an edit too', async () => {
  const edited = { ...owner, name: 'Renamed', signIn: { ...app, scope: 'other' } };
  directory = open(edited);
  expect((await directory.search(allCustomers)).total).toBe(1);
  await directory.close();
  expect(await ownersOf([file, `${file}.not-there`], workerFile)).toEqual([edited, null]);
});

test('what is no directory has no owner, and is left alone', async () => {
  writeFileSync(`${file}.other`, 'something else');
  expect(await ownersOf([`${file}.other`], workerFile)).toEqual([null]);
  expect(readFileSync(`${file}.other`, 'utf8')).toBe('something else');
});

test.each([
  { ...owner, baseUrl: 'https://two.example.com/tenantui' },
  { ...owner, signIn: { ...app, tenantId: 'other' } },
  { ...owner, signIn: { ...app, clientId: 'other' } },
])('another account’s list is neither shown nor written over: %j', async (other) => {
  const before = readFileSync(file);
  directory = open(other);
  const { snapshot, cacheProblem } = await directory.status();
  expect(snapshot).toBeNull();
  expect(cacheProblem?.code).toBe('cache-of-another-connection');
  expect((await failureOf(directory.search(allCustomers))).code).toBe('cache-of-another-connection');
  const refreshed = directory.refresh(() => Promise.resolve(list()));
  expect((await failureOf(refreshed)).code).toBe('cache-of-another-connection');
  await directory.close();
  expect(readFileSync(file)).toEqual(before);
  directory = open(owner);
  expect((await directory.search(allCustomers)).total).toBe(1);
});

// Windows replaces no file that is open.
test.skipIf(process.platform === 'win32')(
  'a file that takes its place while it is open shows only where it belongs',
  async () => {
    const other = `${file}.other`;
    copyFileSync(file, other);
    new Sqlite(other).exec("UPDATE owner SET base_url = 'https://two.example.com/tenantui'").close();
    directory = open(owner);
    expect((await directory.search(allCustomers)).total).toBe(1);
    renameSync(other, file);
    expect((await failureOf(directory.search(allCustomers))).code).toBe('cache-of-another-connection');
  },
);
