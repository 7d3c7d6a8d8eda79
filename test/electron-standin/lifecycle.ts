/** How far the app has come, and the browser it runs in: what every other module may ask. */
import type { CdpSession } from './cdp.ts';
import type { Chromium } from './chromium.ts';

export const lifecycle: { ready: boolean; quitting: boolean; chromium: Chromium | null } = {
  ready: false,
  quitting: false,
  chromium: null,
};

export function chromium(): Chromium {
  if (!lifecycle.chromium) throw new Error('electron-standin: Chromium is not started yet');
  return lifecycle.chromium;
}

export function browser(): CdpSession {
  return chromium().connection.browser;
}

/** For work nobody waits for: its failure is shown, unless the app is quitting or it no longer matters. */
export function inBackground(work: Promise<unknown>, matters: () => boolean = () => true): void {
  work.catch((error: unknown) => {
    if (!lifecycle.quitting && matters()) console.error('electron-standin:', error);
  });
}
