import { formatNumber } from '../ui/format.ts';

/** What the chart of customers by license says. */
export const title = 'Licenses over time';
export const tooFew = 'The chart begins with the second refresh.';
export const when = 'Refreshed';

/** What the chart shows, for its text alternative. */
export function caption(refreshes: number): string {
  return `Customers by license in the last ${formatNumber(refreshes)} refreshes`;
}
