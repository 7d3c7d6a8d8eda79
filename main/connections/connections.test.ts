import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { ConnectionDraft } from '../../preload/contract/connection-form.ts';
import type { Connections } from '../../preload/contract/connections.ts';
import { failureOf } from '../../test/failure-of.ts';
import { type ConnectionBook, openConnectionBook } from './connections.ts';
import { createSecrets } from './secrets.ts';
import { openConnectionStore, type SavedConnection } from './store.ts';

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
  reopenElsewhere();
});

function reopenElsewhere(): void {
  file = join(mkdtempSync(join(tmpdir(), 'fieldbook-connections-')), 'connections.json');
  reopen();
}

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

test('another instance is another connection; the first one stays', async () => {
  const before = await save();
  const id = before.current?.id ?? '';
  const after = await save({ editing: id, serviceProviderUrl: 'two.example.com' });
  expect(after.current?.id).not.toBe(id);
  expect(after.others).toEqual([expect.objectContaining({ id, baseUrl: 'https://one.example.com/tenantui' })]);
});

test.each([
  ['host', { serviceProviderUrl: 'two.example.com' }],
  ['tenant', { tenantId: 'other-tenant' }],
  ['client ID', { clientId: 'other-client' }],
])('a stored secret does not go to another %s', async (_, changes) => {
  const before = await save();
  const outcome = await book.save({ ...draft, ...changes, editing: before.current?.id ?? '', clientSecret: '' });
  const again = 'Enter the client secret again: the stored one was entered for another server or account.';
  expect(outcome).toEqual({ kind: 'invalid', problems: { clientSecret: again } });
  expect(book.list()).toEqual(before);
});

test.each([{ tenantId: 'other-tenant' }, { clientId: 'other-client' }])(
  'another account on the same host is another connection, with its own secret: %j',
  async (changes) => {
    const before = await save();
    const after = await save({ ...changes, clientSecret: 'other-secret' });
    expect(after.current?.id).not.toBe(before.current?.id);
    const edited = await save({ editing: after.current?.id ?? '', ...changes, name: 'Two', clientSecret: '' });
    expect(edited.others).toEqual([expect.objectContaining({ id: before.current?.id, name: 'One' })]);
    const [one, two] = [before, after].map(({ current }) => current?.id ?? '');
    expect(await secrets.read({ id: one ?? '', secretInKeychain: true })).toBe('the-secret');
    expect(await secrets.read({ id: two ?? '', secretInKeychain: true })).toBe('other-secret');
  },
);

test('a draft for another connection’s account leads to that one, and changes nothing', async () => {
  const one = await save();
  await save({ serviceProviderUrl: 'two.example.com' });
  const before = book.list();
  const outcome = await book.save({ ...draft, editing: before.current?.id ?? '', name: 'Overwritten' });
  expect(outcome).toEqual({
    kind: 'invalid',
    problems: { serviceProviderUrl: 'This is the connection “One”. Switch to it instead.' },
  });
  expect(book.list()).toEqual(before);
  expect(one.current?.id).toBe(before.others[0]?.id);
});

test('an ID says nothing of the host', async () => {
  const first = await save();
  reopenElsewhere();
  expect((await save()).current?.id).not.toBe(first.current?.id);
});

test('a forgotten connection is gone, and so is its secret', async () => {
  await save();
  const saved = book.current();
  if (!saved) throw new Error('It was not saved.');
  expect(book.beginForgetting(saved.id)).toBe(true);
  expect(book.list()).toMatchObject({ current: null, others: [], forgetting: [{ id: saved.id, failure: null }] });
  await book.removeSecret(saved.id);
  expect(await secrets.read(saved)).toBeNull();
  book.endForgetting(saved.id);
  expect(book.list()).toMatchObject({ current: null, others: [], forgetting: [] });
});

test('what is being forgotten is still so after a restart, and can neither be used nor edited', async () => {
  const { current } = await save();
  const id = current?.id ?? '';
  book.beginForgetting(id);
  reopen();
  expect(book.forgetting()).toEqual([id]);
  book.select(id);
  expect(book.current()).toBeNull();
  expect(book.edited({ ...draft, editing: id })).toBeNull();
  expect((await save()).current?.id).not.toBe(id);
});

test('nobody is forgotten under an ID that there is not', () => {
  expect(book.beginForgetting('../../somewhere')).toBe(false);
});

test('an entry of the keychain is on record before it is made', async () => {
  const failing = openConnectionBook(
    openConnectionStore(file, () => 0),
    {
      ...secrets,
      keep: () => Promise.reject(new Error('Ended here.')),
    },
  );
  await expect(failing.save(draft)).rejects.toThrow('Ended here.');
  reopen();
  expect(book.current()).toMatchObject({ name: 'One', secretInKeychain: 'outdated' });
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

test('a list of connections that is lost is told of', () => {
  writeFileSync(file, 'not JSON');
  reopen();
  expect(book.list().problem).toMatchObject({ code: 'cache-damaged', title: 'The list of connections was damaged' });
});

test.each(['a'.repeat(64), '0123456789abcdef0123456789abcdef', 'sample'])('an ID from before is valid: %s', (id) => {
  writeFileSync(file, JSON.stringify({ version: 1, current: id, connections: [{ ...savedWith(id) }] }));
  reopen();
  expect(book.current()?.id).toBe(id);
});

test.each(['a'.repeat(65), ''])('an ID that can be no file’s name is not: %s', (id) => {
  writeFileSync(file, JSON.stringify({ version: 1, current: id, connections: [{ ...savedWith(id) }] }));
  reopen();
  expect(book.current()).toBeNull();
});

function savedWith(id: string): SavedConnection {
  const signIn = { method: 'access-token' } as const;
  return { id, name: 'One', baseUrl: 'https://one.example.com/tenantui', signIn, secretInKeychain: false };
}

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
