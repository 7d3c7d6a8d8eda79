import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { customers } from '../e2e/fixtures.ts';
import { toTheList } from './home.ts';
import type { Story } from './state.ts';

export const troubles: Story = {
  name: 'troubles',
  home: toTheList,
  states: [
    {
      name: 'failure',
      compared: ['dark'],
      async reach({ fieldbook, simulator }) {
        simulator.set({ customers: { kind: 'status', status: 403 } });
        await fieldbook.refresh();
        await expect(fieldbook.alert).toContainText('This account may not read the customer list');
      },
    },
    {
      name: 'retry-countdown',
      async reach({ fieldbook, simulator }) {
        simulator.set({ customers: { kind: 'status', status: 503, retryAfter: '100' } });
        await fieldbook.refresh();
        await expect(fieldbook.alert).toContainText('Trying again');
      },
    },
    {
      name: 'refreshing',
      async reach({ fieldbook, simulator }) {
        simulator.set({ customers: { kind: 'silence', when: 'in-body' } });
        await fieldbook.startRefresh();
        await expect(fieldbook.page.getByText('Downloading')).toBeVisible();
      },
    },
    {
      name: 'refresh-stalled',
      async reach({ fieldbook }) {
        await expect(fieldbook.button('Cancel refresh')).toBeVisible();
        // As the main process tells it when it has waited for long.
        await fieldbook.app.evaluate(({ BrowserWindow }) => {
          const stalled = { kind: 'running', step: 'downloading', receivedBytes: 812_000, rows: 0, stalledFor: 42_000 };
          BrowserWindow.getAllWindows()[0]?.webContents.send('refresh:changed', stalled);
        });
        await expect(fieldbook.toolbar).toContainText('almost nothing for 42 seconds');
      },
    },
    {
      name: 'held-list',
      async reach({ fieldbook, simulator }) {
        await fieldbook.button('Cancel refresh').click();
        simulator.setCustomers(customers.slice(0, 3));
        await fieldbook.refresh();
        await expect(fieldbook.alert).toContainText('Live Platform now lists 3 of');
      },
    },
    {
      name: 'held-list-names',
      async reach({ fieldbook, simulator }) {
        simulator.setCustomers(customers.slice(0, 3));
        await fieldbook.refresh();
        await fieldbook.button('Show which').click();
        await expect(fieldbook.button('Hide which')).toBeVisible();
      },
    },
    {
      name: 'set-aside-report',
      async reach({ fieldbook, simulator }) {
        await fieldbook.button('Keep cached list').click();
        simulator.setCustomers(customers);
        simulator.set({ customers: { kind: 'bad-rows' } });
        await fieldbook.refresh();
        await fieldbook.page.getByRole('button', { name: /rows set aside/ }).click();
        await expect(fieldbook.page.getByRole('region', { name: 'Refresh report' })).toContainText(
          'ShortName is missing.',
        );
      },
    },
    {
      name: 'cache-problem',
      async reach(stage) {
        await stage.restart(async (userData) => {
          const folder = join(userData, 'directories');
          const files = await readdir(folder);
          await Promise.all(files.map((file) => writeFile(join(folder, file), 'This is no database.'.repeat(500))));
        });
        await expect(stage.fieldbook.alert).toBeVisible();
      },
    },
  ],
};
