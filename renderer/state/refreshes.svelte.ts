import type { RefreshRecord } from '../../preload/contract/refresh.ts';
import { valueOrAlert } from './alerts.svelte.ts';
import { connections } from './connections.svelte.ts';

/** The past refreshes, newest first, as of the last load. */
export const refreshes: { records: RefreshRecord[] } = $state({ records: [] });

/** Asks for past refreshes; a failure becomes an alert. */
export async function loadRefreshes(): Promise<void> {
  const asked = connections.current?.id;
  const records = valueOrAlert('history', await window.fieldbook.directory.refreshes());
  if (records && asked === connections.current?.id) refreshes.records = records;
}

/** Those of another connection are not known yet. */
export function forgetRefreshes(): void {
  refreshes.records = [];
}
