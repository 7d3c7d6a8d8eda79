import type { Failure, OriginatedFailure } from '../../preload/contract/failures.ts';
import { formatDuration } from '../ui/format.ts';

/** What the window adds to a failure, whose title and advice come from main/failure.ts. */
export const listUnchanged = 'The list below is unchanged.';
export const detailsCopied = 'Details copied';
export const offers = {
  'open-connection': 'Open connection',
  retry: 'Retry',
  cancel: 'Cancel',
  reload: 'Reload',
  'copy-details': 'Copy details',
  dismiss: 'Dismiss',
};

/** What an alert offers to do. `cancel` ends the waiting for a refresh that is tried again by itself. */
export type Offer = keyof typeof offers;

const nothingCopied = 'Nothing was copied';

/** A failure as it is told: what nobody foresaw is called after what it kept from happening, where that is one thing. */
export function asTold({ origin, failure }: OriginatedFailure): Failure {
  return origin === 'copy' && failure.code === 'unexpected' ? { ...failure, title: nothingCopied } : failure;
}

/** What else a broken part of the window offers. */
export const tryAgain = 'Try again';
export const close = 'Close';

/** `The list can’t be shown.` */
export function partFailed(name: string): string {
  return `The ${name} can’t be shown.`;
}

/** For an error that could not even be logged. */
export const unreported: Failure = {
  code: 'unexpected',
  title: 'Something went wrong in Fieldbook',
  detail: 'The window could not report it.',
  advice: 'Reload the window; if that does not help, close Fieldbook and start it again.',
};

/** A server's own words; null when they are withheld. */
export function serverSaid(quote: string | null): string {
  if (quote === null) return 'What the server says is not shown: it may repeat the secret that was sent.';
  return `The server says: “${quote}”`;
}

/** What a server’s `Retry-After` asks for. */
export function asksToWait(seconds: number): string {
  return `It asks Fieldbook to wait ${formatDuration(seconds)}.`;
}

/** `Trying again in 8 seconds.` */
export function tryingAgain(seconds: number): string {
  return `Trying again in ${formatDuration(Math.max(1, seconds))}.`;
}
