import type { Connections } from '../../preload/contract/connections.ts';
import type { Answer, Failure } from '../../preload/contract/failures.ts';
import { dismissAlert, showFailure, valueOrAlert } from './alerts.svelte.ts';
import { forgetChanges, updateChanges } from './changes.svelte.ts';
import { connections } from './connections.svelte.ts';
import { closeCustomerMenu } from './customer-menu.svelte.ts';
import { loadCustomers } from './customer-search.svelte.ts';
import { forgetDirectory, loadDirectory } from './directory.svelte.ts';
import { openSavedView } from './saved-view.svelte.ts';
import { preferences } from './preferences.svelte.ts';
import { forgetRefreshes } from './refreshes.svelte.ts';

/** Asks which connections there are; a failure becomes an alert. */
export async function loadConnections(): Promise<void> {
  const known = valueOrAlert('connection', await window.fieldbook.connection.list());
  if (known) showConnections(known);
}

/** Looks again for connections that could not be read. */
export async function readConnectionsAgain(): Promise<void> {
  await switchTo(await window.fieldbook.connection.readAgain());
}

/** Shows another saved connection; a failure becomes an alert. */
export async function showConnection(id: string): Promise<void> {
  if (id === connections.current?.id) return;
  const failure = await switchTo(await window.fieldbook.connection.select(id));
  if (failure) showFailure('connection', failure);
}

/** Takes over what the main process says of the connections by itself. */
export async function takeOver(changed: Connections): Promise<void> {
  if (changed.current?.id === connections.current?.id) showConnections(changed);
  else await switchTo({ ok: true, value: changed });
}

/** Goes back to where the person was in the list of the current connection. */
export function openCurrentSavedView(): void {
  openSavedView(preferences.savedViews[connections.current?.id ?? '']);
}

/**
 * Shows the connection that an answer made current, with its own list and no filter of another's.
 * @returns the failure that kept it from doing so, if any
 */
export async function switchTo(answer: Answer<Connections>): Promise<Failure | null> {
  if (!answer.ok) return answer.failure;
  const isAnother = answer.value.current?.id !== connections.current?.id;
  showConnections(answer.value);
  openCurrentSavedView();
  if (isAnother) {
    closeCustomerMenu();
    forgetDirectory();
    forgetRefreshes();
    forgetChanges();
  }
  await Promise.all([loadDirectory(), ...(answer.value.current ? [loadCustomers(), updateChanges()] : [])]);
  return null;
}

function showConnections({ current, others, order, forgetting, problem }: Connections): void {
  if (connections.problem) dismissAlert({ origin: 'start', failure: connections.problem });
  if (problem) showFailure('start', problem);
  Object.assign(connections, { current, others, order, forgetting, problem });
}
