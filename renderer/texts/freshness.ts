import type { Snapshot } from '../../preload/bridge.ts';
import { countOf } from '../ui/format.ts';

/** What is said of the list's age. */
export const name = 'Freshness';
export const old = 'More than a day old';
export const future = 'Dated in the future: check this computer’s clock';
export const neverRefreshed = 'Not refreshed yet';

/** Stands before the age. */
export const updated = 'Updated';

/** `35 customers`. */
export function customers({ customers: count }: Snapshot): string {
  return countOf(count, 'customer');
}
