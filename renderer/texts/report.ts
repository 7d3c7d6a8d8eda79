import type { Snapshot } from '../../preload/contract/directory.ts';
import type { RefreshRecord } from '../../preload/contract/refresh.ts';
import { countOf, formatNumber } from '../ui/format.ts';
import { summary } from './changes.ts';

/** What the refresh report says. */
export const title = 'Refresh report';
export const setAsideTitle = 'Set aside';
export const refreshesTitle = 'Refreshes';
export const noRefreshes = 'None yet.';

/** The button that opens the report: `2 rows set aside`, or its name. */
export function opener(setAside: number): string {
  return setAside > 0 ? `${countOf(setAside, 'row')} set aside` : title;
}

/** Precedes the time. */
export function sent({ received }: Snapshot): string {
  return `Live Platform sent ${countOf(received, 'row')}`;
}

/** What came of the rows that Live Platform sent. */
export function uses({ customers, collapsed, setAside }: Snapshot): string {
  const repeats = collapsed > 0 ? `, ${countOf(collapsed, 'repeat')} of another row` : '';
  const unread = setAside.count > 0 ? `, ${formatNumber(setAside.count)} set aside` : '';
  const meaning = setAside.count > 0 ? ' A customer whose new row could not be read stays as it was.' : '';
  return `${formatNumber(customers)} in the list${repeats}${unread}.${meaning}`;
}

/** `Row 7`. */
export function row(position: number): string {
  return `Row ${formatNumber(position)}`;
}

/** `… and 40 more rows`. */
export function more(unlisted: number): string {
  return `… and ${countOf(unlisted, 'more row')}`;
}

/** How a refresh ended. */
export function outcome({ outcome: kind, changes, received, failure }: RefreshRecord): string {
  if (failure) return failure.title;
  const count = countOf(received ?? 0, 'row');
  if (kind === 'held') return `${count}, waited for a decision`;
  if (kind === 'unchanged') return `${count}, no changes`;
  return changes ? `${count}, ${summary(changes)}` : count;
}

/** How long a refresh took. */
export function duration({ startedAt, endedAt }: RefreshRecord): string {
  return `took ${formatNumber((endedAt - startedAt) / 1000)} s`;
}
