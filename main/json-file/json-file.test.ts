import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { failureOf } from '../../test/failure-of.ts';
import { type JsonFile, openJsonFile } from './json-file.ts';
import { validEntries, validValues } from './valid-values.ts';

const entries = { version: v.literal(1), names: v.array(v.string()) };
const schemas = {
  whole: v.object(entries),
  valid: v.object({ ...entries, names: v.fallback(validEntries(v.string()), []) }),
};
const saved = { version: 1, names: ['Łódź', 'Alpha'] } as const;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldbook-json-'));
  file = join(folder, 'names.json');
});

function open(read?: (path: string) => Uint8Array): JsonFile<{ version: 1; names: string[] }> {
  return openJsonFile(file, schemas, () => 0, read);
}

function written(): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

const text = JSON.stringify(saved);
test.each([
  ['UTF-8', text],
  ['UTF-8 with a byte order mark', `\uFEFF${text}`],
  ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['UTF-16, big end first', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
])('it is read in %s', (_, content) => {
  writeFileSync(file, content);
  expect(open().content()).toEqual({ kind: 'read', value: saved, whole: true });
  expect(readdirSync(folder)).toEqual(['names.json']);
});

describe('what can’t be read', () => {
  test.each([
    ['Latin-1', Buffer.from(text.replace('Łódź', 'Köln'), 'latin1')],
    [
      'Shift JIS',
      Buffer.concat([Buffer.from('{"version":1,"names":["'), Buffer.from([0x93, 0x8c]), Buffer.from('"]}')]),
    ],
    [
      'UTF-8 with half a surrogate pair',
      Buffer.concat([Buffer.from('{"version":1,"names":["'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"]}')]),
    ],
  ])('%s: it is left alone, and read when it is saved in UTF-8', async (_, content) => {
    writeFileSync(file, content);
    const json = open();
    expect(json.content()).toEqual({ kind: 'unreadable', reason: 'It is not in UTF-8.' });
    const refused = await failureOf(() => {
      json.write({ version: 1, names: [] });
    });
    expect(refused.code).toBe('cache-unreadable');
    expect(readFileSync(file)).toEqual(content);
    expect(readdirSync(folder)).toEqual(['names.json']);
    writeFileSync(file, text);
    expect(json.content()).toMatchObject({ kind: 'read', value: saved });
  });

  // Root may read whatever its mode says, so a reader that is handed in stands for that.
  test.each(['EACCES', 'EPERM', 'EIO', 'EBUSY', 'ESTALE', 'EMFILE'])(
    '%s: it is left alone, not written, and read when it can be',
    async (code) => {
      writeFileSync(file, text);
      let isReadable = false;
      const json = open((path) => {
        if (isReadable) return readFileSync(path);
        throw Object.assign(new Error(`${code}: ${path}`), { code });
      });
      expect(json.content()).toEqual({ kind: 'unreadable', reason: code });
      const refused = await failureOf(() => {
        json.write({ version: 1, names: [] });
      });
      expect(refused).toMatchObject({ code: 'cache-unreadable', detail: `names.json: ${code}` });
      expect(readFileSync(file, 'utf8')).toBe(text);
      expect(readdirSync(folder)).toEqual(['names.json']);
      isReadable = true;
      expect(json.content()).toMatchObject({ kind: 'read', value: saved });
      json.write({ version: 1, names: ['Beta'] });
      expect(written()).toEqual({ version: 1, names: ['Beta'] });
    },
  );

  const pipeAndDevice: [string, string, () => void][] = [
    [
      'a pipe',
      'EINVAL',
      () => {
        execFileSync('mkfifo', [file]);
      },
    ],
    [
      'a link to a device that never ends',
      'EINVAL',
      () => {
        symlinkSync('/dev/zero', file);
      },
    ],
  ];

  test.each<[string, string, () => void]>([
    [
      'a folder in its place',
      'EISDIR',
      () => {
        mkdirSync(file);
      },
    ],
    // Windows has neither among its files.
    ...(process.platform === 'win32' ? [] : pipeAndDevice),
    [
      'a link in a circle',
      'ELOOP',
      () => {
        symlinkSync('names.json', file);
      },
    ],
    [
      'a link to an absent drive',
      'ENOENT',
      () => {
        symlinkSync('/nowhere/names.json', file);
      },
    ],
  ])('%s stays', async (_, reason, make) => {
    make();
    const json = open();
    expect(json.content()).toEqual({ kind: 'unreadable', reason });
    const refused = await failureOf(() => {
      json.write({ version: 1, names: [] });
    });
    expect(refused.code).toBe('cache-unreadable');
    expect(readdirSync(folder)).toEqual(['names.json']);
  });

  // Windows says of it that it is not there.
  test.skipIf(process.platform === 'win32')('a file in its folder’s place stays', () => {
    file = join(folder, 'file', 'names.json');
    writeFileSync(join(folder, 'file'), 'a file');
    expect(open().content()).toEqual({ kind: 'unreadable', reason: 'ENOTDIR' });
  });
});

test('a link is written through', () => {
  const real = join(folder, 'real.json');
  writeFileSync(real, text);
  symlinkSync('real.json', file);
  open().write({ version: 1, names: ['Beta'] });
  expect(JSON.parse(readFileSync(real, 'utf8'))).toEqual({ version: 1, names: ['Beta'] });
  unlinkSync(file);
});

test('invalid values take no valid ones away, and are copied before they are lost', () => {
  const partly = '{"version":1,"names":["Alpha",7,{"a":1},"Beta"]}';
  writeFileSync(file, partly);
  const json = open();
  expect(json.content()).toEqual({ kind: 'read', value: { version: 1, names: ['Alpha', 'Beta'] }, whole: false });
  expect(readdirSync(folder)).toEqual(['names.json']);
  json.write({ version: 1, names: ['Gamma'] });
  json.write({ version: 1, names: ['Delta'] });
  const [kept = '', ...others] = readdirSync(folder).filter((name) => name.includes('damaged'));
  expect(others).toEqual([]);
  expect(readFileSync(join(folder, kept), 'utf8')).toBe(partly);
  expect(written()).toEqual({ version: 1, names: ['Delta'] });
});

test.each(['', '{', 'null', '[]', '7', '{"names":[]}', '{"version":1'])('%j is set aside', (content) => {
  writeFileSync(file, content);
  const found = open().content();
  expect(found.kind).toBe('damaged');
  expect(existsSync(file)).toBe(false);
  expect(readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual([content]);
});

test('a newer one is not overwritten', async () => {
  writeFileSync(file, '{"version":2}');
  const json = open();
  const refused = await failureOf(() => {
    json.write({ version: 1, names: [] });
  });
  expect(refused.code).toBe('cache-from-newer-version');
  expect(written()).toEqual({ version: 2 });
});

test('what a kill left of writing it is removed, and nothing else', () => {
  const others = [
    'names.json.tmp-notes',
    'names.json.damaged-1970-01-01T00-00-00.000Z',
    'other.json.tmp-1234567890abcdef',
    'names.json.tmp-1234567890abcdef.txt',
  ];
  for (const name of [...others, 'names.json.tmp-1234567890abcdef']) writeFileSync(join(folder, name), 'half');
  open();
  expect(readdirSync(folder).sort()).toEqual(others.sort());
  rmSync(folder, { recursive: true });
  expect(open().content()).toEqual({ kind: 'missing' });
});

test('of a record the valid values are read', () => {
  expect(v.parse(validValues(v.number()), JSON.parse('{"a":1,"b":"2","__proto__":3,"c":null}'))).toEqual({ a: 1 });
  expect(v.is(validValues(v.number()), 7)).toBe(false);
});
