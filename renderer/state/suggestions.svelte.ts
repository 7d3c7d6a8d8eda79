import type { Suggestions } from '../../preload/bridge.ts';

interface SuggestionsState extends Suggestions {
  /** The search text they were made for. */
  text: string;
  /** The one that the arrow keys have reached; null before that. */
  active: number | null;
}

/** What the filter that is being typed may become. */
export const suggestions: SuggestionsState = $state({ text: '', start: 0, end: 0, items: [], active: null });

// Counts what was asked: an answer that comes after more was typed, or after they were closed, is not shown.
let generation = 0;

/** Asks for suggestions for what is typed before the caret, and shows them when they have arrived: until then the last ones stay. */
export async function loadSuggestions(text: string, caret: number): Promise<void> {
  suggestions.active = null;
  const asked = ++generation;
  const answer = await window.fieldbook.customers.suggest(text, caret);
  if (answer.ok && asked === generation) Object.assign(suggestions, answer.value, { text });
}

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

/** The search text with a suggestion in it, and where the caret goes: behind a blank, for the next word. */
export function withSuggestion(term: string): { text: string; caret: number } {
  const { text, start, end } = suggestions;
  const before = `${text.slice(0, start)}${term} `;
  return { text: before + text.slice(end).trimStart(), caret: before.length };
}
