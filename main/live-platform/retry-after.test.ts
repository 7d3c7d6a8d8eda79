import { expect, it } from 'vitest';
import { retryAfter } from './retry-after.ts';

const now = Date.UTC(2026, 0, 15, 12, 0, 0);

it.each([
  ['0', 0],
  ['7', 7],
  [' 120 ', 120],
  ['999999999', 86_400],
  ['Thu, 15 Jan 2026 12:01:30 GMT', 90],
  ['Thursday, 15-Jan-26 12:01:30 GMT', 90],
  ['Thu Jan 15 12:01:30 2026', 90],
  ['Thu, 15 Jan 2026 11:00:00 GMT', 0],
  ['Fri, 31 Dec 2100 23:59:59 GMT', 86_400],
])('reads %j', (value, retryAfterSeconds) => {
  expect(retryAfter(new Headers({ 'retry-after': value }), now)).toEqual({ retryAfterSeconds });
});

it.each(['', '-5', '1.5', '1e3', 'soon', '2026-01-15T12:01:30Z', 'Thu, 99 Foo 2026 12:01:30 GMT', 'Soon, very soon'])(
  'ignores %j',
  (value) => {
    expect(retryAfter(new Headers({ 'retry-after': value }), now)).toEqual({});
  },
);

it('says nothing when the server said nothing', () => {
  expect(retryAfter(new Headers(), now)).toEqual({});
});
