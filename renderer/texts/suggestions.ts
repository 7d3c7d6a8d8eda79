import { countOf } from '../format.ts';

export const suggestionsLabel = 'Suggestions';

/** What a filter means, where its own words don't say it. */
export const suggestionHints: Readonly<Partial<Record<string, string>>> = {
  'service:dr': 'Direct Routing',
  'service:oc': 'Operator Connect',
  'service:unknown': 'Licenses that Fieldbook does not know',
  'changed:last': 'By the last refresh with changes',
  'changed:today': 'Since midnight',
  'changed:7d': 'In the last 7 days',
  'changed:30d': 'In the last 30 days',
  'lead:yes': 'Leads, which have no ID yet',
  'lead:no': 'Customers that have an ID',
};

/** What assistive technology says when suggestions come up; nothing when there are none. */
export function suggestionsAnnounced(count: number): string {
  return count === 0 ? '' : `${countOf(count, 'suggestion')}, Down to choose`;
}
