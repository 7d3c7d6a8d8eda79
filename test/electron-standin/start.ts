/** What happens when the app's top-level code has run: Chromium starts, requests are served, `ready` is emitted. */
import fs from 'node:fs';
import path from 'node:path';
import { app } from './app.ts';
import { startChromium } from './chromium.ts';
import { commandLine } from './command-line.ts';
import { browser, inBackground, lifecycle } from './lifecycle.ts';
import { interceptRequests } from './request-interception.ts';
import { openWindows } from './window-registry.ts';

/** Meant for the main process, Node or this stand-in. */
const notForChromium = new Set(['user-data-dir', 'inspect', 'no-sandbox']);

export async function start(playwrightAttached: Promise<void>): Promise<void> {
  if (lifecycle.quitting) return;
  // A folder of its own below whatever userData the app has set by now.
  const profile = path.join(app.getPath('userData'), 'standin-profile');
  fs.mkdirSync(profile, { recursive: true });
  lifecycle.chromium = await startChromium(profile, chromiumSwitches());
  inBackground(lifecycle.chromium.exited.then(leaveWithChromium));
  watchTargets();
  const { product } = await browser().send('Browser.getVersion');
  Object.defineProperty(process.versions, 'chrome', { value: product.split('/')[1], enumerable: true });
  await browser().send('Target.setDiscoverTargets', { discover: true });
  await interceptRequests();
  await playwrightAttached;
  app.becomeReady();
}

function chromiumSwitches(): string[] {
  return [...commandLine]
    .filter(([name]) => !notForChromium.has(name))
    .map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`));
}

function leaveWithChromium(lastLines: string[]): void {
  if (lifecycle.quitting) return;
  console.error(['electron-standin: Chromium is gone. Its last words:', ...lastLines].join('\n  '));
  process.exit(1);
}

function watchTargets(): void {
  browser().on('Target.targetDestroyed', ({ targetId }) => {
    openWindows.withTarget(targetId)?.forget();
  });
  browser().on('Target.targetInfoChanged', ({ targetInfo: { targetId, title, url } }) => {
    // A page without a title goes by its address.
    if (title !== '' && !url.includes(title)) openWindows.withTarget(targetId)?.pageTitleChanged(title);
  });
  // No popup is ever allowed; one that a link has opened is closed before it shows anything.
  browser().on('Target.targetCreated', ({ targetInfo: { targetId, openerId } }) => {
    if (openerId === undefined || !openWindows.withTarget(openerId)) return;
    inBackground(browser().send('Target.closeTarget', { targetId }));
  });
}
