import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Preferences } from '../preload/bridge.ts';
import { defaults, openPreferences, withPlacesOf } from './preferences.ts';

const changed: Preferences = {
  ...defaults,
  density: 'compact',
  sort: [
    { column: 'license', descending: true },
    { column: 'shortName', descending: false },
  ],
  places: { one: { text: 'łódź', licenses: [3], selected: 'id-1' } },
  searches: { one: ['license:pro łódź', 'acme'] },
};

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldbook-preferences-'));
  file = join(folder, 'preferences.json');
});

function open(onUnwritable = vi.fn()): ReturnType<typeof openPreferences> {
  return openPreferences(file, () => 0, onUnwritable);
}

test('what was saved is there after a restart', () => {
  const store = open();
  expect(store.read()).toEqual(defaults);
  store.save(changed);
  expect(store.read()).toEqual(changed);
  store.close();
  expect(open().read()).toEqual(changed);
});

test('it is written by itself, once for many changes', async () => {
  const store = open();
  for (const text of ['a', 'ab', 'abc']) {
    store.save({ ...defaults, places: { one: { text, licenses: [], selected: null } } });
  }
  expect(existsSync(file)).toBe(false);
  await expect.poll(() => existsSync(file), { timeout: 5_000 }).toBe(true);
  expect(readFileSync(file, 'utf8')).toContain('"abc"');
});

test.each([
  ['no JSON', '{'],
  ['something else', '[]'],
  ['a column twice', JSON.stringify({ version: 1, ...defaults, columns: Array(5).fill(defaults.columns[0]) })],
  ['no column shown', JSON.stringify({ version: 1, ...defaults, columns: allHidden() })],
  ['no sorting', JSON.stringify({ version: 1, ...defaults, sort: [] })],
])('%s falls back to the defaults, and is kept', (_, content) => {
  writeFileSync(file, content);
  const store = open();
  expect(store.read()).toEqual(defaults);
  store.save(changed);
  store.close();
  const kept = readdirSync(folder).filter((name) => name.startsWith('preferences.json.damaged-'));
  expect(kept.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual([content]);
  expect(open().read()).toEqual(changed);
});

test('the file of a newer Fieldbook is left as it is', () => {
  const content = JSON.stringify({ version: 2 });
  writeFileSync(file, content);
  const store = open();
  store.save(changed);
  expect(store.read()).toEqual(changed);
  store.close();
  expect(readFileSync(file, 'utf8')).toBe(content);
});

test('where nothing can be written, it says so and goes on', () => {
  const onUnwritable = vi.fn();
  file = join(folder, 'a-folder');
  const store = open(onUnwritable);
  store.save(changed);
  mkdirSync(file);
  store.close();
  expect(onUnwritable).toHaveBeenCalledWith(expect.objectContaining({ code: 'cache-unwritable' }));
  expect(store.read()).toEqual(changed);
});

test('a file from before searches were remembered is still read', () => {
  writeFileSync(file, JSON.stringify({ version: 1, ...changed, searches: undefined }));
  expect(open().read()).toEqual({ ...changed, searches: {} });
});

test('places and searches of connections that are gone are dropped', () => {
  expect(withPlacesOf(['one'], changed)).toEqual(changed);
  expect(withPlacesOf(['two'], changed)).toEqual({ ...changed, places: {}, searches: {} });
});

function allHidden(): Preferences['columns'] {
  return defaults.columns.map((column) => ({ ...column, hidden: true }));
}
