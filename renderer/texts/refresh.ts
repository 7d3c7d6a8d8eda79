import type { RefreshState } from '../../preload/contract/refresh.ts';
import { formatBytes, formatDuration, formatNumber } from '../ui/format.ts';

/** What is said of a refresh while it runs. */
export const progressName = 'Refresh progress';

/** What a running refresh is doing. */
export function progress(state: Extract<RefreshState, { kind: 'running' }>): string {
  const { step, receivedBytes, rows, stalledFor } = state;
  switch (step) {
    case 'signing-in':
      return 'Signing in…';
    case 'waiting':
      return stalledFor === null
        ? 'Waiting for Live Platform…'
        : `Waiting for Live Platform for ${spanOf(stalledFor)}…`;
    case 'downloading':
      if (stalledFor === null) return `Downloading, ${formatBytes(receivedBytes)}…`;
      return `Live Platform has sent almost nothing for ${spanOf(stalledFor)}, ${formatBytes(receivedBytes)} so far`;
    case 'saving':
      return rows === 0 ? 'Saving…' : `Saving, ${formatNumber(rows)} rows…`;
  }
}

function spanOf(milliseconds: number): string {
  return formatDuration(Math.floor(milliseconds / 1_000));
}
