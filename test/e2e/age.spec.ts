import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { customers, expect, test } from './fixtures.ts';

const day = 24 * 3_600_000;

/** Makes the cached list of a closed app as old as it is to be, in milliseconds. */
function makeOlder(userData: string, age: number): void {
  const folder = join(userData, 'directories');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.sqlite'))) {
    const database = new Sqlite(join(folder, file));
    database.prepare('UPDATE snapshot SET refreshed_at = ?').run(Date.now() - age);
    database.close();
  }
}

test('the older the list, the plainer it says so', async ({ launch, simulator, userData }) => {
  const first = await launch();
  await first.connect(simulator);
  await first.expectRowCount(customers.length);
  await first.quit();

  await test.step('after a day it is old', async () => {
    makeOlder(userData, 26 * 3_600_000);
    const fieldbook = await launch();
    await expect(fieldbook.freshness).toContainText('Updated 1 day ago');
    await expect(fieldbook.toolbar.getByRole('img', { name: 'More than a day old' })).toBeVisible();
    await expect(fieldbook.button('Refresh')).toHaveCount(1);
    await fieldbook.quit();
  });

  await test.step('after a week a bar offers to refresh', async () => {
    makeOlder(userData, 90 * day);
    const fieldbook = await launch();
    const bar = fieldbook.page.getByRole('region', { name: 'More than a week old' });
    await expect(bar).toContainText('This list was updated 90 days ago.');
    await fieldbook.expectRowCount(customers.length);
    simulator.set({ customers: { kind: 'status', status: 403 } });
    await fieldbook.refresh();
    await expect(fieldbook.alert.getByRole('button', { name: 'Retry' })).toBeVisible();
    await expect(bar).toBeHidden();
    await fieldbook.button('Dismiss').click();
    await expect(fieldbook.freshness).toContainText('Last try failed just now');

    simulator.set({ customers: { kind: 'good' } });
    await fieldbook.refresh(() => bar.getByRole('button', { name: 'Refresh' }).press('Enter'));
    await expect(bar).toHaveCount(0);
    await expect(fieldbook.freshness).toContainText('Updated just now');
    await expect(fieldbook.search).toBeFocused();
  });
});
