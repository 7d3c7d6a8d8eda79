/** The stand-in's contract: what the preload script exposes crosses contextBridge as in Electron. */
import { expect } from '@playwright/test';
import { test } from './sample-app/sample.ts';

test('contextBridge freezes what it exposes, and leaves nothing else', async ({ shared: { page } }) => {
  const found = await page.evaluate(() => ({
    frozen: Object.isFrozen(window.sample) && Object.isFrozen(window.sample.nested.list),
    writable: Reflect.set(window, 'sample', 1),
    map: window.sample.nested.map.get('key'),
    time: window.sample.nested.when.getTime(),
    bytes: window.sample.nested.bytes.join(),
    leftovers: Object.getOwnPropertyNames(window).filter((name) => /standin|require|process/.test(name)),
  }));
  expect(found).toEqual({ frozen: true, writable: false, map: 1, time: 0, bytes: '1,2,3', leftovers: [] });
});

test('contextBridge copies values and carries functions and promises', async ({ shared: { page } }) => {
  const found = await page.evaluate(async () => {
    class Point {
      x = 1;
    }
    const thing = {};
    window.sample.isLastSeen(thing);
    const doubled = window.sample.roundTrip({ double: (x: number) => x * 2 }) as { double: (x: number) => number };
    const failing = window.sample.roundTrip(Promise.reject(new RangeError('later'))) as Promise<unknown>;
    return {
      sum: window.sample.sum(1, 2),
      description: window.sample.describe(new Point()),
      sameObject: window.sample.isLastSeen(thing),
      doubled: doubled.double(21),
      promise: await (window.sample.roundTrip(Promise.resolve(9)) as Promise<number>),
      rejection: await failing.catch(String),
    };
  });
  expect(found).toEqual({
    sum: 3,
    description: '[object Object] of Object',
    sameObject: false,
    doubled: 42,
    promise: 9,
    rejection: 'Error: later',
  });
});

test('contextBridge refuses proxies and passes errors', async ({ shared: { page } }) => {
  const thrown = await page.evaluate(() => {
    const attempt = (run: () => unknown): string => {
      try {
        run();
        return 'nothing thrown';
      } catch (error) {
        return String(error);
      }
    };
    return [
      attempt(() => window.sample.roundTrip(new Proxy({ a: 1 }, {}))),
      attempt(() => {
        window.sample.fail();
      }),
    ];
  });
  expect(thrown).toEqual(['Error: An object could not be cloned.', 'Error: on purpose']);
});
