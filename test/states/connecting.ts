import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { noKeychain } from '../e2e/app-keychain.ts';
import { customers } from '../e2e/fixtures.ts';
import type { Story } from './state.ts';

export const connecting: Story = {
  name: 'connecting',
  states: [
    {
      name: 'welcome',
      compared: ['light'],
      async reach({ fieldbook }) {
        await expect(fieldbook.form).toBeVisible();
      },
    },
    {
      name: 'form-with-problems',
      async reach({ fieldbook }) {
        await fieldbook.button('Save').click();
        await expect(fieldbook.form.getByText('Enter the Service Provider URL.')).toBeVisible();
      },
    },
    {
      name: 'form-testing',
      async reach({ fieldbook, simulator }) {
        simulator.set({ customers: { kind: 'silence', when: 'before-headers' } });
        await fieldbook.fillForm(simulator);
        await fieldbook.button('Test connection').click();
        await expect(fieldbook.form).toContainText('Testing the connection…');
      },
    },
    {
      name: 'form-test-failed',
      async reach({ fieldbook, simulator }) {
        simulator.set({ customers: { kind: 'status', status: 403 } });
        await fieldbook.page.reload();
        await fieldbook.fillForm(simulator);
        await fieldbook.button('Test connection').click();
        await expect(fieldbook.form).toContainText('This account may not read the customer list');
      },
    },
    {
      name: 'form-test-works',
      async reach({ fieldbook, simulator }) {
        simulator.set({ customers: { kind: 'good' } });
        await fieldbook.button('Test connection').click();
        await expect(fieldbook.form).toContainText('The connection works.');
      },
    },
    {
      name: 'never-refreshed',
      async reach({ fieldbook }) {
        await fieldbook.button('Save').click();
        await expect(fieldbook.page.getByText('No customers yet')).toBeVisible();
      },
    },
    {
      name: 'first-refresh',
      async reach({ fieldbook, simulator }) {
        simulator.set({ customers: { kind: 'silence', when: 'in-body' } });
        await fieldbook.startRefresh();
        await expect(fieldbook.page.getByText('Downloading')).toBeVisible();
        await expect(fieldbook.page.getByText('Fetching the list…')).toBeVisible();
        await expect(fieldbook.listStatus).toBeEmpty();
      },
    },
  ],
};

export const withoutKeychain: Story = {
  name: 'without keychain',
  env: noKeychain,
  states: [
    {
      name: 'keychain-missing',
      async reach({ fieldbook }) {
        await expect(fieldbook.form).toContainText('keychain can’t be reached');
      },
    },
    {
      name: 'secret-of-this-run',
      async reach({ fieldbook, simulator }) {
        await fieldbook.connect(simulator);
        await expect(fieldbook.alert).toContainText('The secret is kept until Fieldbook is closed');
        await fieldbook.expectRowCount(customers.length);
      },
    },
    {
      name: 'being-forgotten',
      async reach(stage) {
        await stage.restart(async (userData) => {
          const file = join(userData, 'connections.json');
          const saved = JSON.parse(await readFile(file, 'utf8')) as { connections: object[] };
          const connections = saved.connections.map((each) => ({ ...each, secretInKeychain: true, forgetting: true }));
          await writeFile(file, JSON.stringify({ ...saved, current: null, connections }));
        });
        const left = stage.fieldbook.page.getByRole('list', { name: 'Being forgotten' });
        await expect(left).toContainText('keychain can’t be reached');
      },
    },
  ],
};
