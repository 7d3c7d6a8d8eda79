/** What the specs ask the sample app, its window and this machine. */
import fs from 'node:fs';
import net from 'node:net';
import type { ElectronApplication, Page } from '@playwright/test';

export interface Seen {
  opened: string[];
  navigations: string[];
  secondInstances: string[][];
  crashes: number;
}

export function seenBy(app: ElectronApplication): Promise<Seen> {
  return app.evaluate(() => Reflect.get(globalThis, 'seen') as Seen);
}

export async function forgetSeen(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    Object.assign(Reflect.get(globalThis, 'seen') as Seen, {
      opened: [],
      navigations: [],
      secondInstances: [],
      crashes: 0,
    } satisfies Seen);
  });
}

export function invoke(page: Page, channel: string, value?: unknown): Promise<unknown> {
  return page.evaluate(([name, argument]) => window.sample.invoke(name, argument), [channel, value] as const);
}

export function rejection(page: Page, channel: string): Promise<string> {
  return page.evaluate((name) => window.sample.invoke(name).then(() => 'no rejection', String), channel);
}

export function pushed(page: Page): Promise<unknown[]> {
  return page.evaluate(() => window.pushed);
}

export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export function isAlive(pid: number): boolean {
  return fs.existsSync(`/proc/${pid}`);
}
