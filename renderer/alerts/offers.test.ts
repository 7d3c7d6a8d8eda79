import { expect, test } from 'vitest';
import type { Failure, FailureCode, FailureOrigin } from '../../preload/contract/failures.ts';
import type { Offer } from '../texts/failure.ts';
import { isNotice, offersOf } from './offers.ts';

function failed(code: FailureCode, more: Partial<Failure> = {}): Failure {
  return { code, title: '', detail: '', advice: '', ...more };
}

const expired = failed('sign-in-rejected', { field: 'clientSecret' });

const cases: [string, FailureOrigin, Failure, boolean, Offer[]][] = [
  ['an expired secret', 'refresh', expired, false, ['open-connection', 'retry', 'copy-details', 'dismiss']],
  [
    'a refusal without a field',
    'refresh',
    failed('sign-in-rejected'),
    false,
    ['open-connection', 'retry', 'copy-details', 'dismiss'],
  ],
  ['401', 'refresh', failed('token-rejected'), false, ['open-connection', 'retry', 'copy-details', 'dismiss']],
  [
    'a web page',
    'refresh',
    failed('not-live-platform'),
    false,
    ['retry', 'open-connection', 'copy-details', 'dismiss'],
  ],
  [
    'a locked keychain',
    'refresh',
    failed('keychain-locked'),
    false,
    ['retry', 'open-connection', 'copy-details', 'dismiss'],
  ],
  [
    'a secret that could not be kept',
    'connection',
    failed('keychain-unavailable'),
    false,
    ['open-connection', 'copy-details', 'dismiss'],
  ],
  ['no network', 'refresh', failed('offline'), false, ['retry', 'copy-details', 'dismiss']],
  ['no network, tried again', 'refresh', failed('offline'), true, ['cancel', 'copy-details']],
  ['a full disk', 'refresh', failed('cache-unwritable'), false, ['retry', 'copy-details', 'dismiss']],
  ['a bug in a refresh', 'refresh', failed('unexpected'), false, ['retry', 'reload', 'copy-details', 'dismiss']],
  ['a list that can’t be read', 'list', failed('cache-unwritable'), false, ['retry', 'copy-details', 'dismiss']],
  ['a copy: never a refresh', 'copy', failed('cache-damaged'), false, ['copy-details', 'dismiss']],
  ['a copy while a refresh waits', 'copy', failed('unexpected'), true, ['reload', 'copy-details', 'dismiss']],
  ['a bug', 'app', failed('unexpected'), false, ['reload', 'copy-details', 'dismiss']],
  ['a file that can’t be read', 'start', failed('cache-unreadable'), false, ['retry', 'copy-details', 'dismiss']],
  ['preferences', 'preferences', failed('cache-unwritable'), false, ['copy-details', 'dismiss']],
];

test.each(cases)('%s', (_name, origin, failure, waiting, offers) => {
  expect(offersOf({ origin, failure }, waiting)).toEqual(offers);
});

test('a secret that is kept until Fieldbook is closed is a notice; a keychain that keeps a refresh from signing in is not', () => {
  expect(isNotice({ origin: 'connection', failure: failed('keychain-locked') })).toBe(true);
  expect(isNotice({ origin: 'refresh', failure: failed('keychain-locked') })).toBe(false);
  expect(isNotice({ origin: 'connection', failure: failed('unexpected') })).toBe(false);
});
