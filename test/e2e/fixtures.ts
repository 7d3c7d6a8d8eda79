import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import { launchApp } from '../../tools/launch/launch.ts';
import { makeCustomers } from '../../tools/live-platform/customers.ts';
import { type Simulator, startSimulator } from '../../tools/live-platform/simulator.ts';
import { removeSecrets } from './app-keychain.ts';
import { filesWithSecrets, secretsInWindow, secretsOf } from './canary.ts';
import { FieldbookWindow } from './fieldbook-window.ts';

export { expect } from '@playwright/test';

type Launch = (env?: Record<string, string | undefined>) => Promise<FieldbookWindow>;

interface Fixtures {
  /** A folder of the test's own for all that the app stores. */
  userData: string;
  /** A Live Platform with customers that are not in the sample. */
  simulator: Simulator;
  /** Starts the app on `userData`; what is still open when the test ends is closed. */
  launch: Launch;
  /** The app, freshly installed and started. */
  fieldbook: FieldbookWindow;
}

/** Customers for tests to look for, in front of 200 made-up ones. */
export const landmarks = [
  { Id: 'aaaaaaaa-0000-4000-8000-000000000001', ShortName: 'TobiService', FullName: "Tobi's Service", LicenseType: 2 },
  { Id: 'aaaaaaaa-0000-4000-8000-000000000002', ShortName: 'BB84', FullName: 'Landmark 84', LicenseType: 3 },
  { Id: 'aaaaaaaa-0000-4000-8000-000000000003', ShortName: 'BB9', FullName: 'Landmark 9', LicenseType: 3 },
  { Id: 'aaaaaaaa-0000-4000-8000-000000000004', ShortName: 'Lodz', FullName: 'Łódź Straße', LicenseType: 7 },
  { Id: null, ShortName: 'LeadOnly', FullName: 'A lead without a license', LicenseType: 4 },
];

export const customers = [...landmarks, ...makeCustomers(200, 7)];

/** As the window opens: its frame takes some of it on Windows, and a runner's screen may be smaller. */
export const size = { width: 1180, height: 780 };

export const test = base.extend<Fixtures>({
  userData: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'fieldbook-'));
    await use(folder);
    // On Windows, Chromium's processes may hold files a moment longer than the app runs.
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  },
  simulator: async ({}, use) => {
    const simulator = await startSimulator({ customers });
    await use(simulator);
    await simulator.close();
  },
  launch: ({ userData, simulator }, use) => launching(userData, simulator, use),
  fieldbook: async ({ launch }, use) => {
    await use(await launch());
  },
});

/** Has `use` start the app on `userData`, as often as it likes; quits what is open in the end, and looks for secrets. */
export async function launching(
  userData: string,
  simulator: Simulator,
  use: (launch: Launch) => Promise<void>,
): Promise<void> {
  const windows: FieldbookWindow[] = [];
  const output: string[] = [];
  await use(async (env) => {
    const app = await launchApp(userData, env);
    const window = new FieldbookWindow(app, await app.firstWindow());
    await window.page.setViewportSize(size);
    for (const stream of [window.process.stdout, window.process.stderr]) {
      stream?.on('data', (data: Buffer) => output.push(data.toString()));
    }
    windows.push(window);
    return window;
  });
  // Every spec is a canary: whatever it did, no secret may be left anywhere.
  const secrets = secretsOf(simulator);
  for (const window of windows) {
    if (!window.isClosed()) expect(await secretsInWindow(window, secrets)).toEqual([]);
    await window.quit();
  }
  // On Linux the keychain goes with the tests; elsewhere it is the person's own.
  if (process.platform !== 'linux') await removeSecrets(userData);
  expect(secrets.filter((secret) => output.join('').includes(secret))).toEqual([]);
  expect(await filesWithSecrets(userData, secrets)).toEqual([]);
}
