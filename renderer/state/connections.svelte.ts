import type { Answer, Connections, Failure } from '../../preload/bridge.ts';
import { loadCustomers, resetFilters } from './customers.svelte.ts';
import { loadDirectory } from './directory.svelte.ts';

interface ConnectionsState extends Connections {
  /** False until the main process has answered, so that the form does not flash up at every start. */
  known: boolean;
}

/** The connections, without their secrets. */
export const connections: ConnectionsState = $state({ known: false, current: null, others: [], problem: null });

export async function loadConnections(): Promise<void> {
  const answer = await window.fieldbook.connection.list();
  if (answer.ok) showConnections(answer.value);
}

function showConnections({ current, others, problem }: Connections): void {
  connections.known = true;
  connections.current = current;
  connections.others = others;
  connections.problem = problem;
}

/**
 * Shows the connection that an answer made current, with its own list and no filter of another's.
 * @returns the failure that kept it from doing so, if any
 */
export async function switchTo(answer: Answer<Connections>): Promise<Failure | null> {
  if (!answer.ok) return answer.failure;
  showConnections(answer.value);
  resetFilters();
  await Promise.all([loadDirectory(), answer.value.current ? loadCustomers() : undefined]);
  return null;
}
