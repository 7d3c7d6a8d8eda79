import type { Overview } from '../../preload/contract/connections.ts';
import { valueOrAlert } from './alerts.svelte.ts';
import { connections } from './connections.svelte.ts';
import { directory } from './directory.svelte.ts';

/** What is cached of the connections that are not shown, by ID; null where it can't be read. */
const others: { known: Record<string, Overview | null> } = $state({ known: {} });

/** Asks for them; what was known stays until it is answered. */
export async function loadOverviews(): Promise<void> {
  const found = valueOrAlert('connection', await window.fieldbook.connection.overviews());
  if (found) others.known = Object.fromEntries(found.map(({ connection, content }) => [connection, content]));
}

/** What is cached of a connection; null where it can't be read, undefined while it is not known. */
export function overviewOf(id: string): Overview | null | undefined {
  return id === connections.current?.id ? (directory.status ?? undefined) : others.known[id];
}
