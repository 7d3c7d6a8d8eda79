import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { ConnectionDraft, Connections } from '../../preload/bridge.ts';
import { failureOf } from '../../test/failure-of.ts';
import { type ConnectionBook, openConnectionBook } from './connections.ts';
import { createSecrets } from './secrets.ts';
import { openConnectionStore } from './store.ts';

const draft: ConnectionDraft = {
  editing: null,
  name: 'One',
  serviceProviderUrl: 'one.example.com',
  method: 'entra-app',
  tenantId: 'tenant',
  clientId: 'client',
  clientSecret: 'the-secret',
  scope: 'scope',
  authority: '',
  accessToken: '',
};

let file: string;
let book: ConnectionBook;
const secrets = createSecrets();
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'fieldbook-connections-')), 'connections.json');
  reopen();
});

function reopen(): void {
  book = openConnectionBook(
    openConnectionStore(file, () => 0),
    secrets,
  );
}

async function save(changes: Partial<ConnectionDraft> = {}): Promise<Connections> {
  const outcome = await book.save({ ...draft, ...changes });
  if (outcome.kind === 'invalid') throw new Error(JSON.stringify(outcome.problems));
  return outcome.connections;
}

test('a saved connection is there after a restart, without its secret', async () => {
  await save();
  reopen();
  expect(book.list().current).toMatchObject({ name: 'One', baseUrl: 'https://one.example.com/tenantui' });
  expect(readFileSync(file, 'utf8')).not.toContain('the-secret');
});

test('a draft with a problem changes nothing', async () => {
  const before = await save();
  expect((await book.save({ ...draft, scope: '' })).kind).toBe('invalid');
  expect(book.list()).toEqual(before);
});

test('editing keeps the connection and its secret', async () => {
  const before = await save();
  const id = before.current?.id ?? '';
  const after = await save({ editing: id, name: 'Renamed', clientSecret: '' });
  expect(after).toMatchObject({ current: { id, name: 'Renamed' }, others: [] });
  const current = book.current();
  expect(current && (await secrets.read(current))).toBe('the-secret');
});

test('another instance is another connection, which takes the secret along; the first one stays', async () => {
  const before = await save();
  const id = before.current?.id ?? '';
  const after = await save({ editing: id, serviceProviderUrl: 'two.example.com', clientSecret: '' });
  expect(after.current?.id).not.toBe(id);
  expect(after.others.map((other) => other.id)).toEqual([id]);
  const current = book.current();
  expect(current && (await secrets.read(current))).toBe('the-secret');
  const back = await save({ editing: after.current?.id ?? '', clientSecret: '' });
  expect(back.current?.id).toBe(id);
});

test('a forgotten connection is gone, and so is its secret', async () => {
  await save();
  const saved = book.current();
  if (!saved) throw new Error('It was not saved.');
  await book.forget(saved.id);
  expect(book.list()).toMatchObject({ current: null, others: [] });
  expect(await secrets.read(saved)).toBeNull();
});

test('the sample needs neither secret nor network', () => {
  book.selectSample();
  book.selectSample();
  expect(book.list()).toMatchObject({ current: { signIn: { method: 'sample' }, secret: 'none' }, others: [] });
});

test.each(['not JSON', '{"version":0}'])('a file that can’t be understood is kept under another name: %s', (text) => {
  writeFileSync(file, text);
  reopen();
  expect(book.list()).toMatchObject({ current: null, others: [] });
  const kept = readdirSync(join(file, '..')).filter((name) => name.includes('damaged'));
  expect(kept.map((name) => readFileSync(join(file, '..', name), 'utf8'))).toEqual([text]);
});

test('an instance finds its cached directory again, even if the list of connections is lost', async () => {
  const before = await save();
  writeFileSync(file, 'not JSON');
  reopen();
  expect(book.list().problem).toMatchObject({ code: 'cache-damaged', title: 'The list of connections was damaged' });
  expect((await save()).current?.id).toBe(before.current?.id);
});

test('a newer Fieldbook’s file is left alone', async () => {
  writeFileSync(file, '{"version":2}');
  reopen();
  expect(book.list().problem?.code).toBe('cache-from-newer-version');
  expect((await failureOf(save())).code).toBe('cache-from-newer-version');
  expect(readFileSync(file, 'utf8')).toBe('{"version":2}');
});

test('a file that can’t be written is a failure of its own', async () => {
  rmSync(join(file, '..'), { recursive: true });
  writeFileSync(join(file, '..'), 'a file in the folder’s place');
  expect((await failureOf(save())).code).toBe('cache-unwritable');
});
