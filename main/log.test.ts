import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { openLog } from './log.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'fieldbook-log-')), 'logs');
});

const failed = {
  event: 'refresh-failed',
  took: 12,
  failure: { code: 'forbidden', detail: 'GET live.example.com: 403', status: 403 },
} as const;

function lines(): unknown[] {
  return readFileSync(join(folder, 'fieldbook.log'), 'utf8')
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

test('an entry is a line of JSON with its time', () => {
  const log = openLog(folder, () => 0);
  log.write(failed);
  log.write({ event: 'refresh-succeeded', took: 7, customers: 35 });
  expect(lines()).toEqual([
    { time: '1970-01-01T00:00:00.000Z', ...failed },
    { time: '1970-01-01T00:00:00.000Z', event: 'refresh-succeeded', took: 7, customers: 35 },
  ]);
});

test.each([
  'Authorization: Bearer abc.def-123',
  'authorization: basic dXNlcjpwYXNz',
  'token eyJhbGciOi.eyJzdWIi.c2ln was rejected',
  'POST client_secret=p4ss~word&scope=x',
])('a credential in a detail is taken out: %s', (message) => {
  const log = openLog(folder, () => 0);
  log.write({ event: 'unexpected-error', detail: message });
  const text = readFileSync(join(folder, 'fieldbook.log'), 'utf8');
  expect(text).toContain('[redacted]');
  expect(text).not.toMatch(/abc\.def|dXNlcjp|eyJzdWIi|p4ss/);
});

test('it does not grow without end, and keeps what came last', () => {
  const log = openLog(folder, () => 0);
  const detail = 'x'.repeat(100_000);
  for (let entry = 0; entry < 60; entry++)
    log.write({ ...failed, took: entry, failure: { ...failed.failure, detail } });
  expect(readdirSync(folder).sort()).toEqual(['fieldbook.1.log', 'fieldbook.2.log', 'fieldbook.log']);
  const size = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  expect(size).toBeLessThan(4_000_000);
  expect(lines().at(-1)).toMatchObject({ took: 59 });
});

test('where it can’t be written, nothing else stops, and it says why', () => {
  writeFileSync(join(folder, '..', 'logs'), 'a file in its place');
  const log = openLog(folder, () => 0);
  log.write(failed);
  expect(readFileSync(folder, 'utf8')).toBe('a file in its place');
  expect(log.problem()).toBe('EEXIST');
});

const succeeded = { event: 'refresh-succeeded', took: 7, customers: 35 } as const;

test('after a full disk it goes on: half a line is left alone, and what is missing is counted', () => {
  let isFull = false;
  const log = openLog(
    folder,
    () => 0,
    (file, text) => {
      if (!isFull) {
        appendFileSync(file, text);
        return;
      }
      // As a disk with a little room left.
      appendFileSync(file, text.slice(0, 20));
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    },
  );
  log.write(failed);
  isFull = true;
  log.write(failed);
  log.write(failed);
  expect(log.problem()).toBe('ENOSPC');
  isFull = false;
  log.write(succeeded);
  log.write(succeeded);
  expect(log.problem()).toBeNull();
  const written = readFileSync(join(folder, 'fieldbook.log'), 'utf8').trim().split('\n');
  expect(written.slice(3).map((line): unknown => JSON.parse(line))).toEqual([
    { time: '1970-01-01T00:00:00.000Z', event: 'log-resumed', lost: 2, reason: 'ENOSPC' },
    { time: '1970-01-01T00:00:00.000Z', ...succeeded },
    { time: '1970-01-01T00:00:00.000Z', ...succeeded },
  ]);
});

test.each<[string, () => void, () => void]>([
  [
    'its folder was removed',
    () => {
      rmSync(folder, { recursive: true });
    },
    () => undefined,
  ],
  [
    'a folder stood in its place',
    () => {
      rmSync(join(folder, 'fieldbook.log'));
      mkdirSync(join(folder, 'fieldbook.log'));
    },
    () => {
      rmdirSync(join(folder, 'fieldbook.log'));
    },
  ],
  [
    'its folder was a link to an absent drive',
    () => {
      rmSync(folder, { recursive: true });
      symlinkSync('/nowhere/logs', folder);
    },
    () => {
      rmSync(folder);
    },
  ],
])('after %s it goes on', (_, breakIt, mendIt) => {
  const log = openLog(folder, () => 0);
  log.write(failed);
  breakIt();
  log.write(failed);
  mendIt();
  log.write(succeeded);
  expect(lines().at(-1)).toMatchObject(succeeded);
});
