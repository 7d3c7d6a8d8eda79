import { readdirSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import Sqlite from 'better-sqlite3';
import type { FieldbookWindow } from '../e2e/fieldbook-window.ts';
import { toTheList } from './home.ts';
import { makeUnreadable } from './unreadable.ts';
import type { Stage, Story } from './state.ts';

/** A refresh that fails because the secret has expired. */
async function failToSignIn({ fieldbook, simulator }: Stage): Promise<void> {
  simulator.revokeTokens();
  simulator.set({ token: { kind: 'refusal', number: 7000222 } });
  await fieldbook.refresh();
  await expect(fieldbook.alert).toContainText('The client secret has expired');
}

/** Nothing can be written with dates any more, until the page is loaded again. */
async function breakDates({ page }: FieldbookWindow): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', {
      get: () => {
        throw new RangeError();
      },
    });
  });
}

/** Makes the cached lists as old as they are to be, in days. */
function makeOlder(userData: string, days: number): void {
  const folder = join(userData, 'directories');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.sqlite'))) {
    const database = new Sqlite(join(folder, file));
    database.prepare('UPDATE snapshot SET refreshed_at = ?').run(Date.now() - days * 24 * 3_600_000);
    database.close();
  }
}

export const alerts: Story = {
  name: 'alerts',
  home: toTheList,
  states: [
    { name: 'sign-in-rejected', reach: failToSignIn },
    {
      name: 'form-after-rejection',
      async reach(stage) {
        await failToSignIn(stage);
        await stage.fieldbook.button('Open connection').click();
        await expect(stage.fieldbook.form.getByLabel('Client secret')).toBeFocused();
      },
    },
    {
      name: 'failure-dismissed',
      async reach(stage) {
        await failToSignIn(stage);
        await stage.fieldbook.button('Dismiss').click();
        await expect(stage.fieldbook.freshness).toContainText('Last try failed');
      },
    },
    {
      name: 'alerts-of-two-origins',
      async reach(stage) {
        const { fieldbook } = stage;
        await failToSignIn(stage);
        await fieldbook.app.evaluate(({ clipboard }) => {
          clipboard.write = () => Promise.reject(new Error());
        });
        await fieldbook.search.press('ArrowDown');
        await fieldbook.page.keyboard.press('Control+c');
        await expect(fieldbook.alert).toHaveCount(2);
      },
    },
    {
      name: 'part-broken',
      async reach({ fieldbook }) {
        await breakDates(fieldbook);
        await fieldbook.search.press('ArrowDown');
        await fieldbook.page.keyboard.press('Enter');
        await expect(fieldbook.alert).toContainText('The customer’s details can’t be shown.');
      },
    },
    {
      name: 'old-list',
      async reach(stage) {
        await stage.fieldbook.page.reload();
        await stage.fieldbook.refresh();
        await stage.restart((userData) => {
          makeOlder(userData, 90);
          return Promise.resolve();
        });
        await expect(stage.fieldbook.page.getByRole('region', { name: 'More than a week old' })).toBeVisible();
      },
    },
    {
      name: 'connections-lost',
      async reach(stage) {
        await stage.restart((userData) =>
          rename(join(userData, 'connections.json'), join(userData, 'connections-away')),
        );
        await expect(stage.fieldbook.toolbar).toBeVisible();
        await stage.fieldbook.refresh();
        await expect(stage.fieldbook.alert).toContainText('The client secret is missing');
      },
    },
    {
      name: 'connections-unreadable',
      async reach(stage) {
        await stage.restart((userData) => makeUnreadable(userData, 'connections.json'));
        await expect(stage.fieldbook.alert).toContainText('The list of connections can’t be read');
      },
    },
  ],
};
