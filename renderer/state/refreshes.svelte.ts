import type { RefreshRecord } from '../../preload/contract/refresh.ts';
import { valueOrAlert } from './alerts.svelte.ts';

/** The past refreshes, newest first, as they were when they were last asked for. */
export const refreshes: { records: RefreshRecord[] } = $state({ records: [] });

export async function loadRefreshes(): Promise<void> {
  const records = valueOrAlert('history', await window.fieldbook.directory.refreshes());
  if (records) refreshes.records = records;
}
