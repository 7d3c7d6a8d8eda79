import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { customers, expect, test } from './fixtures.ts';

test('a restart finds search, filters, selection, sorting and columns as they were left', async ({
  launch,
  simulator,
}) => {
  const first = await launch();
  await first.connect(simulator);
  await first.expectRowCount(customers.length);
  await first.search.fill('a');
  await first.license('Hosted Pro').click();
  await first.header('Full name').getByRole('button').click();
  await first.button('Columns').click();
  await first.page.getByRole('checkbox', { name: 'Service' }).uncheck();
  await first.page.getByRole('radio', { name: 'Compact' }).check();
  await first.page.keyboard.press('Escape');
  await first.search.press('ArrowDown');
  await first.page.keyboard.press('End');
  const selected = (await first.selectedRows.textContent()) ?? '';
  const index = (await first.selectedRows.getAttribute('aria-rowindex')) ?? '';
  const count = await first.grid.getAttribute('aria-rowcount');
  await first.quit();

  const second = await launch();
  await expect(second.search).toHaveValue('a');
  await expect(second.license('Hosted Pro')).toHaveAttribute('aria-pressed', 'true');
  await expect(second.grid).toHaveAttribute('aria-rowcount', count ?? '');
  await expect(second.grid).toHaveAttribute('aria-colcount', '4');
  await expect(second.header('Full name')).toHaveAttribute('aria-sort', 'ascending');
  await expect(second.selectedRows).toHaveText(selected);
  await expect(second.selectedRows).toHaveAttribute('aria-rowindex', index);
  await expect(second.selectedRows).toBeInViewport();
  await expect(second.search).toBeFocused();

  await test.step('Enter opens who was selected', async () => {
    await second.search.press('ArrowDown');
    await second.page.keyboard.press('Enter');
    await expect(second.details).toBeVisible();
  });

  await test.step('a search that froze the window is not remembered', async () => {
    // A frozen page draws no frame.
    await second.page.evaluate(() => {
      window.requestAnimationFrame = () => 0;
    });
    await second.search.fill("tobi's");
    await second.expectRowCount(1);
    await second.quit();
    const third = await launch();
    await expect(third.search).toHaveValue('a');
  });
});

test('damaged preferences are kept aside, and the list is there', async ({ launch, simulator, userData }) => {
  const first = await launch();
  await first.connect(simulator);
  await first.expectRowCount(customers.length);
  await first.quit();
  await writeFile(join(userData, 'preferences.json'), '{"columns": 7');

  const second = await launch();
  await second.expectRowCount(customers.length);
  await expect(second.grid).toHaveAttribute('aria-colcount', '5');
  const kept = (await readdir(userData)).filter((name) => name.startsWith('preferences.json.damaged-'));
  expect(kept).toHaveLength(1);
});

test('a forgotten connection leaves no trace in the preferences', async ({ launch, simulator, userData }) => {
  const window = await launch();
  await window.connect(simulator);
  await window.expectRowCount(customers.length);
  await window.search.fill("tobi's");
  await window.expectRowCount(1);
  await window.forgetConnection();
  await window.quit();
  expect(await readFile(join(userData, 'preferences.json'), 'utf8')).not.toContain('tobi');
});
