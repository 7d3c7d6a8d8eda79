import { expect, test } from 'vitest';
import { failureOf } from '../../test/failure-of.ts';
import { defaultPace, defaultStall, watchPace, watchStall } from './pace.ts';

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

/** Tells of a body, second by second, so many bytes in each; gives for how many seconds it is stalled after each. */
function stalls(bytesInEachSecond: number[]): (number | null)[] {
  let seconds = 0;
  let received = 0;
  const watch = watchStall(defaultStall, () => seconds * 1_000);
  return bytesInEachSecond.map((bytes) => {
    seconds++;
    received += bytes;
    if (bytes > 0) watch.received(received);
    const stalledFor = watch.stalledFor();
    return stalledFor === null ? null : stalledFor / 1_000;
  });
}

const times = (count: number, bytes: number): number[] => Array.from({ length: count }, () => bytes);
const flows = (count: number): null[] => Array.from({ length: count }, () => null);
const from = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

test.each([
  ['silence from the beginning', times(13, 0), [...flows(9), ...from(10, 13)]],
  ['silence after much', [50_000, ...times(12, 0)], [...flows(10), ...from(10, 12)]],
  ['drips', times(45, 90), [...flows(9), ...from(10, 45)]],
  ['drips after much', [50_000, ...times(30, 20)], [...flows(10), ...from(10, 30)]],
  ['a drip after a silence', [...times(15, 0), 1_000, 0], [...flows(9), ...from(10, 17)]],
  ['a slow network', times(60, 120), flows(60)],
  ['bytes that flow again', [...times(12, 1), 2_000, ...times(9, 0)], [...flows(9), ...from(10, 12), ...flows(10)]],
  [
    'a second stall, which counts from its own beginning',
    [...times(12, 0), 2_000, ...times(12, 0)],
    [...flows(9), ...from(10, 12), ...flows(10), ...from(10, 12)],
  ],
])('%s: stalled for so many seconds', (_, bytes, expected) => {
  expect(stalls(bytes)).toEqual(expected);
});
