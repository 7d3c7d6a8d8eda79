import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../../test/failure-of.ts';
import { openConnectionStore, type Saved } from './store.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldbook-store-'));
  file = join(folder, 'connections.json');
});

function connection(id: string): Saved['connections'][number] {
  const baseUrl = `https://${id.slice(0, 20)}.example.com/tenantui`;
  return { id, name: id, baseUrl, signIn: { method: 'access-token' }, secretInKeychain: true };
}

function write(content: object): string {
  const text = JSON.stringify({ version: 1, current: 'one', ...content });
  writeFileSync(file, text);
  return text;
}

test.each([
  ['no connection', 7],
  ['one without a name', { ...connection('two'), name: undefined }],
  ['an ID that leads elsewhere', connection('../two')],
  ['an ID of 250 letters', connection('x'.repeat(250))],
  ['a sign-in nobody knows', { ...connection('two'), signIn: { method: 'magic' } }],
])('%s takes no other connection away, and is copied before it is lost', (_, invalid) => {
  const text = write({ connections: [connection('one'), invalid, connection('three')] });
  const store = openConnectionStore(file, () => 0);
  expect(store.read().connections.map(({ id }) => id)).toEqual(['one', 'three']);
  expect(store.problem).toMatchObject({ code: 'cache-damaged', title: 'Some connections were damaged' });
  expect(readdirSync(folder)).toEqual(['connections.json']);
  store.write({ ...store.read(), current: 'three' });
  expect(store.problem).not.toBeNull();
  const [kept = ''] = readdirSync(folder).filter((name) => name.includes('damaged'));
  expect(readFileSync(join(folder, kept), 'utf8')).toBe(text);
  expect(openConnectionStore(file, () => 0)).toMatchObject({ problem: null });
});

test('when the current one is invalid, another one is shown', () => {
  write({ current: 'x'.repeat(250), connections: [connection('x'.repeat(250)), connection('two')] });
  expect(openConnectionStore(file, () => 0).read().current).toBe('two');
});

test('no list of connections at all is damage', () => {
  write({ connections: { one: connection('one') } });
  const store = openConnectionStore(file, () => 0);
  expect(store.problem).toMatchObject({ title: 'The list of connections was damaged' });
  expect(readdirSync(folder)).toEqual([expect.stringContaining('connections.json.damaged-')]);
});

test('what can’t be read is told, not overwritten, and there again when it can be', async () => {
  // Root may read whatever its mode says: a link in a circle stands for that.
  symlinkSync('connections.json', file);
  const store = openConnectionStore(file, () => 0);
  expect(store.read().connections).toEqual([]);
  expect(store.problem).toMatchObject({ code: 'cache-unreadable', title: 'The list of connections can’t be read' });
  const refused = await failureOf(() => {
    store.write({ version: 1, current: 'two', connections: [connection('two')] });
  });
  expect(refused.code).toBe('cache-unreadable');

  rmSync(file);
  write({ connections: [connection('one')] });
  expect(store.read().connections.map(({ id }) => id)).toEqual(['one']);
  expect(store.problem).toBeNull();
  store.write({ ...store.read(), connections: [...store.read().connections, connection('two')] });
  expect(
    openConnectionStore(file, () => 0)
      .read()
      .connections.map(({ id }) => id),
  ).toEqual(['one', 'two']);
});

test('what a newer Fieldbook keeps besides stays in the file', () => {
  write({ connections: [{ ...connection('one'), links: ['https://example.com'] }], scope: 'all' });
  const store = openConnectionStore(file, () => 0);
  expect(store.problem).toBeNull();
  store.write({ version: 1, current: null, connections: store.read().connections });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    version: 1,
    current: null,
    connections: [{ ...connection('one'), links: ['https://example.com'] }],
    scope: 'all',
  });
});
