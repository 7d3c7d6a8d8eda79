import { expect, test } from 'vitest';
import { failure } from '../failure.ts';
import { pauseBeforeRetry } from './pause-before-retry.ts';

const half = (): number => 0.5;

test('pauses grow, and end with the third attempt', () => {
  const offline = failure('offline', '');
  expect([1, 2, 3].map((attempt) => pauseBeforeRetry(offline, attempt, half))).toEqual([2_000, 8_000, null]);
});

test('pauses vary by a quarter', () => {
  const offline = failure('offline', '');
  expect(pauseBeforeRetry(offline, 2, () => 0)).toBe(6_000);
  expect(pauseBeforeRetry(offline, 2, () => 1)).toBe(10_000);
});

test.each([
  ['timed-out', undefined, 2_000],
  ['throttled', 429, 2_000],
  ['server-error', 503, 2_000],
  ['server-error', 500, null],
  ['server-error', undefined, null],
  ['sign-in-rejected', 400, null],
  ['malformed', undefined, null],
  ['cancelled', undefined, null],
  ['tls', undefined, null],
] as const)('%s with status %s waits %s', (code, status, pause) => {
  const problem = failure(code, '', status === undefined ? {} : { status });
  expect(pauseBeforeRetry(problem, 1, half)).toBe(pause);
});

test('what the server asks for is honoured, if it is no longer than two minutes', () => {
  expect(pauseBeforeRetry(failure('throttled', '', { status: 429, retryAfterSeconds: 42 }), 1, half)).toBe(42_000);
  expect(pauseBeforeRetry(failure('throttled', '', { status: 429, retryAfterSeconds: 3600 }), 1, half)).toBeNull();
});
