import { beforeEach, expect, test } from 'vitest';
import type { OriginatedFailure } from '../preload/contract/failures.ts';
import { failure } from './failure.ts';
import type { LogEntry } from './log.ts';
import { createUnforeseen, type Unforeseen } from './unforeseen.ts';

let logged: LogEntry[];
let told: OriginatedFailure[];
let time: number;
let unforeseen: Unforeseen;

beforeEach(() => {
  logged = [];
  told = [];
  time = 0;
  const log = { write: (entry: LogEntry) => void logged.push(entry), problem: () => null };
  unforeseen = createUnforeseen(
    log,
    (failed) => void told.push(failed),
    () => time,
  );
});

test('an error is logged with where it was thrown, and told', () => {
  unforeseen.waiting();
  unforeseen.uncaught(new TypeError('p4ss~word'), 'In a timer');
  expect(logged).toMatchObject([{ event: 'unexpected-error' }]);
  expect(JSON.stringify(logged)).toMatch(/In a timer: TypeError at unforeseen\.test\.ts/);
  expect(told).toMatchObject([{ origin: 'app', failure: { code: 'unexpected' } }]);
  expect(JSON.stringify([logged, told])).not.toContain('p4ss');
});

test('without a window it is told once there is one, and only once', () => {
  unforeseen.uncaught(new Error('x'), 'At the start');
  unforeseen.problem('start', failure('cache-unwritable', 'x'));
  expect(told).toEqual([]);
  expect(unforeseen.waiting()).toMatchObject([{ origin: 'app' }, { origin: 'start' }]);
  expect(unforeseen.waiting()).toEqual([]);

  unforeseen.windowGone();
  unforeseen.uncaught(new Error('x'), 'Between two windows');
  expect(told).toEqual([]);
  expect(unforeseen.waiting()).toHaveLength(1);
});

test('an error with every tick fills neither the log nor the window, and is counted', () => {
  unforeseen.waiting();
  for (let tick = 0; tick < 1_000; tick++) unforeseen.uncaught(new Error('x'), 'In a timer');
  expect(logged).toHaveLength(20);
  expect(told).toHaveLength(20);
  time = 60_000;
  unforeseen.uncaught(new Error('x'), 'In a timer');
  expect(logged.slice(20)).toMatchObject([
    { event: 'unexpected-errors-left-out', count: 980 },
    { event: 'unexpected-error' },
  ]);
});

test('what the window reports is logged without its message', () => {
  const stack = 'TypeError: p4ss~word\n    at draw (https://bundle/assets/index.js:1:23)';
  const shown = unforeseen.reported({ where: 'part', name: 'TypeError', stack });
  expect(shown).toMatchObject({
    code: 'unexpected',
    detail: 'In a part of the window: TypeError at draw (index.js:1:23).',
  });
  expect(logged).toEqual([{ event: 'unexpected-error', detail: shown.detail }]);
});

test('where the window can’t be told, nothing is thrown, and it is told later', () => {
  const failing = createUnforeseen(
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
