import { mostSearches } from '../../preload/contract/preferences.ts';
import { connections } from './connections.svelte.ts';
import { whenFound } from './customer-search.svelte.ts';
import { customers } from './customers.svelte.ts';
import { prefer, preferences } from './preferences.svelte.ts';

/** What was searched for last in the list of the current connection, newest first. */
export function recentSearches(): string[] {
  return preferences.searches[connections.current?.id ?? ''] ?? [];
}

/** Remembers the current search, unless it finds nothing or another search replaces it before that is known. */
export async function rememberSearch(): Promise<void> {
  const text = customers.text.trim();
  await whenFound();
  if (text === '' || text !== customers.text.trim() || !customers.total || text === recentSearches()[0]) return;
  replaceRecent([text, ...recentSearches().filter((other) => other !== text)].slice(0, mostSearches));
}

/** Forgets the searches of the connection that is shown. */
export function clearRecentSearches(): void {
  replaceRecent([]);
}

function replaceRecent(texts: string[]): void {
  const id = connections.current?.id;
  if (id !== undefined) prefer({ searches: { ...preferences.searches, [id]: texts } });
}
