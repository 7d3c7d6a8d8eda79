import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import Papa from 'papaparse';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CustomerFilter } from '../../../preload/contract/customers.ts';
import { awkwardCustomers } from '../../../test/awkward-customers.ts';
import { allCustomers } from '../../../test/support/all-customers.ts';
import { failureOf } from '../../../test/failure-of.ts';
import { makeCustomers, type SimulatedCustomer } from '../../../tools/live-platform/customers.ts';
import { type Directory, openDirectory } from '../directory.ts';

const all: CustomerFilter = { text: '', anyOf: [], licenses: [], changedIn: null, sort: allCustomers.sort };
const workerFile = join(import.meta.dirname, '../threads/worker.ts');

let directory: Directory;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldbook-export-'));
  directory = openDirectory(join(folder, 'cache', 'one.sqlite'), workerFile, () => 0);
});
afterEach(() => directory.close());

function refresh(customers: SimulatedCustomer[]): Promise<void> {
  return directory.refresh(() => Promise.resolve(bodyOf(customers)));
}

async function* bodyOf(customers: SimulatedCustomer[]): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(JSON.stringify(customers)));
}

function file(name: string): string {
  return join(folder, name);
}

/** What lies in the folder besides the cache. */
function files(): string[] {
  return readdirSync(folder).filter((name) => name !== 'cache');
}

/** The cells of a CSV file as they were exported: one apostrophe less where a formula was guarded. */
function cellsOf(path: string): string[][] {
  const { data, errors } = Papa.parse<string[]>(readFileSync(path, 'utf8'), { newline: '\r\n', skipEmptyLines: true });
  expect(errors).toEqual([]);
  return data.map((cells) => cells.map((cell) => cell.replace(/^'(?='*[=+\-@\t\r\n＝＋－＠])/, '')));
}

const Exported = v.strictObject({
  shortName: v.string(),
  fullName: v.string(),
  license: v.string(),
  licenseNumber: v.number(),
  service: v.string(),
  id: v.nullable(v.string()),
});

function objectsOf(path: string): v.InferOutput<typeof Exported>[] {
  return v.parse(v.array(Exported), JSON.parse(readFileSync(path, 'utf8')));
}

test('a hundred thousand awkward customers read back equal, from CSV and from JSON', async () => {
  const customers = awkwardCustomers(100_000);
  await refresh(customers);
  expect(await directory.exportTo(file('all.csv'), { of: 'customers', filter: all, ranges: null, format: 'csv' })).toBe(
    customers.length,
  );
  expect(
    await directory.exportTo(file('all.json'), { of: 'customers', filter: all, ranges: null, format: 'json' }),
  ).toBe(customers.length);

  const sent = new Set(
    customers.map(({ Id, ShortName, FullName, LicenseType }) => JSON.stringify([ShortName, FullName, LicenseType, Id])),
  );
  const objects = objectsOf(file('all.json'));
  expect(objects).toHaveLength(customers.length);
  expect(
    objects.filter(
      ({ shortName, fullName, licenseNumber, id }) =>
        !sent.has(JSON.stringify([shortName, fullName, licenseNumber, id])),
    ),
  ).toEqual([]);

  const [header, ...cells] = cellsOf(file('all.csv'));
  expect(header).toEqual(['Short name', 'Full name', 'License', 'License number', 'Service', 'ID']);
  expect(cells).toEqual(
    objects.map(({ shortName, fullName, license, licenseNumber, service, id }) => [
      shortName,
      fullName,
      license,
      String(licenseNumber),
      service,
      id ?? '',
    ]),
  );
  expect(files()).toEqual(['all.csv', 'all.json']);
}, 120_000);

