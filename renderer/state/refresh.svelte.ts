import type { RefreshState } from '../../preload/contract/refresh.ts';
import { dismissFailure, showUnlessOk } from './alerts.svelte.ts';
import { showFailedTry } from './directory.svelte.ts';

interface Refresh {
  state: RefreshState;
  /** When it is retried, by `performance.now()`, which no clock change affects. Null: it is not waiting. */
  retryAt: number | null;
}

/** What the refresh is doing. */
export const refresh: Refresh = $state({ state: { kind: 'idle' }, retryAt: null });

/** Takes over what the main process says of the refresh. */
export function showRefresh(state: RefreshState): void {
  refresh.state = state;
  refresh.retryAt = state.kind === 'waiting' ? performance.now() + state.pause : null;
}

/** Refreshes; does nothing while a refresh runs. One that waits to retry does so now. */
export async function startRefresh(): Promise<void> {
  if (refresh.state.kind === 'running') return;
  dismissFailure('refresh');
  showRefresh({ kind: 'running', step: 'signing-in', receivedBytes: 0, rows: 0, stalledFor: null });
  try {
    const answer = await window.fieldbook.refresh.start();
    // A refresh that the person cancelled needs no explanation.
    if (!answer.ok && answer.failure.code !== 'cancelled') showFailedTry(answer.failure);
  } finally {
    showRefresh({ kind: 'idle' });
  }
}

/** Ends a refresh, running or waiting. */
export async function cancelRefresh(): Promise<void> {
  showUnlessOk('app', await window.fieldbook.refresh.cancel());
}
