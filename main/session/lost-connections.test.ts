import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { type ConnectionBook, openConnectionBook } from '../connections/connections.ts';
import { createSecrets } from '../connections/secrets.ts';
import { openConnectionStore } from '../connections/store.ts';
import { offerLostConnections } from './lost-connections.ts';
import type { LostDirectory } from './session.ts';

const lost = {
  id: 'one',
  name: 'One',
  baseUrl: 'https://one.example.com/tenantui',
  signIn: { method: 'access-token' as const },
};

let file: string;
let book: ConnectionBook;
let asked: readonly string[];
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'fieldbook-lost-')), 'connections.json');
});

function reopen(): void {
  const store = openConnectionStore(file, () => 0);
  book = openConnectionBook(store, createSecrets());
}

function offer(found: LostDirectory[]): Promise<boolean> {
  return offerLostConnections(book, {
    lostDirectories: (known) => {
      asked = known;
      return Promise.resolve(found.filter(({ id }) => !known.includes(id)));
    },
  });
}

test.each(['not JSON', null])('a lost connection is offered again, without its secret: %s', async (content) => {
  if (content !== null) writeFileSync(file, content);
  reopen();
  expect(await offer([lost, { ...lost, id: 'two' }])).toBe(true);
  expect(book.list()).toMatchObject({ current: { ...lost, secret: 'none' }, others: [{ id: 'two' }] });
  reopen();
  expect(book.current()).toMatchObject(lost);
});

test('one that is being forgotten is not', async () => {
  reopen();
  await offer([lost]);
  book.beginForgetting('one');
  expect(await offer([lost])).toBe(false);
  expect(asked).toEqual(['one']);
});

test('nothing is offered, and the file stays, while a newer Fieldbook’s connections are there', async () => {
  writeFileSync(file, '{"version":2}');
  reopen();
  expect(await offer([lost])).toBe(false);
});

test('what can’t be a connection is not offered', async () => {
  reopen();
  expect(await offer([{ ...lost, id: '../x' }])).toBe(false);
});

test('a copy of a cached directory is no lost connection: its account has one', async () => {
  const entra = {
    ...lost,
    signIn: { method: 'entra-app' as const, tenantId: 'tenant', clientId: 'client', scope: 'scope', authority: '' },
  };
  const copy = { ...entra, id: 'one-copy', signIn: { ...entra.signIn, tenantId: 'Tenant' } };
  const other = { ...entra, id: 'other', signIn: { ...entra.signIn, tenantId: 'another' } };
  reopen();
  expect(await offer([entra, copy, other])).toBe(true);
  expect(await offer([entra, copy, other])).toBe(false);
  expect(book.ids()).toEqual(['one', 'other']);
});
