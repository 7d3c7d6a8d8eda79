import { expect, test } from 'vitest';
import type { LicenseCount } from '../../preload/contract/licenses.ts';
import { licenseBands } from './license-bands.ts';

function counts(...customers: number[]): LicenseCount[] {
  return customers.map((count, number) => ({
    number,
    name: `License ${number}`,
    service: 'Direct Routing',
    customers: count,
  }));
}

const size = { width: 100, height: 100 };

test('bands stand on each other, the first on top, by time and in proportion', () => {
  const points = [
    { at: 0, licenses: counts(5, 0, 5) },
    { at: 750, licenses: counts(5, 0, 5) },
    { at: 1_000, licenses: counts(10, 0, 10) },
  ];
  expect(licenseBands(points, size)).toMatchObject([
    { license: { number: 0 }, middle: 25, path: 'M0.0 50.0L75.0 50.0L100.0 0.0L100.0 50.0L75.0 75.0L0.0 75.0Z' },
    { license: { number: 2 }, middle: 75, path: 'M0.0 75.0L75.0 75.0L100.0 50.0L100.0 100.0L75.0 100.0L0.0 100.0Z' },
  ]);
});

test('labels keep their distance and stay inside', () => {
  const points = [0, 1].map((at) => ({ at, licenses: counts(1, 1, 1, 1, 96) }));
  const labels = licenseBands(points, size).map(({ label }) => label);
  for (const [index, label] of labels.entries()) {
    expect(label).toBeGreaterThanOrEqual(7.5 + 15 * index);
    expect(label).toBeLessThanOrEqual(92.5 - 15 * (labels.length - 1 - index));
  }
});

test('nothing folds when a clock was set back, and nothing divides by zero', () => {
  const [band] = licenseBands(
    [500, 100, 1_000].map((at) => ({ at, licenses: counts(1) })),
    size,
  );
  expect(band?.path).toMatch(/^M0.0 0.0L0.0 0.0L100.0 0.0/);
  expect(
    licenseBands(
      [0, 0].map((at) => ({ at, licenses: counts(0) })),
      size,
    ),
  ).toEqual([]);
});
