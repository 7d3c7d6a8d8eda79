import { showUnlessOk } from './alerts.svelte.ts';
import { recentSearches } from './recent-searches.svelte.ts';

/** A line of the list under the search box, and what choosing it does. */
export type Suggestion =
  /** Completes the filter that is being typed; `customers` as in `Suggestions`. */
  | { kind: 'filter'; term: string; customers: number | null }
  /** Searches for this again. */
  | { kind: 'recent'; text: string }
  /** Forgets the recent searches. */
  | { kind: 'clear-recent' };

interface SuggestionsState {
  /** Filters, or recent searches followed by `clear-recent`; empty when nothing is shown. */
  items: Suggestion[];
  /** The one that the arrow keys reached; null before that. */
  active: number | null;
}

/** What is suggested under the search box. */
export const suggestions: SuggestionsState = $state({ items: [], active: null });

/** The filter that is being typed, from `start` to `end` in the search text. */
let typed = { text: '', start: 0, end: 0 };

// Counts questions: an answer that arrives after more was typed, or after the list closed, is not shown.
let generation = 0;

/** Asks what the filter before the caret may become; the last list stays until the answer arrives. */
export async function loadSuggestions(text: string, caret: number): Promise<void> {
  suggestions.active = null;
  const asked = ++generation;
  const answer = await window.fieldbook.customers.suggest(text, caret);
  if (asked !== generation) return;
  showUnlessOk('list', answer);
  const { items, ...place } = answer.ok ? answer.value : { text, start: caret, end: caret, items: [] };
  typed = place;
  suggestions.items = items.map((item) => ({ kind: 'filter', ...item }));
}

/** Shows the recent searches, if there are any. */
export function showRecentSearches(): void {
  closeSuggestions();
  const recent = recentSearches().map((text): Suggestion => ({ kind: 'recent', text }));
  if (recent.length > 0) suggestions.items = [...recent, { kind: 'clear-recent' }];
}

/** Takes the suggestions away until something is typed. */
export function closeSuggestions(): void {
  generation++;
  Object.assign(suggestions, { items: [], active: null });
}

/** Moves to the next suggestion or the one before. @returns false when there is none, below the last one for instance */
export function moveSuggestion(step: 1 | -1): boolean {
  const { items, active } = suggestions;
  const next = (active ?? -1) + step;
  if (next >= items.length) return false;
  suggestions.active = next < 0 ? null : next;
  return true;
}

/** The search text with a filter completed, and where the caret goes: after a space, for the next word. */
export function withFilter(term: string): { text: string; caret: number } {
  const { text, start, end } = typed;
  const before = `${text.slice(0, start)}${term} `;
  return { text: before + text.slice(end).trimStart(), caret: before.length };
}
