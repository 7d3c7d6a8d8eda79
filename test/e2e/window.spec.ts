/** The window as people expect it: one of it, and where they left it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { JSHandle } from '@playwright/test';
import type { BrowserWindow } from 'electron';
import { shell } from '../../tools/launch/shell.ts';
import type { FieldbookWindow } from './fieldbook-window.ts';
import { expect, test } from './fixtures.ts';

async function native({ app, page }: FieldbookWindow): Promise<JSHandle<BrowserWindow>> {
  return (await app.browserWindow(page)) as JSHandle<BrowserWindow>;
}

test('opens where it was closed', async ({ launch }) => {
  // Inside the smallest screen of a runner, 1024 × 768.
  const place = { x: 80, y: 60, width: 800, height: 560 };
  const first = await launch();
  await expect(first.form).toBeVisible();
  await (
    await native(first)
  ).evaluate((window, bounds) => {
    window.setBounds(bounds);
  }, place);
  await first.quit();
  const second = await launch();
  await expect(second.form).toBeVisible();
  expect(await (await native(second)).evaluate((window) => window.getBounds())).toEqual(place);
});

// Xvfb has no window manager, without which no window is maximized: here the window only says that it is. What the next
// start makes of it shows where there is one, in the test after this.
test('remembers that it was maximized, and its size before', async ({ launch, userData }) => {
  const fieldbook = await launch();
  await expect(fieldbook.form).toBeVisible();
  const window = await native(fieldbook);
  const bounds = await window.evaluate((it) => {
    it.isMaximized = () => true;
    return it.getNormalBounds();
  });
  await fieldbook.quit();
  const saved: unknown = JSON.parse(readFileSync(join(userData, 'window.json'), 'utf8'));
  expect(saved).toEqual({ version: 1, bounds, state: 'maximized' });
});

if (process.platform !== 'linux') {
  test('opens maximized when it was', async ({ launch, userData }) => {
    const bounds = { x: 120, y: 90, width: 800, height: 500 };
    writeFileSync(join(userData, 'window.json'), JSON.stringify({ version: 1, bounds, state: 'maximized' }));
    const window = await native(await launch());
    await expect.poll(() => window.evaluate((it) => it.isMaximized())).toBe(true);
    expect(await window.evaluate((it) => it.getNormalBounds())).toEqual(bounds);
  });
}

test('comes back onto a screen that is there', async ({ launch, userData }) => {
  const bounds = { x: 30_000, y: -20_000, width: 1000, height: 700 };
  writeFileSync(join(userData, 'window.json'), JSON.stringify({ version: 1, bounds, state: 'normal' }));
  const fieldbook = await launch();
  await expect(fieldbook.form).toBeVisible();
  const visible = await fieldbook.app.evaluate(({ BrowserWindow, screen }) => {
    const { x = NaN, y = NaN, width = NaN, height = NaN } = BrowserWindow.getAllWindows()[0]?.getBounds() ?? {};
    const area = screen.getPrimaryDisplay().workArea;
    return x >= area.x && y >= area.y && x + width <= area.x + area.width && y + height <= area.y + area.height;
  });
  expect(visible).toBe(true);
});

test('a file about the window that makes no sense is set aside', async ({ launch, userData }) => {
  writeFileSync(join(userData, 'window.json'), '{"version":1,"bounds":{"x":');
  const fieldbook = await launch();
  await expect(fieldbook.form).toBeVisible();
  expect(readdirSync(userData).filter((name) => name.startsWith('window.json.damaged-'))).toHaveLength(1);
});

test('a second start brings the first window to the front', async ({ fieldbook, userData }) => {
  await expect(fieldbook.form).toBeVisible();
  const window = await native(fieldbook);
  // It only says that it is minimized: Xvfb has no window manager that would do it.
  await window.evaluate((it) => {
    const calls: string[] = [];
    Reflect.set(globalThis, 'calls', calls);
    it.isMinimized = () => true;
    it.restore = () => calls.push('restore');
    it.focus = () => calls.push('focus');
  });
  const root = resolve(import.meta.dirname, '../..');
  const { executable, switches } = shell('test');
  const second = spawn(executable, [...switches, root, `--user-data-dir=${userData}`], { stdio: 'ignore' });
  expect(await once(second, 'exit')).toEqual([0, null]);
  const calls = (): Promise<unknown> => fieldbook.app.evaluate(() => Reflect.get(globalThis, 'calls') as unknown);
  await expect.poll(calls).toEqual(['restore', 'focus']);
  expect(fieldbook.app.windows()).toHaveLength(1);
});
