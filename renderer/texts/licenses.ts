import type { License } from '../../preload/contract/licenses.ts';
import { formatNumber } from '../ui/format.ts';

/** What a license means, in a sentence; nothing but what Live Platform's names and numbers say. */
export function licenseMeaning({ number, service }: License): string {
  switch (service) {
    case 'Direct Routing':
      return `A Direct Routing license, type ${number} in Live Platform.`;
    case 'Operator Connect':
      return `An Operator Connect license (“OC” for short), type ${number} in Live Platform.`;
    case 'Unknown service':
      return `Type ${number} is not known to this version of Fieldbook: Live Platform may be newer.`;
  }
}

/** What the chart of customers by license says. */
export const trendTitle = 'Licenses over time';
export const trendTooFew = 'The chart begins with the second refresh.';
export const trendWhen = 'Refreshed';

/** What the chart shows, for its text alternative. */
export function trendCaption(refreshes: number): string {
  return `Customers by license in the last ${formatNumber(refreshes)} refreshes`;
}

/** What is said of a customer without an ID. */
export const leadBadge = 'Lead';
export const leadMeaning =
  'An Operator Connect lead: Live Platform lists it with this license, and gives it an ID when the license is applied.';
