import type { Failure } from '../../preload/contract/failures.ts';

/** Pauses before the second and the third attempt, in milliseconds; after that a person decides. */
const pauses = [2_000, 8_000];
/** A server that asks for more than this, in milliseconds, is better tried again by hand. */
const longestPause = 120_000;

/**
 * How long to wait before retrying a failed refresh, in milliseconds; null where a retry can't help. It can where network
 * or server are overwhelmed for the moment. A `Retry-After` is honoured (RFC 9110 §10.2.3); other pauses vary by a quarter,
 * so that many Fieldbooks don't come back at the same instant.
 * @param attempt how many attempts have failed
 */
export function pauseBeforeRetry(
  { code, status, retryAfterSeconds }: Failure,
  attempt: number,
  random: () => number = Math.random,
): number | null {
  const pause = pauses[attempt - 1];
  const mayPass = code === 'offline' || code === 'timed-out' || status === 429 || status === 503;
  if (pause === undefined || !mayPass) return null;
  if (retryAfterSeconds === undefined) return Math.round(pause * (0.75 + random() / 2));
  const asked = retryAfterSeconds * 1000;
  return asked <= longestPause ? asked : null;
}