test('CSV is what spreadsheets know: byte order mark, CRLF, no cell that is run as a formula', async () => {
  await refresh(awkwardCustomers(20));
  await directory.exportTo(file('a.csv'), { of: 'customers', filter: all, ranges: null, format: 'csv' });
  const bytes = readFileSync(file('a.csv'));
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(bytes.toString().endsWith('\r\n')).toBe(true);
  const { data } = Papa.parse<string[]>(bytes.toString(), { newline: '\r\n' });
  expect(data.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
});

test('what is shown is exported as it is filtered and sorted', async () => {
  await refresh(makeCustomers(500, 3));
  const filter: CustomerFilter = {
    ...all,
    text: 'license:pro',
    licenses: [2],
    sort: [{ column: 'fullName', descending: true }],
  };
  const shown = await directory.search({ ...filter, offset: 0, limit: 200, locate: [] });
  expect(await directory.exportTo(file('some.json'), { of: 'customers', filter, ranges: null, format: 'json' })).toBe(
    shown.total,
  );
  expect(
    objectsOf(file('some.json'))
      .slice(0, 200)
      .map(({ shortName }) => shortName),
  ).toEqual(shown.rows.map(({ shortName }) => shortName));
});

test('an empty list is an empty file of its kind', async () => {
  expect(
    await directory.exportTo(file('none.csv'), { of: 'customers', filter: all, ranges: null, format: 'csv' }),
  ).toBe(0);
  expect(
    await directory.exportTo(file('none.json'), { of: 'customers', filter: all, ranges: null, format: 'json' }),
  ).toBe(0);
  expect(cellsOf(file('none.csv'))).toHaveLength(1);
  expect(objectsOf(file('none.json'))).toEqual([]);
});

test('a refresh meanwhile does not get into it, and searches are answered', async () => {
  await refresh(makeCustomers(30_000, 1).map((customer) => ({ ...customer, FullName: 'Old' })));
  const exporting = directory.exportTo(file('old.json'), {
    of: 'customers',
    filter: all,
    ranges: null,
    format: 'json',
  });
  let isExporting = true;
  void exporting.finally(() => (isExporting = false));
  await directory.search({ ...allCustomers, text: 'old' });
  expect(isExporting).toBe(true);
  await refresh(makeCustomers(30_000, 1).map((customer) => ({ ...customer, FullName: 'New' })));
  expect(await exporting).toBe(30_000);
  expect(new Set(objectsOf(file('old.json')).map(({ fullName }) => fullName))).toEqual(new Set(['Old']));
  expect((await directory.search({ ...allCustomers, text: 'new' })).total).toBe(30_000);
  expect((await directory.search({ ...allCustomers, text: 'old' })).total).toBe(0);
});

test('cancelling it leaves a copy that is being made alone', async () => {
  await refresh(makeCustomers(20_000));
  const columns = [{ column: 'shortName' as const, title: 'Short name' }];
  const copying = directory.table({ filter: all, ranges: [{ first: 0, last: 19_999 }], columns });
  await directory.cancelExports();
  expect((await copying).rows).toBe(20_000);
});

test.each(['cancelExports', 'close'] as const)('%s ends it, and leaves nothing behind', async (end) => {
  await refresh(makeCustomers(30_000, 1));
  writeFileSync(file('kept.csv'), 'kept');
  const exporting = directory.exportTo(file('kept.csv'), { of: 'customers', filter: all, ranges: null, format: 'csv' });
  await directory.search(allCustomers);
  await directory[end]();
  expect(await exporting).toBeNull();
  expect(files()).toEqual(['kept.csv']);
  expect(readFileSync(file('kept.csv'), 'utf8')).toBe('kept');
});

test('a folder in its place stays, and nothing else is left', async () => {
  await refresh(makeCustomers(10, 1));
  mkdirSync(file('taken.csv'));
  const problem = await failureOf(
    directory.exportTo(file('taken.csv'), { of: 'customers', filter: all, ranges: null, format: 'csv' }),
  );
  expect(problem).toMatchObject({
    code: 'export-failed',
    advice: 'There is a folder of this name. Choose another name.',
  });
  expect(files()).toEqual(['taken.csv']);
});

test('a folder that is gone is told of', async () => {
  const target = file('gone/a.csv');
  const problem = await failureOf(
    directory.exportTo(target, { of: 'customers', filter: all, ranges: null, format: 'csv' }),
  );
  expect(problem).toMatchObject({ code: 'export-failed', detail: 'ENOENT' });
  expect(problem.advice).toContain('Choose another one.');
  expect(existsSync(dirname(target))).toBe(false);
  expect(JSON.stringify(problem)).not.toContain(basename(folder));
});

const asCsv = { of: 'customers', filter: all, ranges: null, format: 'csv' } as const;

function modeOf(path: string): string {
  return (statSync(path).mode & 0o7777).toString(8);
}

// What Windows knows of links and modes is another matter.
describe.skipIf(process.platform === 'win32')('what is there already', () => {
  beforeEach(() => refresh(makeCustomers(10, 1)));

  test.each(['600', '640', '666', '777'])('of mode %s keeps it', async (mode) => {
    writeFileSync(file('kept.csv'), 'kept');
    chmodSync(file('kept.csv'), mode);
    await directory.exportTo(file('kept.csv'), asCsv);
    expect(cellsOf(file('kept.csv'))).toHaveLength(11);
    expect(modeOf(file('kept.csv'))).toBe(mode);
  });

  test('is never readable by others, not while it is written either', async () => {
    await refresh(makeCustomers(30_000, 1));
    writeFileSync(file('private.csv'), 'private', { mode: 0o600 });
    const exporting = directory.exportTo(file('private.csv'), asCsv);
    const parts = (): string[] => files().filter((name) => name.endsWith('.part'));
    await expect.poll(() => parts().map((name) => modeOf(file(name))), { interval: 1 }).toEqual(['600']);
    await exporting;
  });

  test.runIf(process.getuid?.() === 0)('keeps its owner, where that may be set', async () => {
    writeFileSync(file('theirs.csv'), 'theirs');
    chownSync(file('theirs.csv'), 1234, 5678);
    await directory.exportTo(file('theirs.csv'), asCsv);
    expect(statSync(file('theirs.csv'))).toMatchObject({ uid: 1234, gid: 5678 });
  });

  test('a link stays, and the file it names is written', async () => {
    mkdirSync(file('elsewhere'));
    writeFileSync(file('elsewhere/real.csv'), 'older', { mode: 0o600 });
    symlinkSync('elsewhere/real.csv', file('near.csv'));
    symlinkSync('near.csv', file('link.csv'));
    await directory.exportTo(file('link.csv'), asCsv);
    expect(lstatSync(file('link.csv')).isSymbolicLink()).toBe(true);
    expect(lstatSync(file('near.csv')).isSymbolicLink()).toBe(true);
    expect(cellsOf(file('elsewhere/real.csv'))).toHaveLength(11);
    expect(modeOf(file('elsewhere/real.csv'))).toBe('600');
    expect(readdirSync(file('elsewhere'))).toEqual(['real.csv']);
  });

  test('a link to a file that is yet to be written stays too', async () => {
    mkdirSync(file('elsewhere'));
    symlinkSync('elsewhere/new.csv', file('link.csv'));
    await directory.exportTo(file('link.csv'), asCsv);
    expect(lstatSync(file('link.csv')).isSymbolicLink()).toBe(true);
    expect(cellsOf(file('elsewhere/new.csv'))).toHaveLength(11);
  });

  test.each<[string, (path: string) => void, string]>([
    ['a file with two names', hardLink, 'known by other names too'],
    ['a pipe', makePipe, 'a device’s'],
    [
      'a link to a device',
      (path) => {
        symlinkSync('/dev/null', path);
      },
      'a device’s',
    ],
    [
      'a link to a folder',
      (path) => {
        symlinkSync('.', path);
      },
      'a folder of this name',
    ],
    [
      'a link to itself',
      (path) => {
        symlinkSync(basename(path), path);
      },
      'leads nowhere',
    ],
    [
      'a link to an absent drive',
      (path) => {
        symlinkSync('/nowhere/a.csv', path);
      },
      'The folder is not there any more.',
    ],
  ])('%s is left as it is, and told of', async (_, make, advice) => {
    make(file('target.csv'));
    const before = files();
    const problem = await failureOf(directory.exportTo(file('target.csv'), asCsv));
    expect(problem.code).toBe('export-failed');
    expect(problem.advice).toContain(advice);
    expect(files()).toEqual(before);
  });

  test.each([
    'cache/connections.json',
    'cache/new.json',
    'cache/logs/fieldbook.log',
    'cache/one.sqlite',
    'link/new.csv',
  ])('nothing in Fieldbook’s own folder is replaced or added: %s', async (target) => {
    mkdirSync(file('cache/logs'));
    symlinkSync('cache/logs', file('link'));
    for (const own of ['cache/connections.json', 'cache/logs/fieldbook.log']) writeFileSync(file(own), 'own');
    const listed = (): string[] => readdirSync(file('cache'), { recursive: true, encoding: 'utf8' }).sort();
    const before = listed();
    symlinkSync(file(target), file('behind.csv'));
    for (const path of [target, 'behind.csv']) {
      expect(await failureOf(directory.exportTo(file(path), asCsv))).toMatchObject({
        code: 'export-failed',
        advice: 'Fieldbook keeps its own files in this folder. Choose another folder.',
      });
    }
    expect(listed()).toEqual(before);
    expect(readFileSync(file('cache/connections.json'), 'utf8')).toBe('own');
  });

  function hardLink(path: string): void {
    writeFileSync(path, 'kept');
    linkSync(path, `${path}.other`);
  }

  function makePipe(path: string): void {
    execFileSync('mkfifo', [path]);
  }
});
