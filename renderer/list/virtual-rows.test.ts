import { describe, expect, test } from 'vitest';
import { boxHeight, rowsInSight, rowTop, scrollTopMovedBy, scrollTopShowing } from './virtual-rows.ts';

const few = { total: 1_000, rowHeight: 32, viewHeight: 640, pixelRatio: 1 };

test('a box is as high as its rows', () => {
  expect(boxHeight(few)).toBe(32_000);
  expect(rowsInSight(few, 0)).toEqual({ first: 0, last: 28 });
  expect(rowsInSight(few, 3_200)).toEqual({ first: 92, last: 128 });
  expect(rowTop(few, 100, 3_200)).toBe(3_200);
  expect(rowsInSight({ ...few, total: 0 }, 0)).toEqual({ first: 0, last: -1 });
});

test('a row comes into sight with the least scrolling', () => {
  expect(scrollTopShowing(few, 0, 3_200)).toBe(0);
  expect(scrollTopShowing(few, 105, 3_200)).toBe(3_200);
  expect(scrollTopShowing(few, 120, 3_200)).toBe(121 * 32 - 640);
  expect(scrollTopMovedBy(few, 2, 3_200)).toBe(3_264);
});

describe.each([
  ['a million rows', 1_000_000, 32, 1],
  ['a million rows at 200 % zoom', 1_000_000, 32, 2],
  ['three million compact rows on a fine screen', 3_000_000, 26, 3],
])('%s', (_, total, rowHeight, pixelRatio) => {
  const box = { total, rowHeight, viewHeight: 640, pixelRatio };
  const lowest = boxHeight(box) - box.viewHeight;

  test('stay within what Chromium lays out', () => {
    expect(boxHeight(box) * pixelRatio).toBeLessThan(33_554_432);
  });

  test('can all be reached', () => {
    expect(rowsInSight(box, 0).first).toBe(0);
    expect(rowsInSight(box, lowest).last).toBe(total - 1);
    expect(rowTop(box, total - 1, lowest) + rowHeight).toBeCloseTo(boxHeight(box), 1);
    for (const row of [0, 1, 4_711, total / 2, total - 1]) {
      const scrollTop = scrollTopShowing(box, row, lowest / 3);
      const top = rowTop(box, row, scrollTop) - scrollTop;
      expect(top).toBeGreaterThan(-1);
      expect(top + rowHeight).toBeLessThan(box.viewHeight + 1);
    }
  });
});

test('never more than a hundred rows are drawn', () => {
  const { first, last } = rowsInSight({ ...few, viewHeight: 5_000 }, 9_000);
  expect(last - first + 1).toBe(100);
});
