/** The window as people expect it: one of it, and where they left it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
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
  const place = { x: 120, y: 90, width: 940, height: 660 };
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

test('opens maximized when it was, and is then as large as before', async ({ launch }) => {
  const first = await launch();
  await expect(first.form).toBeVisible();
  await (
    await native(first)
  ).evaluate((window) => {
    window.maximize();
  });
  await expect.poll(async () => (await native(first)).evaluate((window) => window.isMaximized())).toBe(true);
  await first.quit();
  const second = await launch();
  const window = await native(second);
  await expect.poll(() => window.evaluate((it) => it.isMaximized())).toBe(true);
  expect(await window.evaluate((it) => it.getNormalBounds().width)).toBe(1180);
});

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
  writeFileSync(join(userData, 'window.json'), '{"version":1,"bounds":{"x":"left"}}');
  const fieldbook = await launch();
  await expect(fieldbook.form).toBeVisible();
  expect(await (await native(fieldbook)).evaluate((window) => window.getBounds().width)).toBe(1180);
});

test('a second start brings the first window to the front', async ({ fieldbook, userData }) => {
  await expect(fieldbook.form).toBeVisible();
  const window = await native(fieldbook);
  await window.evaluate((it) => {
    it.minimize();
  });
  const root = resolve(import.meta.dirname, '../..');
  const { executable, switches } = shell('test');
  const second = spawn(executable, [...switches, root, `--user-data-dir=${userData}`], { stdio: 'ignore' });
  expect(await once(second, 'exit')).toEqual([0, null]);
  await expect.poll(() => window.evaluate((it) => it.isMinimized())).toBe(false);
  expect(fieldbook.app.windows()).toHaveLength(1);
});
