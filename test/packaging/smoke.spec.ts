/** The packed app starts, as what it is, and its native modules work: everything else is proved by the other specs. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, expect, test } from '@playwright/test';
import { switches } from '../../tools/launch/decide.ts';
import { FieldbookWindow } from '../e2e/fieldbook-window.ts';
import { findPackedApp } from './packed-app.ts';

const output = resolve(import.meta.dirname, '../../release/test');

function executable(): string {
  const folders = readdirSync(output, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const [folder] = folders.map(({ name }) => join(output, name));
  if (!folder || folders.length > 1) throw new Error(`There should be one packed app in ${output}.`);
  const app = findPackedApp(folder);
  if (!app) throw new Error(`There is no packed app in ${folder}.`);
  return app.executable;
}

async function start(userData: string): Promise<FieldbookWindow> {
  const app = await _electron.launch({
    executablePath: executable(),
    args: [`--user-data-dir=${userData}`],
    // Installed, the window runs in the sandbox: so it must here, for anyone but root.
    chromiumSandbox: switches({ platform: process.platform, userId: process.getuid?.() ?? null }).length === 0,
    colorScheme: null,
  });
  return new FieldbookWindow(app, await app.firstWindow());
}

test('the packed app caches a list, asks the keychain, and shows the list again after a restart', async () => {
  const userData = mkdtempSync(join(tmpdir(), 'fieldbook-smoke-'));
  const first = await start(userData);
  await expect(first.form).toBeVisible();
  expect(await first.app.evaluate(({ app }) => [app.isPackaged, app.getName()])).toEqual([true, 'Fieldbook Test']);
  expect(await first.page.evaluate(() => window.fieldbook.connection.keychainAvailable())).toEqual({
    ok: true,
    value: true,
  });
  await first.button('Explore sample data').click();
  await first.expectRowCount(35);
  await first.quit();

  const second = await start(userData);
  await second.expectRowCount(35);
  await second.search.fill('license:pro');
  await expect(second.listStatus).toContainText('of 35');
  await second.quit();
  rmSync(userData, { recursive: true, force: true });
});
