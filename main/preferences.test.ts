import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { defaultPreferences, type Preferences } from '../preload/contract/preferences.ts';
import { openPreferences, withoutGoneConnections } from './preferences.ts';

const changed: Preferences = {
  ...defaultPreferences,
  density: 'compact',
  sort: [
    { column: 'license', descending: true },
    { column: 'shortName', descending: false },
  ],
  savedViews: { one: { text: 'łódź', licenses: [3], selected: 'id-1' } },
  seenChanges: { one: 7 },
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
  expect(store.read()).toEqual(defaultPreferences);
  store.save(changed);
  expect(store.read()).toEqual(changed);
  store.close();
  expect(open().read()).toEqual(changed);
});

test('it is written by itself, once for many changes', async () => {
  const store = open();
  for (const text of ['a', 'ab', 'abc']) {
    store.save({ ...defaultPreferences, savedViews: { one: { text, licenses: [], selected: null } } });
  }
  expect(existsSync(file)).toBe(false);
  await expect.poll(() => existsSync(file)).toBe(true);
  expect(readFileSync(file, 'utf8')).toContain('"abc"');
});

test.each([
  ['no JSON', '{'],
  ['something else', '[]'],
])('%s falls back to the defaults, is kept, and told', (_, content) => {
  writeFileSync(file, content);
  const store = open();
  expect(store.read()).toEqual(defaultPreferences);
  expect(store.problem).toMatchObject({ code: 'cache-damaged', title: 'Your preferences were damaged' });
  store.save(changed);
  store.close();
  expect(kept()).toEqual([content]);
  expect(open().read()).toEqual(changed);
});

const first = { column: 'id', width: 77, hidden: false } as const;
const others = defaultPreferences.columns.filter(({ column }) => column !== 'id');

test.each<[string, object, Partial<Preferences>]>([
  ['a density of its own', { density: 'cozy' }, { density: 'comfortable' }],
  ['a column twice', { columns: Array(5).fill(first) }, { columns: [first, ...others] }],
  ['a column nobody knows', { columns: [first, { column: 'x' }, 7] }, { columns: [first, ...others] }],
  ['a width that can’t be', { columns: [{ ...first, width: -1 }] }, { columns: defaultPreferences.columns }],
  ['no column shown', { columns: allHidden() }, { columns: defaultPreferences.columns }],
  ['columns that are none', { columns: 'all' }, { columns: defaultPreferences.columns }],
  ['sorting that is none', { sort: 'id' }, { sort: [] }],
  [
    'one valid sorting',
    { sort: [{ column: 'x' }, { column: 'id', descending: true }, { column: 'id', descending: false }] },
    { sort: [{ column: 'id', descending: true }] },
  ],
  [
    'a saved view with one bad value, and one that is none',
    { savedViews: { one: { text: 7, licenses: [3, 'x'], selected: 'id-1' }, two: 'x' } },
    { savedViews: { one: { text: '', licenses: [3], selected: 'id-1' } } },
  ],
  ['a search that is none', { searches: { one: ['a', 7, 'b'], two: 'x' } }, { searches: { one: ['a', 'b'] } }],
  ['too much', { searches: { one: Array(20).fill('a') } }, { searches: { one: Array<string>(10).fill('a') } }],
])('%s takes no other value away', (_, values, expected) => {
  const content = JSON.stringify({ version: 1, ...changed, ...values });
  writeFileSync(file, content);
  const store = open();
  expect(store.read()).toEqual({ ...changed, ...expected });
  expect(store.problem).toMatchObject({ title: 'Some of your preferences were not valid' });
  expect(kept()).toEqual([]);
  store.save(changed);
  store.close();
  expect(kept()).toEqual([content]);
  expect(open().read()).toEqual(changed);
});

test('a file that can’t be read is told, and neither replaced nor written while this runs', () => {
  // Root may read whatever its mode says: a link in a circle stands for that.
  symlinkSync('preferences.json', file);
  const store = open();
  expect(store.read()).toEqual(defaultPreferences);
  expect(store.problem).toMatchObject({ code: 'cache-unreadable', title: 'Your preferences can’t be read' });
  store.save(defaultPreferences);
  rmSync(file);
  writeFileSync(file, JSON.stringify({ version: 1, ...changed }));
  store.save({ ...defaultPreferences, density: 'compact' });
  store.close();
  expect(readdirSync(folder)).toEqual(['preferences.json']);
  expect(open().read()).toEqual(changed);
});

test('what a newer Fieldbook remembers besides stays in the file', () => {
  writeFileSync(file, JSON.stringify({ version: 1, ...changed, zoom: { level: 2 } }));
  const store = open();
  expect(store.problem).toBeNull();
  store.save({ ...changed, density: 'comfortable' });
  store.close();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    version: 1,
    ...changed,
    density: 'comfortable',
    zoom: { level: 2 },
  });
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
  store.save(defaultPreferences);
  store.save(changed);
  store.close();
  expect(onUnwritable).toHaveBeenCalledOnce();
  expect(onUnwritable).toHaveBeenCalledWith(
    expect.objectContaining({ code: 'cache-unwritable', title: 'Your preferences can’t be saved' }),
  );
  expect(store.read()).toEqual(changed);
});

test('a file from before searches were remembered is still read', () => {
  writeFileSync(file, JSON.stringify({ version: 1, ...changed, searches: undefined }));
  expect(open().read()).toEqual({ ...changed, searches: {} });
});

test('a secret that was pasted into the search box comes into no file', () => {
  const secret = 'abC8Q~0aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456';
  const store = open();
  store.save({
    ...changed,
    savedViews: { one: { text: secret, licenses: [3], selected: null } },
    searches: { one: [secret, 'acme', `https://maria:hunter2@live.example.com`] },
  });
  store.close();
  expect(readFileSync(file, 'utf8')).not.toMatch(/abC8Q|hunter2/);
  expect(open().read()).toMatchObject({
    savedViews: { one: { text: '', licenses: [3] } },
    searches: { one: ['acme'] },
  });
});

test('saved views and searches of connections that are gone are dropped', () => {
  expect(withoutGoneConnections(['one'], changed)).toEqual(changed);
  expect(withoutGoneConnections(['two'], changed)).toEqual({
    ...changed,
    savedViews: {},
    seenChanges: {},
    searches: {},
  });
});

/** What was kept under other names. */
function kept(): string[] {
  const names = readdirSync(folder).filter((name) => name.startsWith('preferences.json.damaged-'));
  return names.map((name) => readFileSync(join(folder, name), 'utf8'));
}

function allHidden(): Preferences['columns'] {
  return defaultPreferences.columns.map((column) => ({ ...column, hidden: true }));
}
