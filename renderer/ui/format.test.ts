import { afterEach, expect, test, vi } from 'vitest';
import { countOf, formatAge, formatBytes, formatDuration, isSameDay, ageLevel } from './format.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

const second = 1_000;
const hour = 3_600 * second;

test.each([
  [0, 'just now'],
  [59 * second, 'just now'],
  [60 * second, '1 minute ago'],
  [59 * 60 * second, '59 minutes ago'],
  [2 * hour, '2 hours ago'],
  [23.9 * hour, '23 hours ago'],
  [24 * hour, '1 day ago'],
  [80 * hour, '3 days ago'],
  [-59 * second, 'just now'],
  [-60 * second, '1 minute in the future'],
  [-5 * hour, '5 hours in the future'],
  [-366 * 24 * hour, '366 days in the future'],
])('%d ms are %s', (age, words) => {
  expect(formatAge(1e12 - age, 1e12)).toBe(words);
});

test('a list is old after a day and stale after a week, and one from the future is not fresh', () => {
  expect(ageLevel(0, 24 * hour)).toBe('fresh');
  expect(ageLevel(0, 24 * hour + 1)).toBe('old');
  expect(ageLevel(0, 7 * 24 * hour)).toBe('old');
  expect(ageLevel(0, 7 * 24 * hour + 1)).toBe('stale');
  expect(ageLevel(59 * second, 0)).toBe('fresh');
  expect(ageLevel(60 * second, 0)).toBe('future');
  expect(ageLevel(48 * hour, 0)).toBe('future');
});

test('a day ends at midnight, local time', () => {
  const lastSecond = new Date(2026, 10, 25, 23, 59, 59).getTime();
  expect(isSameDay(lastSecond, new Date(2026, 10, 25).getTime())).toBe(true);
  expect(isSameDay(lastSecond, lastSecond + second)).toBe(false);
});

test('counts, sizes and spans are in plain words', () => {
  expect([0, 1, 2].map((count) => countOf(count, 'customer'))).toEqual(['0 customers', '1 customer', '2 customers']);
  expect([1, 2].map((count) => countOf(count, 'search', 'searches'))).toEqual(['1 search', '2 searches']);
  expect([formatBytes(900), formatBytes(812_000), formatBytes(13_400_000)]).toEqual(['900 bytes', '812 KB', '13.4 MB']);
  expect([1, 42, 120, 7_200].map(formatDuration)).toEqual(['1 second', '42 seconds', '2 minutes', '2 hours']);
});

// Thai and Persian have calendars and digits of their own, which `changed:` does not take.
test.each(['th-TH', 'fa-IR', 'ar-SA', 'hi-IN-u-nu-deva'])(
  '%s shows Gregorian years in Latin digits',
  async (language) => {
    vi.resetModules();
    vi.stubGlobal('navigator', { language });
    const { formatMoment, formatNumber } = await import('./format.ts');
    expect(formatMoment(new Date(2026, 10, 25, 10, 30).getTime())).toContain('2026');
    expect(formatNumber(1234)).toMatch(/^1.?234$/);
  },
);
