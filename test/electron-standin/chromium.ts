/** Chromium as a child over --remote-debugging-pipe: when this process dies, however it dies, Chromium exits by itself. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { CdpConnection } from './cdp.ts';
import { freeProfile } from './profile-lock.ts';

/** The browser. */
export const executable = process.env['STANDIN_CHROMIUM'] ?? '/usr/bin/chromium';

const ownSwitches = [
  // Chromium's sandbox does not run as root; what the pages show is the app's own.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--hide-crash-restore-bubble',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-component-extensions-with-background-pages',
  '--password-store=basic',
  '--disable-popup-blocking',
  '--disable-back-forward-cache',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--disable-features=HttpsUpgrades,PaintHolding,Translate,WebUIOmniboxPopup,WebUIOmniboxAimPopup',
  '--no-startup-window',
  '--remote-debugging-pipe',
];

export interface Chromium {
  connection: CdpConnection;
  /** Settles when Chromium has exited, with the last lines it printed. */
  exited: Promise<string[]>;
  close: () => Promise<void>;
}

export async function startChromium(profile: string, switches: string[]): Promise<Chromium> {
  await freeProfile(profile);
  const headless = process.env['DISPLAY'] ? [] : ['--headless'];
  const child = spawn(executable, [...ownSwitches, `--user-data-dir=${profile}`, ...headless, ...switches], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    // Out of the terminal's reach: Ctrl+C must quit the app, not take its windows away.
    detached: true,
  });
  const lastLines = relayDevToolsAddress(child);
  const exited = new Promise<string[]>((resolve) => {
    child.once('exit', () => {
      resolve(lastLines);
    });
    child.once('error', (error) => {
      resolve([error.message]);
    });
  });
  const [, , , commands, events] = child.stdio;
  const connection = new CdpConnection(commands as Writable, events as Readable);
  return { connection, exited, close: () => closeChromium(child, connection, exited) };
}

/** Playwright waits for "DevTools listening on" on stderr; the rest of what Chromium prints is kept for the day it dies. */
function relayDevToolsAddress(child: ChildProcess): string[] {
  const lastLines: string[] = [];
  if (!child.stderr) return lastLines;
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.startsWith('DevTools listening on')) process.stderr.write(`${line}\n`);
    else if (!line.includes('ERROR:dbus/') && lastLines.push(line) > 20) lastLines.shift();
  });
  return lastLines;
}

async function closeChromium(child: ChildProcess, connection: CdpConnection, exited: Promise<unknown>): Promise<void> {
  connection.browser.send('Browser.close').catch(() => undefined);
  await Promise.race([exited, delay(3000)]);
  child.kill('SIGKILL');
}
