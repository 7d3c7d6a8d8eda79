import type { RefreshRecord, Snapshot } from '../../preload/bridge.ts';
import { countOf, formatMoment, formatNumber } from '../format.ts';
import { summary } from './changes.ts';

/** What the refresh report says. */
export const title = 'Refresh report';
export const setAsideTitle = 'Set aside';
export const removedTitle = 'Removed';
export const refreshesTitle = 'Refreshes';
export const noRefreshes = 'None yet.';

/** The button that opens the report: `2 rows set aside`, or its name. */
export function opener(setAside: number): string {
  return setAside > 0 ? `${countOf(setAside, 'row')} set aside` : title;
}

/** What became of the rows that Live Platform sent. */
export function rows({ received, refreshedAt, customers, collapsed, setAside }: Snapshot): string {
  const sent = `Live Platform sent ${countOf(received, 'row')}, ${formatMoment(refreshedAt)}.`;
  const uses = `${formatNumber(customers)} are in the list, ${formatNumber(collapsed)} repeated another row, ${formatNumber(setAside.count)} were set aside.`;
  return `${sent} ${uses} A customer whose new row could not be read stays as it was.`;
}

export function row(position: number): string {
  return `Row ${formatNumber(position)}`;
}

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

/** When a refresh ran and how long it took. */
export function duration({ startedAt, endedAt }: RefreshRecord): string {
  return `${formatMoment(startedAt)}, ${formatNumber((endedAt - startedAt) / 1000)} s`;
}
