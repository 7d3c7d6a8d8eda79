import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
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

test('an entry is a line of JSON with its time', async () => {
  const log = openLog(folder, () => 0);
  log.write(failed);
  log.write({ event: 'refresh-succeeded', took: 7, customers: 35 });
  await log.close();
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
])('a credential in an error’s message is taken out: %s', async (message) => {
  const log = openLog(folder, () => 0);
  log.write({ event: 'unexpected-error', error: new Error(message) });
  await log.close();
  const text = readFileSync(join(folder, 'fieldbook.log'), 'utf8');
  expect(text).toContain('[redacted]');
  expect(text).not.toMatch(/abc\.def|dXNlcjp|eyJzdWIi|p4ss/);
});

test('it does not grow without end', async () => {
  const log = openLog(folder, () => 0);
  const detail = 'x'.repeat(100_000);
  for (let entry = 0; entry < 60; entry++) log.write({ ...failed, failure: { ...failed.failure, detail } });
  await log.close();
  const size = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  expect(size).toBeLessThan(4_000_000);
});

test('where it can’t be written, nothing else stops', async () => {
  writeFileSync(join(folder, '..', 'logs'), 'a file in its place');
  const log = openLog(folder, () => 0);
  log.write(failed);
  await log.close();
  expect(readFileSync(folder, 'utf8')).toBe('a file in its place');
});
