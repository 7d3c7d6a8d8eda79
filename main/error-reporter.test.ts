import { beforeEach, expect, test } from 'vitest';
import type { OriginatedFailure } from '../preload/contract/failures.ts';
import { failure } from './failure.ts';
import type { LogEntry } from './log.ts';
import { createErrorReporter, type ErrorReporter } from './error-reporter.ts';

let logged: LogEntry[];
let told: OriginatedFailure[];
let time: number;
let reporter: ErrorReporter;

beforeEach(() => {
  logged = [];
  told = [];
  time = 0;
  const log = { write: (entry: LogEntry) => void logged.push(entry), problem: () => null };
  reporter = createErrorReporter(
    log,
    (failed) => void told.push(failed),
    () => time,
  );
});

test('an error is logged with where it was thrown, and told', () => {
  reporter.waiting();
  reporter.uncaught(new TypeError('p4ss~word'), 'In a timer');
  expect(logged).toMatchObject([{ event: 'unexpected-error' }]);
  expect(JSON.stringify(logged)).toMatch(/In a timer: TypeError at error-reporter\.test\.ts/);
  expect(told).toMatchObject([{ origin: 'app', failure: { code: 'unexpected' } }]);
  expect(JSON.stringify([logged, told])).not.toContain('p4ss');
});

test('without a window it is told once there is one, and only once', () => {
  reporter.uncaught(new Error('x'), 'At the start');
  reporter.problem('start', failure('cache-unwritable', 'x'));
  expect(told).toEqual([]);
  expect(reporter.waiting()).toMatchObject([{ origin: 'app' }, { origin: 'start' }]);
  expect(reporter.waiting()).toEqual([]);

  reporter.windowGone();
  reporter.uncaught(new Error('x'), 'Between two windows');
  expect(told).toEqual([]);
  expect(reporter.waiting()).toHaveLength(1);
});

test('an error with every tick fills neither the log nor the window, and is counted', () => {
  reporter.waiting();
  for (let tick = 0; tick < 1_000; tick++) reporter.uncaught(new Error('x'), 'In a timer');
  expect(logged).toHaveLength(20);
  expect(told).toHaveLength(20);
  time = 60_000;
  reporter.uncaught(new Error('x'), 'In a timer');
  expect(logged.slice(20)).toMatchObject([
    { event: 'unexpected-errors-left-out', count: 980 },
    { event: 'unexpected-error' },
  ]);
});

test('what the window reports is logged without its message', () => {
  const stack = 'TypeError: p4ss~word\n    at draw (https://bundle/assets/index.js:1:23)';
  const shown = reporter.reported({ where: 'part', name: 'TypeError', stack });
  expect(shown).toMatchObject({
    code: 'unexpected',
    detail: 'In a part of the window: TypeError at draw (index.js:1:23).',
  });
  expect(logged).toEqual([{ event: 'unexpected-error', detail: shown.detail }]);
});

test('where the window can’t be told, nothing is thrown, and it is told later', () => {
  const failing = createErrorReporter(
    { write: (entry) => void logged.push(entry), problem: () => null },
    () => {
      throw new Error('Render frame was disposed before WebFrameMain could be accessed');
    },
    () => time,
  );
  failing.waiting();
  failing.uncaught(new TypeError('x'), 'In a menu');
  expect(logged).toHaveLength(1);
  expect(failing.waiting()).toMatchObject([{ origin: 'app', failure: { code: 'unexpected' } }]);
});
