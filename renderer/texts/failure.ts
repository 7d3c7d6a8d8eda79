import { formatDuration } from '../ui/format.ts';

/** What the window adds to a failure, whose title and advice come from main/failure.ts. */
export const listUnchanged = 'The list below is unchanged.';
export const retry = 'Retry';
export const cancel = 'Cancel';
export const copyDetails = 'Copy details';
export const detailsCopied = 'Details copied';
export const dismiss = 'Dismiss';

/** A server's own words. */
export function serverSaid(quote: string): string {
  return `The server says: “${quote}”`;
}

export function asksToWait(seconds: number): string {
  return `It asks to wait ${formatDuration(seconds)}.`;
}

export function tryingAgain(seconds: number): string {
  return `Trying again in ${formatDuration(Math.max(1, seconds))}.`;
}
