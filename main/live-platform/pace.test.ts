import { expect, test } from 'vitest';
import { failureOf } from '../../test/failure-of.ts';
import { defaultPace, watchPace } from './pace.ts';

/** Tells of a body that brings so many bytes at a time, until it ends or is ended; gives how many seconds that took. */
async function download(bytesAtATime: number, secondsBetween: number, size: number) {
  let seconds = 0;
  const check = watchPace(defaultPace, () => seconds * 1_000);
  for (let received = 0; received < size; received += bytesAtATime) {
    seconds += secondsBetween;
    try {
      check(received + bytesAtATime);
    } catch (error) {
      return {
        seconds,
        failure: await failureOf(() => {
          throw error;
        }),
      };
    }
  }
  return { seconds, failure: null };
}

test('a byte every 25 seconds ends as a stall', async () => {
  const { seconds, failure } = await download(1, 25, 5_000);
  expect(seconds).toBe(75);
  expect(failure).toMatchObject({
    code: 'timed-out',
    detail: 'Stalled: 3 bytes in 75 s while downloading the customer list, after 3 bytes.',
  });
});

test('a body that begins well and then drips ends as well', async () => {
  let seconds = 0;
  const check = watchPace(defaultPace, () => seconds * 1_000);
  let received = 1_000_000;
  check(received);
  const drip = () => {
    for (; seconds < 600; seconds += 25) check(++received);
  };
  expect((await failureOf(drip)).code).toBe('timed-out');
  expect(seconds).toBeLessThanOrEqual(150);
});

test('what just keeps the pace ends after an hour', async () => {
  const { seconds, failure } = await download(1_024, 20, 256 * 1024 * 1024);
  expect(seconds).toBe(3_620);
  expect(failure?.detail).toMatch(/^Not complete within 3600 s/);
});

test('a slow network is no stall', async () => {
  expect(await download(1_000, 1, 130_000)).toEqual({ seconds: 130, failure: null });
  expect(await download(64_000, 29, 5_000_000)).toMatchObject({ failure: null });
});
