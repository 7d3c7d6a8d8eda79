import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { FailureSchema } from '../../main/failure.ts';
import { testBedFolder } from './test-bed.ts';
import './report.ts';

// Lists that are made to exhaust memory or disk: each in a process of its own, which tells what it took.

const megabyte = 1024 * 1024;
const Told = v.object({
  failure: v.nullable(FailureSchema),
  snapshot: v.nullable(
    v.object({ customers: v.number(), received: v.number(), setAside: v.object({ count: v.number() }) }),
  ),
  /** In megabytes, at most. */
  memory: v.number(),
  /** In megabytes. */
  cache: v.number(),
});
const row = '{"Id":"a","ShortName":"A","FullName":"A","LicenseType":0}';

async function refreshWith(
  start: string,
  repeated: string,
  end: string,
  bytes: number,
): Promise<v.InferOutput<typeof Told>> {
  const args = [
    join(import.meta.dirname, 'bomb.ts'),
    join(testBedFolder(), 'one.sqlite'),
    start,
    repeated,
    end,
    String(bytes),
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return v.parse(Told, JSON.parse(stdout));
}

test.each([
  ['brackets', '', '[', 'malformed', 'nests deeper'],
  ['brackets in a row', `[${row},`, '[', 'malformed', 'nests deeper'],
  ['objects in a field', `[${row},{"Id":`, '{"a":', 'malformed', 'nests deeper'],
  ['a wide list in a row', `[${row},[`, '{},', 'too-large', 'A row of the answer is longer'],
  ['an object', '{"a":[', '{},', 'malformed', 'an object where a list was due'],
])('255 MB of %s take no more memory than their bytes', async (_, start, repeated, code, detail) => {
  const { failure, memory } = await refreshWith(start, repeated, '', 255 * megabyte);
  expect(failure?.code).toBe(code);
  expect(failure?.detail).toContain(detail);
  expect(memory).toBeLessThan(700);
});

test.each([
  ['null', 'null,'],
  ['lists', '[],'],
  ['objects', '{},'],
  ['numbers', '0,'],
  ['objects of one ID', '{"Id":"a"},'],
])('40 MB of rows that are %s are counted, and neither kept nor stored', async (_, repeated) => {
  const { failure, snapshot, memory, cache } = await refreshWith(`[${row},`, repeated, 'null]', 40 * megabyte);
  expect(failure).toBeNull();
  const { customers = 0, received = 0, setAside } = snapshot ?? {};
  expect(received).toBeGreaterThan((40 * megabyte) / repeated.length);
  expect([customers, setAside?.count]).toEqual([1, received - 1]);
  expect(cache).toBeLessThan(1);
  expect(memory).toBeLessThan(500);
});
