import type { Snapshot } from '../../preload/contract/directory.ts';
import type { Failure } from '../../preload/contract/failures.ts';
import { countOf } from '../ui/format.ts';

/** What is said of the list's age. */
export const name = 'Freshness';
export const old = 'More than a day old';
export const stale = 'More than a week old';
export const future = 'Dated in the future: check this computer’s clock';
export const neverRefreshed = 'Not refreshed yet';
export const unreadable = 'Cached list not readable';

/** Precedes the age. */
export const updated = 'Updated';

export const refresh = 'Refresh';

/** `This list was updated 90 days ago.` */
export function staleSince(age: string): string {
  return `This list was updated ${age}. What has changed since then is not in it.`;
}

/** `Last try failed 5 minutes ago: Live Platform can’t be reached`. */
export function lastTryFailed(age: string, { title }: Failure): string {
  return `Last try failed ${age}: ${title}`;
}

/** `35 customers`. */
export function customers({ customers: count }: Snapshot): string {
  return countOf(count, 'customer');
}
