import { countOf, formatNumber } from '../ui/format.ts';

/** What the search box says. */
export const name = 'Search customers';
export const placeholder = 'Search name or ID';

/** What was pasted as several lines or cells; a press removes it. */
export function pasted(terms: number): string {
  return `${formatNumber(terms)} pasted`;
}
export const removePasted = 'Show all again, without what was pasted';

/** For more than can be searched for at once. */
export function pastedTooMany(kept: number, all: number): string {
  return `The first ${formatNumber(kept)} of ${formatNumber(all)} are searched for.`;
}

export const suggestionsLabel = 'Suggestions';
export const suggestionsStatus = 'Search suggestions';

export const recentSearches = 'Recent searches';
export const recentSearchesHint = 'Recent searches (Alt+↓)';
export const clearRecentSearches = 'Clear recent searches';

/** What a filter means, where its own words don't say it. */
export const suggestionHints: Readonly<Partial<Record<string, string>>> = {
  'service:dr': 'Direct Routing',
  'service:oc': 'Operator Connect',
  'service:unknown': 'Licenses that Fieldbook does not know',
  'changed:last': 'By the last refresh with changes',
  'changed:today': 'Since midnight',
  'changed:yesterday': 'Yesterday and today',
  'changed:7d': 'In the last 7 days',
  'changed:30d': 'In the last 30 days',
  'lead:yes': 'Leads, which have no ID yet',
  'lead:no': 'Customers that have an ID',
};

/** What assistive technology says when suggestions or recent searches come up; nothing when there are none. */
export function suggestionsAnnounced(filters: number, recent: number): string {
  if (recent > 0) return `${countOf(recent, 'recent search', 'recent searches')}, Down to choose`;
  return filters > 0 ? `${countOf(filters, 'suggestion')}, Down to choose` : '';
}
