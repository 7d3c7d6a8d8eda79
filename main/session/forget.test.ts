import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { ConnectionDraft } from '../../preload/contract/connection-form.ts';
import { failureOf } from '../../test/failure-of.ts';
import { type ConnectionBook, openConnectionBook } from '../connections/connections.ts';
import type { Secrets } from '../connections/secrets.ts';
import { type ConnectionStore, openConnectionStore } from '../connections/store.ts';
import { fail } from '../failure.ts';
import { forgetConnection } from './forget.ts';
import type { Log, LogEntry } from '../log.ts';

const draft: ConnectionDraft = {
  editing: null,
  name: 'One',
  serviceProviderUrl: 'one.example.com',
  method: 'access-token',
  tenantId: '',
  clientId: '',
  clientSecret: '',
  scope: '',
  authority: '',
  accessToken: 'a-token',
};

let fails: Set<'secret' | 'directory' | 'connections.json'>;
let removed: string[];
let logged: LogEntry[];
let book: ConnectionBook;
let id: string;
const secrets: Secrets = {
  keep: () => Promise.resolve({ secretInKeychain: true, problem: null }),
  locationOf: () => 'keychain',
  read: () => Promise.resolve(null),
  remove: () => step('secret', 'keychain-locked'),
  keychainAvailable: () => Promise.resolve(true),
};
const log: Log = { write: (entry) => logged.push(entry), problem: () => null };
const directories = { removeDirectory: () => step('directory', 'cache-unwritable') };

async function step(name: 'secret' | 'directory', code: 'keychain-locked' | 'cache-unwritable'): Promise<void> {
  await Promise.resolve();
  if (fails.has(name)) fail(code, name);
  removed.push(name);
}

function reopen(file: string): void {
  const store = openConnectionStore(file, () => 0);
  const failing: ConnectionStore = {
    problem: null,
    read: () => store.read(),
    write: (saved) => {
      if (fails.has('connections.json')) fail('cache-unwritable', 'connections.json');
      store.write(saved);
    },
  };
  book = openConnectionBook(failing, secrets);
}

beforeEach(async () => {
  fails = new Set();
  removed = [];
  logged = [];
  const file = join(mkdtempSync(join(tmpdir(), 'fieldbook-forget-')), 'connections.json');
  reopen(file);
  await book.save(draft);
  id = book.current()?.id ?? '';
});

test('all of it goes', async () => {
  await forgetConnection(id, book, directories, log);
  expect(removed.sort()).toEqual(['directory', 'secret']);
  expect(book.list()).toMatchObject({ current: null, others: [], forgetting: [] });
});

test.each(['secret', 'directory'] as const)('a %s that stays keeps it listed, until it goes too', async (what) => {
  fails.add(what);
  await forgetConnection(id, book, directories, log);
  expect(removed).toHaveLength(1);
  expect(book.list()).toMatchObject({ current: null, others: [], forgetting: [{ id, failure: { detail: what } }] });
  expect(logged).toMatchObject([{ event: 'problem', failure: { detail: what } }]);
  fails.clear();
  await forgetConnection(id, book, directories, log);
  expect(removed).toContain(what);
  expect(book.list().forgetting).toEqual([]);
});

test('an error that nobody foresaw keeps it listed as well, and the other step is taken', async () => {
  const failing = { removeDirectory: () => Promise.reject(new TypeError('Nobody foresaw it.')) };
  await forgetConnection(id, book, failing, log);
  expect(removed).toEqual(['secret']);
  expect(book.list()).toMatchObject({ current: null, forgetting: [{ id, failure: { code: 'unexpected' } }] });
  expect(logged).toMatchObject([{ event: 'problem', failure: { code: 'unexpected' } }]);
});

test('when nothing can be written, nothing is removed', async () => {
  fails.add('connections.json');
  expect((await failureOf(forgetConnection(id, book, directories, log))).code).toBe('cache-unwritable');
  expect(removed).toEqual([]);
  expect(book.current()?.id).toBe(id);
});

test('an ID from elsewhere removes nothing', async () => {
  await forgetConnection('../../somebody', book, directories, log);
  expect(removed).toEqual([]);
});
