import type { Failure, FailureCode, OriginatedFailure } from '../../preload/contract/failures.ts';
import type { Offer } from '../texts/failure.ts';

/** Refresh failures that a person fixes in the connection form, and those that may pass or be fixed there. */
const mendedInForm: readonly FailureCode[] = ['sign-in-rejected', 'token-rejected', 'not-found'];
const keychainCodes: readonly FailureCode[] = [
  'keychain-unavailable',
  'keychain-locked',
  'keychain-denied',
  'keychain-full',
];
const perhapsMendedInForm: readonly FailureCode[] = ['not-live-platform', 'tls', ...keychainCodes];

/**
 * What an alert offers, the most helpful first. It follows from what failed and why: a retry where the same action can be
 * repeated, the connection form where the cause is in it.
 * @param waiting whether it is retried automatically
 */
export function offersOf({ origin, failure }: OriginatedFailure, waiting: boolean): Offer[] {
  const always: Offer[] = ['copy-details', 'dismiss'];
  const reload: Offer[] = failure.code === 'unexpected' ? ['reload'] : [];
  switch (origin) {
    case 'refresh':
      if (waiting) return ['cancel', 'copy-details'];
      if (isMendedInForm(failure)) return ['open-connection', 'retry', ...always];
      if (perhapsMendedInForm.includes(failure.code)) return ['retry', 'open-connection', ...always];
      return ['retry', ...reload, ...always];
    case 'list':
      return ['retry', ...reload, ...always];
    case 'app':
      return ['reload', ...always];
    case 'connection':
      // The secret can be saved again there.
      return [...(isNotice({ origin, failure }) ? (['open-connection'] as const) : []), ...reload, ...always];
    case 'start':
      // What could not be read at the start may be readable now.
      return [...(failure.code === 'cache-unreadable' ? (['retry'] as const) : []), ...reload, ...always];
    case 'decision':
    case 'copy':
    case 'history':
    case 'preferences':
    case 'updates':
      return [...reload, ...always];
  }
}

/** Whether it tells where a secret is kept instead, rather than of something that failed. */
export function isNotice({ origin, failure }: OriginatedFailure): boolean {
  return origin === 'connection' && keychainCodes.includes(failure.code);
}

function isMendedInForm({ code, field }: Failure): boolean {
  return field !== undefined || mendedInForm.includes(code);
}
