/** The stand-in's contract: it starts, hands over, ends and dies as Electron does. */
import fs from 'node:fs';
import path from 'node:path';
import { chromium, expect } from '@playwright/test';
import type { JSHandle } from '@playwright/test';
import type { BrowserWindow } from 'electron';
import { freePort, invoke, isAlive, seenBy } from './sample-app/questions.ts';
import { exitOf, test } from './sample-app/sample.ts';

test('a second instance hands over and leaves', async ({ started: { app }, run }) => {
  expect(await exitOf(run('--hello'))).toBe(0);
  const { secondInstances } = await seenBy(app);
  expect(secondInstances).toHaveLength(1);
  expect(secondInstances[0]).toContain('--hello');
});

test('killed, it takes Chromium along and starts again over the same data', async ({ start }) => {
  for (const starts of [1, 2, 3]) {
    const { app, page } = await start();
    expect(await invoke(page, 'count-start')).toBe(starts);
    const profile = await app.evaluate(({ app: inside }) => `${inside.getPath('userData')}/standin-profile`);
    const chromiumPid = Number(fs.readlinkSync(path.join(profile, 'SingletonLock')).split('-').pop());
    expect(isAlive(chromiumPid)).toBe(true);
    const child = app.process();
    child.kill('SIGKILL');
    expect(await exitOf(child)).toBe('SIGKILL');
    if (starts === 3) await expect.poll(() => isAlive(chromiumPid)).toBe(false);
  }
});

test('a window may refuse to close, and so keep the app', async ({ started: { app, page } }) => {
  const window = (await app.browserWindow(page)) as JSHandle<BrowserWindow>;
  await window.evaluate((it) => {
    it.on('close', (event) => {
      if (!Reflect.get(globalThis, 'mayClose')) event.preventDefault();
    });
    it.close();
  });
  await app.evaluate(({ app: inside }) => {
    inside.quit();
  });
  expect(await invoke(page, 'echo', 'still here')).toBe('still here');
  await app.evaluate(() => Reflect.set(globalThis, 'mayClose', true));
});

test('closing the last window quits', async ({ started: { app, page } }) => {
  const child = app.process();
  await page.close();
  expect(await exitOf(child)).toBe(0);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} quits, and an outside client was served until then`, async ({ run }) => {
    const port = await freePort();
    const child = run(`--remote-debugging-port=${port}`);
    const address = `http://127.0.0.1:${port}`;
    await expect
      .poll(() =>
        fetch(`${address}/json/version`).then(
          ({ ok }) => ok,
          () => false,
        ),
      )
      .toBe(true);
    const browser = await chromium.connectOverCDP(address);
    await expect.poll(() => browser.contexts()[0]?.pages().length).toBe(1);
    const page = browser.contexts()[0]?.pages()[0];
    await expect.poll(() => page?.getByRole('heading').textContent()).toBe('hello');
    expect(await page?.evaluate(() => window.sample.invoke('echo', 5))).toBe(5);
    await browser.close();
    child.kill(signal);
    expect(await exitOf(child)).toBe(0);
  });
}
