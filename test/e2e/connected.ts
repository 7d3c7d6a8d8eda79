import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPreferences } from '../../preload/contract/preferences.ts';
import { type Simulator, startSimulator } from '../../tools/live-platform/simulator.ts';
import { secretsInWindow, secretsOf } from './canary.ts';
import type { FieldbookWindow } from './fieldbook-window.ts';
import { customers, expect, launching, size, test as base } from './fixtures.ts';

export { customers, expect } from './fixtures.ts';

interface Connected {
  fieldbook: FieldbookWindow;
  simulator: Simulator;
}

/**
 * For specs that leave the list as it is: `fieldbook` is one app for all of them, connected, whose window is loaded anew for each,
 * with nothing open, nothing wrong and nothing remembered. It takes a tenth of the time that an app of the spec's own takes.
 */
export const test = base.extend<object, { connected: Connected }>({
  connected: [
    async ({}, use) => {
      const userData = await mkdtemp(join(tmpdir(), 'fieldbook-'));
      const simulator = await startSimulator({ customers });
      await launching(userData, simulator, async (launch) => {
        const fieldbook = await launch();
        await fieldbook.connect(simulator);
        await fieldbook.expectRowCount(customers.length);
        await use({ fieldbook, simulator });
      });
      await simulator.close();
      await rm(userData, { recursive: true, force: true, maxRetries: 10 });
    },
    { scope: 'worker' },
  ],
  simulator: async ({ connected }, use) => {
    await use(connected.simulator);
  },
  fieldbook: async ({ connected: { fieldbook, simulator } }, use) => {
    await beginAnew(fieldbook, simulator);
    await use(fieldbook);
    expect(await secretsInWindow(fieldbook, secretsOf(simulator))).toEqual([]);
  },
});

async function beginAnew(fieldbook: FieldbookWindow, simulator: Simulator): Promise<void> {
  const { page, alert, search } = fieldbook;
  simulator.set({ token: { kind: 'good' }, customers: { kind: 'good' } });
  await page.evaluate(async (preferences) => {
    await window.fieldbook.refresh.cancel();
    await window.fieldbook.refresh.start();
    await window.fieldbook.preferences.save(preferences);
  }, defaultPreferences);
  await page.setViewportSize(size);
  await page.reload();
  await fieldbook.expectRowCount(customers.length);
  await expect(search).toHaveValue('');
  await expect(search).toBeFocused();
  await expect(alert).toBeHidden();
}
