import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openDirectory } from '../../main/directory/directory.ts';
import { FailureSchema } from '../../main/failure.ts';
import { makeCustomers } from '../../tools/live-platform/customers.ts';
import type { Simulator } from '../../tools/live-platform/simulator.ts';
import { testBedFolder, makeTemplate, startMarkedSimulator, workerFile } from './test-bed.ts';
import { type Limits, limitedNode } from './holder.ts';
import './report.ts';

// Whatever happens to an export, the file that was there before is as it was, and nothing else is left.

const Outcome = v.object({ customers: v.nullable(v.number()), failure: v.nullable(FailureSchema) });

let simulator: Simulator;
let template: string;
beforeAll(async () => {
  simulator = await startMarkedSimulator();
  template = await makeTemplate(simulator, [makeCustomers(30_000, 1)]);
});
afterAll(() => simulator.close());

let cache: string;
let target: string;
beforeEach(() => {
  cache = join(testBedFolder(), 'one.sqlite');
  copyFileSync(template, cache);
  target = join(testBedFolder(), 'documents', 'customers.csv');
  mkdirSync(dirname(target));
  writeFileSync(target, 'older');
});

function exportElsewhere(limits: Limits, ...how: string[]): { signal: string | null; output: string } {
  const [command, ...args] = limitedNode(limits);
  const script = join(import.meta.dirname, 'exporting.ts');
  const { signal, stdout } = spawnSync(command, [...args, script, cache, target, ...how], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { signal, output: stdout };
}

function expectFailure(limits: Limits, advice: string): void {
  const { failure } = v.parse(Outcome, JSON.parse(exportElsewhere(limits).output));
  expect(failure).toMatchObject({ code: 'export-failed' });
  expect(failure?.advice).toContain(advice);
  expect(readdirSync(dirname(target))).toEqual(['customers.csv']);
  expect(readFileSync(target, 'utf8')).toBe('older');
  expect(readdirSync(dirname(cache)).filter((name) => name.includes('.export-'))).toEqual([]);
}

test('a kill: what it leaves is removed at the next start', async ({ task }) => {
  task.meta.faultCode = 'none';
  // Windows knows no signals: there the process just ends.
  const signal = process.platform === 'win32' ? null : 'SIGKILL';
  expect(exportElsewhere({}, 'killed')).toEqual({ signal, output: '' });
  expect(readdirSync(dirname(target))).toEqual([expect.stringMatching(/^\.fieldbook-.*\.part$/), 'customers.csv']);
  expect(readFileSync(target, 'utf8')).toBe('older');

  const directory = openDirectory(cache, workerFile, () => 0);
  await directory.status();
  await directory.close();
  expect(readdirSync(dirname(target))).toEqual(['customers.csv']);
  expect(readdirSync(dirname(cache))).toEqual(['one.sqlite']);
});

// Only Linux limits the files of a process; elsewhere it would take a disk to fill.
test.runIf(process.platform === 'linux')('a disk that is full', ({ task }) => {
  task.meta.faultCode = 'export-failed';
  expectFailure({ fileSize: 100_000 }, 'The disk is full.');
});

test('a file that may only be read', ({ task }) => {
  task.meta.faultCode = 'export-failed';
  chmodSync(target, 0o444);
  expectFailure({ obeysModes: true }, 'can’t be written');
});

// On Windows, who may write into a folder is in access lists, which Node can't change.
test.skipIf(process.platform === 'win32')('a folder that may only be read', ({ task }) => {
  task.meta.faultCode = 'export-failed';
  chmodSync(dirname(target), 0o555);
  expectFailure({ obeysModes: true }, 'can’t be written');
});
