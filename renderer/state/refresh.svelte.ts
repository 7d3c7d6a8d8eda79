import type { RefreshState } from '../../preload/contract/refresh.ts';
import { dismissFailure, showUnlessOk } from './alerts.svelte.ts';
import { showFailedTry } from './directory.svelte.ts';

interface Refresh {
  state: RefreshState;
  /** When it is tried again, by `performance.now()`: setting the computer's clock does not change it. Null: it is not waiting. */
  retryAt: number | null;
}

/** What the refresh is doing. */
export const refresh: Refresh = $state({ state: { kind: 'idle' }, retryAt: null });

export function showRefresh(state: RefreshState): void {
  refresh.state = state;
  refresh.retryAt = state.kind === 'waiting' ? performance.now() + state.pause : null;
}

/** Refreshes, or joins the refresh that runs: pressing twice does nothing more. One that waits to try again tries now. */
export async function startRefresh(): Promise<void> {
  if (refresh.state.kind === 'running') return;
  dismissFailure('refresh');
  showRefresh({ kind: 'running', step: 'signing-in', receivedBytes: 0, rows: 0, stalledFor: null });
  try {
    const answer = await window.fieldbook.refresh.start();
    // What the person cancelled needs no explanation.
    if (!answer.ok && answer.failure.code !== 'cancelled') showFailedTry(answer.failure);
  } finally {
    showRefresh({ kind: 'idle' });
  }
}

export async function cancelRefresh(): Promise<void> {
  showUnlessOk('app', await window.fieldbook.refresh.cancel());
}
