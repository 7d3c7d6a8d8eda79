import type { RefreshState } from '../../preload/bridge.ts';
import { directory, dismissFailure } from './directory.svelte.ts';

/** What the refresh is doing. */
export const refresh: { state: RefreshState } = $state({ state: { kind: 'idle' } });

export function showRefresh(state: RefreshState): void {
  refresh.state = state;
}

/** Refreshes, or joins the refresh that runs: pressing twice does nothing more. One that waits to try again tries now. */
export async function startRefresh(): Promise<void> {
  if (refresh.state.kind === 'running') return;
  dismissFailure();
  refresh.state = { kind: 'running', step: 'signing-in', receivedBytes: 0, rows: 0 };
  try {
    const answer = await window.fieldbook.refresh.start();
    // What the person cancelled needs no explanation.
    if (!answer.ok && answer.failure.code !== 'cancelled') directory.failure = answer.failure;
  } finally {
    refresh.state = { kind: 'idle' };
  }
}

export async function cancelRefresh(): Promise<void> {
  await window.fieldbook.refresh.cancel();
}
