import { expect } from '@playwright/test';
import { toTheList } from './home.ts';
import type { Stage, Story } from './state.ts';

async function openDetailsOf(text: string, { fieldbook }: Stage): Promise<void> {
  await fieldbook.search.fill(text);
  await fieldbook.expectRowCount(1);
  await fieldbook.openFirst();
}

export const browsing: Story = {
  name: 'browsing',
  home: toTheList,
  states: [
    {
      name: 'list',
      compared: ['light', 'dark'],
      async reach() {},
    },
    {
      name: 'list-selected',
      async reach({ fieldbook }) {
        await fieldbook.search.press('ArrowDown');
        await fieldbook.page.keyboard.press('ArrowDown');
      },
    },
    {
      name: 'details',
      compared: ['light'],
      async reach({ fieldbook }) {
        await fieldbook.openFirst();
        await expect(fieldbook.details).toContainText('First seen');
      },
    },
    {
      name: 'columns-without-room',
      async reach({ fieldbook }) {
        await fieldbook.openFirst();
        await fieldbook.button('Columns').click();
        const menu = fieldbook.page.getByRole('dialog', { name: 'Columns' });
        await expect(menu.getByRole('checkbox', { name: 'ID' })).toHaveAccessibleDescription(/^No room/);
      },
    },
    {
      name: 'details-lead',
      compared: ['dark'],
      async reach(stage) {
        await openDetailsOf('LeadOnly', stage);
        await expect(stage.fieldbook.details).toContainText('First seen');
      },
    },
    {
      name: 'details-unknown-license',
      async reach(stage) {
        await openDetailsOf('Łódź Straße', stage);
        await expect(stage.fieldbook.details).toContainText('Type 7 is not known');
      },
    },
    {
      name: 'search',
      async reach({ fieldbook }) {
        await fieldbook.search.fill('gmbh');
        await expect(fieldbook.rows.filter({ hasNotText: /gmbh/i })).toHaveCount(0);
      },
    },
    {
      name: 'search-similar',
      async reach({ fieldbook }) {
        await fieldbook.search.fill('landmarc');
        await expect(fieldbook.listStatus).toContainText('Similar, no exact match');
      },
    },
    {
      name: 'search-pasted',
      async reach({ fieldbook }) {
        const { page, search } = fieldbook;
        await page.evaluate(() => window.fieldbook.clipboard.write('BB84\nNobody at all\nTobiService'));
        await search.press('ControlOrMeta+v');
        await expect(fieldbook.listStatus).toContainText('2 of 3 found');
      },
    },
    {
      name: 'filtered',
      async reach({ fieldbook }) {
        await fieldbook.license('Hosted Pro').click();
        await fieldbook.license('OC Essential').click();
        await expect(fieldbook.license('OC Essential')).toHaveAttribute('aria-pressed', 'true');
      },
    },
    {
      name: 'no-match',
      compared: ['light'],
      async reach({ fieldbook }) {
        await fieldbook.search.fill('nobody is called so');
        await expect(fieldbook.page.getByText('No customer matches')).toBeVisible();
      },
    },
    {
      name: 'export',
      compared: ['dark'],
      async reach({ fieldbook }) {
        await fieldbook.search.fill('gmbh');
        await fieldbook.page.keyboard.press('Control+e');
        await expect(fieldbook.page.getByRole('dialog', { name: 'Export customers' })).toBeVisible();
      },
    },
    {
      name: 'connection',
      async reach({ fieldbook }) {
        await fieldbook.manageConnections();
        await expect(fieldbook.form).toBeVisible();
      },
    },
    {
      name: 'customer-menu',
      async reach({ fieldbook }) {
        await fieldbook.rows.first().click({ button: 'right' });
        await expect(fieldbook.page.getByRole('menu', { name: 'Customer actions' })).toBeVisible();
      },
    },
    {
      name: 'connections-menu',
      async reach({ fieldbook }) {
        await fieldbook.button('Connections').click();
        await expect(fieldbook.page.getByRole('menu', { name: 'Connections' })).toBeVisible();
      },
    },
    {
      name: 'connection-forget',
      async reach({ fieldbook }) {
        await fieldbook.manageConnections();
        await fieldbook.button('Forget connection').click();
        await expect(fieldbook.page.getByRole('alertdialog')).toBeVisible();
      },
    },
    {
      name: 'narrow',
      size: { width: 720, height: 480 },
      async reach({ fieldbook }) {
        await fieldbook.openFirst();
      },
    },
    {
      // What a window of 1280×800 has room for when everything is twice as large.
      name: 'zoomed-200-percent',
      size: { width: 640, height: 400 },
      async reach({ fieldbook }) {
        await fieldbook.search.press('ArrowDown');
      },
    },
    {
      name: 'forced-colors',
      async reach({ fieldbook }) {
        await fieldbook.page.emulateMedia({ forcedColors: 'active' });
        await fieldbook.license('Hosted Pro').click();
        await fieldbook.openFirst();
      },
    },
  ],
};
