import type { RefreshState } from '../../preload/bridge.ts';
import { formatBytes, formatNumber } from '../ui/format.ts';

/** What is said of a refresh while it runs. */
export const progressName = 'Refresh progress';

/** What a running refresh is doing. */
export function progress({ step, receivedBytes, rows }: Extract<RefreshState, { kind: 'running' }>): string {
  switch (step) {
    case 'signing-in':
      return 'Signing in…';
    case 'waiting':
      return 'Waiting for Live Platform…';
    case 'downloading':
      return `Downloading, ${formatBytes(receivedBytes)}…`;
    case 'saving':
      return rows === 0 ? 'Saving…' : `Saving, ${formatNumber(rows)} rows…`;
  }
}
