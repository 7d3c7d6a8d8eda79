import type { RefreshRecord } from '../../preload/bridge.ts';
import { directory } from './directory.svelte.ts';

/** The past refreshes, newest first, as they were when they were last asked for. */
export const refreshes: { records: RefreshRecord[] } = $state({ records: [] });

export async function loadRefreshes(): Promise<void> {
  const answer = await window.fieldbook.directory.refreshes();
  if (answer.ok) refreshes.records = answer.value;
  else directory.failure = answer.failure;
}
