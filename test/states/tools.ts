import { expect } from '@playwright/test';
import { toTheList } from './home.ts';
import type { Story } from './state.ts';
import { makeUnreadable } from './unreadable.ts';

export const tools: Story = {
  name: 'tools',
  home: toTheList,
  states: [
    {
      name: 'suggestions',
      async reach({ fieldbook }) {
        await fieldbook.search.fill('license:');
        await expect(fieldbook.page.getByRole('option')).not.toHaveCount(0);
        await fieldbook.search.press('ArrowDown');
      },
    },
    {
      name: 'recent-searches',
      async reach({ fieldbook }) {
        await fieldbook.search.fill('landmark');
        await fieldbook.expectRowCount(2);
        await fieldbook.search.press('Enter');
        await fieldbook.search.fill('');
        await fieldbook.search.press('Alt+ArrowDown');
        await fieldbook.search.press('ArrowDown');
        await expect(fieldbook.page.getByRole('option', { selected: true })).toHaveText('landmark');
      },
    },
    {
      name: 'several-selected',
      async reach({ fieldbook }) {
        await fieldbook.search.press('ArrowDown');
        await fieldbook.page.keyboard.press('Shift+ArrowDown');
        await fieldbook.page.keyboard.press('ArrowRight');
        await expect(fieldbook.page.getByRole('row', { selected: true })).toHaveCount(2);
      },
    },
    {
      name: 'columns',
      async reach({ fieldbook }) {
        await fieldbook.button('Columns').press('Enter');
        await expect(fieldbook.page.getByRole('dialog', { name: 'Columns' })).toBeVisible();
      },
    },
    {
      name: 'shortcuts',
      async reach({ fieldbook }) {
        await fieldbook.search.press('F1');
        await expect(fieldbook.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
      },
    },
    {
      name: 'help',
      async reach({ fieldbook }) {
        await fieldbook.chooseInMenu('Fieldbook Help');
        await expect(fieldbook.page.getByRole('dialog', { name: 'Help' })).toBeVisible();
      },
    },
    {
      name: 'about',
      async reach({ fieldbook }) {
        await fieldbook.chooseInMenu('About Fieldbook');
        await expect(fieldbook.page.getByRole('dialog', { name: 'About Fieldbook' })).toBeVisible();
      },
    },
    {
      name: 'preferences-unreadable',
      async reach(stage) {
        await stage.restart((userData) => makeUnreadable(userData, 'preferences.json'));
        await expect(stage.fieldbook.alert).toContainText('Your preferences can’t be read');
      },
    },
  ],
};
