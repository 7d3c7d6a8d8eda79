/** The application menu, clicked as the system would. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { MenuItem } from 'electron';
import type { FieldbookWindow } from './fieldbook-window.ts';
import { expect, test } from './fixtures.ts';

type Item = Pick<MenuItem, 'label' | 'enabled' | 'accelerator'>;

/** All that can be chosen in the menu, below its titles. */
function items({ app }: FieldbookWindow): Promise<Item[]> {
  return app.evaluate(({ Menu }) => {
    const menus = Menu.getApplicationMenu()?.items ?? [];
    return menus
      .flatMap(({ submenu }) => submenu?.items ?? [])
      .map(({ label, accelerator, enabled }) => ({ label, accelerator, enabled }));
  });
}

function isEnabled(fieldbook: FieldbookWindow, label: string): Promise<boolean | undefined> {
  return items(fieldbook).then((found) => found.find((item) => item.label === label)?.enabled);
}

/** What does nothing before there is a connection. */
const needConnection = [
  'Refresh',
  'Export…',
  'Add connection…',
  'Manage connections…',
  'Search customers',
  'Keyboard shortcuts',
];

test('the menu offers what the window does, and only while it can', async ({ fieldbook, simulator }) => {
  const { page, search } = fieldbook;
  await expect(fieldbook.form).toBeVisible();
  for (const label of needConnection) {
    expect(await isEnabled(fieldbook, label)).toBe(false);
  }
  await fieldbook.connect(simulator);
  await expect(fieldbook.grid).toBeVisible();
  for (const label of needConnection) {
    await expect.poll(() => isEnabled(fieldbook, label)).toBe(true);
  }

  const before = simulator.requests.length;
  await fieldbook.refresh(() => fieldbook.chooseInMenu('Refresh'));
  expect(simulator.requests.length).toBeGreaterThan(before);

  await fieldbook.chooseInMenu('Export…');
  await expect(page.getByRole('dialog')).toBeVisible();
  await fieldbook.chooseInMenu('Manage connections…');
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await fieldbook.chooseInMenu('Manage connections…');
  await expect(fieldbook.form).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(fieldbook.form).toBeHidden();
  await fieldbook.button('Connections').focus();
  await fieldbook.chooseInMenu('Search customers');
  await expect(search).toBeFocused();
});

test('a disabled item does nothing, whoever clicks it', async ({ fieldbook }) => {
  await expect(fieldbook.form).toBeVisible();
  expect(await isEnabled(fieldbook, 'Keyboard shortcuts')).toBe(false);
  await fieldbook.chooseInMenu('Keyboard shortcuts');
  // What is chosen next is performed after it.
  await fieldbook.chooseInMenu('Fieldbook Help');
  await expect(fieldbook.page.getByRole('dialog')).toHaveCount(1);
  await expect(fieldbook.page.getByRole('dialog', { name: 'Help', exact: true })).toBeVisible();
});

test('without a feed there is nothing to check for updates', async ({ fieldbook }) => {
  await expect(fieldbook.form).toBeVisible();
  const labels = (await items(fieldbook)).map(({ label }) => label);
  expect(labels).toContain('Open log');
  expect(labels).not.toContain('Check for updates…');
});

test('the menu shows the window’s keys', async ({ fieldbook }) => {
  await expect(fieldbook.form).toBeVisible();
  const keys = Object.fromEntries((await items(fieldbook)).map(({ label, accelerator }) => [label, accelerator]));
  expect(keys).toMatchObject({
    Refresh: process.platform === 'darwin' ? 'Cmd+R' : 'F5',
    'Export…': 'CmdOrCtrl+E',
    'Search customers': 'CmdOrCtrl+F',
  });
});

test('help and what ships can be read before there is a connection', async ({ fieldbook }) => {
  const { page } = fieldbook;
  await expect(fieldbook.form).toBeVisible();
  await fieldbook.chooseInMenu('Fieldbook Help');
  const help = page.getByRole('dialog', { name: 'Help' });
  await expect(help.getByRole('heading', { name: 'Uninstalling' })).toBeVisible();
  await expectNoViolations();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();

  await fieldbook.chooseInMenu('About Fieldbook');
  const about = page.getByRole('dialog', { name: 'About Fieldbook' });
  await expect(about).toContainText('Version 0.1.0');
  // One that is bundled into the window, one of the main process, and the native ones.
  for (const name of ['svelte', 'valibot', 'better-sqlite3', 'keytar']) {
    await expect(about.getByRole('listitem').filter({ hasText: name }).first()).toBeVisible();
  }
  const valibot = about.getByRole('listitem').filter({ hasText: 'valibot' });
  await valibot.getByText('valibot').click();
  await expect(valibot.getByText('Permission is hereby granted, free of charge')).toBeVisible();
  const withoutText = about.getByRole('listitem').filter({ hasText: 'lazy-val' });
  await withoutText.getByText('lazy-val').click();
  await expect(withoutText.getByText('comes without its text')).toBeVisible();
  await expectNoViolations();
  await about.getByRole('button', { name: 'Close' }).click();
  await expect(about).toBeHidden();

  async function expectNoViolations(): Promise<void> {
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations).toEqual([]);
  }
});

test('data folder and log open in the system’s programs', async ({ fieldbook, userData }) => {
  await expect(fieldbook.form).toBeVisible();
  await fieldbook.app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Reflect.set(globalThis, 'opened', opened);
    shell.openPath = (path) => {
      opened.push(path);
      return Promise.resolve(path.endsWith('.log') ? 'No program opens this.' : '');
    };
    shell.showItemInFolder = (path) => opened.push(`show ${path}`);
  });
  await fieldbook.chooseInMenu('Open data folder');
  await fieldbook.chooseInMenu('Open log');
  const log = join(userData, 'logs', 'fieldbook.log');
  await expect
    .poll(() => fieldbook.app.evaluate(() => Reflect.get(globalThis, 'opened') as string[]))
    .toEqual([userData, log, `show ${log}`]);
});
