/** The packed app starts, as what it is, and its native modules work: everything else is proved by the other specs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { _electron, expect, test } from '@playwright/test';
import { switches } from '../../tools/launch/decide.ts';
import { FieldbookWindow } from '../e2e/fieldbook-window.ts';
import { makeAuthority } from '../faults/certificates.ts';
import { findPackedApp, type PackedApp } from './packed-app.ts';

const release = resolve(import.meta.dirname, '../../release');
const needed = switches({ platform: process.platform, userId: process.getuid?.() ?? null });

/** The executable of the one app that is packed in a folder. */
function executableIn(output: string): string {
  const folders = readdirSync(output).flatMap((name) => findPackedAppIn(join(output, name)));
  const [app] = folders;
  if (!app || folders.length > 1) throw new Error(`There should be one packed app in ${output}.`);
  return app.executable;
}

function findPackedAppIn(folder: string): PackedApp[] {
  const app = statSync(folder).isDirectory() ? findPackedApp(folder) : null;
  return app ? [app] : [];
}

async function start(userData: string, ...more: string[]): Promise<FieldbookWindow> {
  const app = await _electron.launch({
    executablePath: executableIn(join(release, 'test')),
    args: [`--user-data-dir=${userData}`, ...more],
    // An AppImage says where it is; without that, nothing here could be updated.
    env: { ...definedEnvironment(), APPIMAGE: join(userData, 'Fieldbook.AppImage') },
    // Installed, the window runs in the sandbox: so it must here, for anyone but root.
    chromiumSandbox: needed.length === 0,
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
  rmSync(userData, { recursive: true, force: true, maxRetries: 10 });
});

test('the packed app asks its feed for a newer version', async () => {
  const userData = mkdtempSync(join(tmpdir(), 'fieldbook-smoke-'));
  const requests: string[] = [];
  const authority = await makeAuthority('Feed');
  const server = createServer(await authority.sign('127.0.0.1'), ({ url = '' }, response) => {
    requests.push(url);
    response.end('version: 0.0.1\nfiles: []\npath: none\nsha512: none\n');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const feed = `https://127.0.0.1:${port}/fieldbook/`;
  writeFileSync(join(userData, 'updates.json'), JSON.stringify({ version: 1, feed }));

  // No system trusts the feed's certificate. The test build may be told to; a published one does not start so.
  const fieldbook = await start(userData, '--ignore-certificate-errors');
  await fieldbook.app.evaluate(({ dialog }) => {
    dialog.showMessageBox = (...args: unknown[]) => {
      Reflect.set(globalThis, 'told', (args.at(-1) as { message: string }).message);
      return Promise.resolve({ response: 0, checkboxChecked: false });
    };
  });
  await expect(fieldbook.form).toBeVisible();
  await fieldbook.chooseInMenu('Check for updates…');
  const told = (): Promise<unknown> => fieldbook.app.evaluate(() => Reflect.get(globalThis, 'told') as unknown);
  await expect.poll(told).toBe('Fieldbook is up to date');
  expect(requests[0]).toContain(`/fieldbook/${process.platform}-${process.arch}/latest`);
  await fieldbook.quit();
  server.close();
  rmSync(userData, { recursive: true, force: true, maxRetries: 10 });
});

// Elsewhere the refusal is a dialog, which waits for somebody.
if (process.platform === 'linux') {
  for (const refused of ['--remote-debugging-port=0', '--inspect=0', '--js-flags=--expose-gc']) {
    test(`the published app does not start with ${refused}`, async () => {
      const userData = mkdtempSync(join(tmpdir(), 'fieldbook-smoke-'));
      const child = spawn(executableIn(release), [...needed, `--user-data-dir=${userData}`, refused]);
      const said = text(child.stderr);
      expect(await once(child, 'exit')).toEqual([1, null]);
      expect(await said).toContain(`${refused.split('=')[0] ?? ''} would take its protection away.`);
      rmSync(userData, { recursive: true, force: true, maxRetries: 10 });
    });
  }
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
