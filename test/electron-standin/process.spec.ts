/** The stand-in's contract: it starts, hands over, ends and dies as Electron does. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { chromium, expect } from '@playwright/test';
import type { JSHandle } from '@playwright/test';
import type { BrowserWindow } from 'electron';
import { freePort, invoke, isAlive, seenBy } from './sample-app/questions.ts';
import { executable, exitOf, test } from './sample-app/sample.ts';

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

test('an uncaught exception is shown, and the app goes on', async ({ shared: { app, page } }) => {
  await app.evaluate(({ dialog }) => {
    dialog.showErrorBox = (...shown) => Reflect.set(globalThis, 'shown', shown);
    setImmediate(() => {
      throw new RangeError('on purpose');
    });
  });
  const shown = (): Promise<unknown> => app.evaluate(() => Reflect.get(globalThis, 'shown') as unknown);
  await expect
    .poll(shown)
    .toEqual([
      'A JavaScript error occurred in the main process',
      expect.stringMatching(/^Uncaught Exception:\nRangeError: on purpose\n/),
    ]);
  expect(await invoke(page, 'echo', 'still here')).toBe('still here');
});

test('an app that listens for uncaught exceptions shows them itself', async ({ started: { app, page } }) => {
  await app.evaluate(({ dialog }) => {
    dialog.showErrorBox = () => Reflect.set(globalThis, 'shown', true);
    process.once('uncaughtException', (error) => Reflect.set(globalThis, 'caught', error.message));
    setImmediate(() => {
      throw new RangeError('on purpose');
    });
  });
  const state = (): Promise<unknown> =>
    app.evaluate((): unknown => [Reflect.get(globalThis, 'caught'), Reflect.get(globalThis, 'shown')]);
  await expect.poll(state).toEqual(['on purpose', undefined]);
  expect(await invoke(page, 'echo', 'still here')).toBe('still here');
});

test('a rejection that nobody handles is a warning', async ({ shared: { app, page } }) => {
  const printed: string[] = [];
  app.process().stderr?.on('data', (data: Buffer) => printed.push(data.toString()));
  await app.evaluate(() => {
    void Promise.reject(new RangeError('on purpose'));
  });
  await expect.poll(() => printed.join('')).toContain('UnhandledPromiseRejectionWarning: RangeError: on purpose');
  expect(await invoke(page, 'echo', 'still here')).toBe('still here');
});

// Who is not root has a sandbox on most machines, and nothing to see here.
if (process.getuid?.() === 0) {
  test('as root it ends at once without --no-sandbox', ({ args }) => {
    const { status, stderr } = spawnSync(executable, args, { encoding: 'utf8' });
    expect([status, stderr]).toEqual([
      1,
      'Running as root without --no-sandbox is not supported. See https://crbug.com/638180.\n',
    ]);
  });

  test('an app that asks for the sandbox takes the switch away, and as root its network with it', async ({ start }) => {
    const { app, page } = await start('--sample-sandbox');
    const fetched = app.evaluate(async ({ app: inside, net }) => [
      inside.commandLine.hasSwitch('no-sandbox'),
      await net.fetch('http://127.0.0.1:9/').then(String, String),
    ]);
    expect(await fetched).toEqual([false, 'Error: net::ERR_FAILED']);
    expect(await invoke(page, 'echo', 'still here')).toBe('still here');
  });
}

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
