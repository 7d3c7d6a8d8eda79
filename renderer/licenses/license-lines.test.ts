import { expect, test } from 'vitest';
import type { LicenseCount } from '../../preload/contract/licenses.ts';
import { licenseLines } from './license-lines.ts';

function counts(...customers: number[]): LicenseCount[] {
  return customers.map((count, number) => ({
    number,
    name: `License ${number}`,
    service: 'Direct Routing',
    customers: count,
  }));
}

const size = { width: 100, height: 20 };

test('each license that occurs has a line from its least to its most, by time, with the numbers at its ends', () => {
  const points = [
    { at: 0, licenses: counts(5, 0, 7) },
    { at: 750, licenses: counts(6, 0, 7) },
    { at: 1_000, licenses: counts(15, 0, 7) },
  ];
  expect(licenseLines(points, size)).toMatchObject([
    { license: { number: 0 }, path: 'M0.0 20.0L75.0 18.0L100.0 0.0', first: 5, last: 15 },
    { license: { number: 2 }, path: 'M0.0 10.0L75.0 10.0L100.0 10.0', first: 7, last: 7 },
  ]);
});

test('a license that nobody has any more ends at 0, and one that is new begins there', () => {
  const points = [
    { at: 0, licenses: counts(3, 0) },
    { at: 1_000, licenses: counts(0, 2) },
  ];
  expect(licenseLines(points, size)).toMatchObject([
    { first: 3, last: 0, path: 'M0.0 0.0L100.0 20.0' },
    { first: 0, last: 2, path: 'M0.0 20.0L100.0 0.0' },
  ]);
});

test('nothing folds when a clock was set back, and nothing divides by zero', () => {
  const [line] = licenseLines(
    [500, 100, 1_000].map((at) => ({ at, licenses: counts(1) })),
    size,
  );
  expect(line?.path).toBe('M0.0 10.0L0.0 10.0L100.0 10.0');
  const empty = [0, 0].map((at) => ({ at, licenses: counts(0) }));
  expect(licenseLines(empty, size)).toEqual([]);
});
