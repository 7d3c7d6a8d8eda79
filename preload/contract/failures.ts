// What can go wrong, as data: the closed list of failures, and how an error of the window is reported.
import type { ConnectionField } from './connection-form.ts';

/** The closed list of what can go wrong; what each means to a person is in `main/failure.ts`. */
export type FailureCode =
  | 'offline'
  | 'timed-out'
  | 'tls'
  | 'proxy'
  | 'sign-in-rejected'
  | 'token-rejected'
  | 'forbidden'
  | 'not-found'
  | 'throttled'
  | 'server-error'
  | 'not-live-platform'
  | 'malformed'
  | 'too-large'
  | 'cancelled'
  | 'keychain-unavailable'
  | 'keychain-locked'
  | 'keychain-denied'
  | 'keychain-full'
  | 'cache-unwritable'
  | 'cache-unreadable'
  | 'cache-damaged'
  | 'cache-of-another-connection'
  | 'cache-from-newer-version'
  | 'export-failed'
  | 'unexpected';

/**
 * A failure is data: a person reads title and advice, support reads code and detail. It never holds a secret, and of what a
 * server said only numbers, known codes and GUIDs.
 */
export interface Failure {
  code: FailureCode;
  title: string;
  detail: string;
  advice: string;
  /** The HTTP status, where one was answered. */
  status?: number;
  retryAfterSeconds?: number;
  /** The field of the connection form that it is about. */
  field?: ConnectionField;
  /**
   * A server's own words, where nothing else explains the failure: shown once, never stored, logged or copied. Null: they were
   * withheld, because they may repeat a secret.
   */
  quote?: string | null;
}

/** What a failure belongs to: a step, or a part of the window. With the code it decides what is offered (`renderer/alerts/offers.ts`). */
export type FailureOrigin =
  'start' | 'refresh' | 'decision' | 'list' | 'copy' | 'history' | 'preferences' | 'updates' | 'connection' | 'app';

/** A failure and what it belongs to. */
export interface OriginatedFailure {
  origin: FailureOrigin;
  failure: Failure;
}

/** Of an `ErrorReport`, in UTF-16 units. */
export const longestReported = { name: 100, stack: 10_000 };

/** An error that nobody caught in the window, as it is reported for the log: its message is left out, for it can hold data. */
export interface ErrorReport {
  /** Where it was caught: by the window, as a rejected promise, or by the boundary around a part of the window. */
  where: 'error' | 'rejection' | 'part';
  name: string;
  stack: string;
}

export type Answer<T> = { ok: true; value: T } | { ok: false; failure: Failure };
