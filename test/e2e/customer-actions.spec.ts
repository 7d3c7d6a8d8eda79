import { test } from './connected.ts';
import type { FieldbookWindow } from './fieldbook-window.ts';
import { customers, expect } from './fixtures.ts';

function clipboardOf({ app }: FieldbookWindow): Promise<string> {
  return app.evaluate(({ clipboard }) => clipboard.readText());
}

test('what can be done with a customer is in one menu: by right click, by keys and in the details', async ({
  fieldbook,
}) => {
  const { page, grid, search, listStatus } = fieldbook;
  const menu = page.getByRole('menu', { name: 'Customer actions' });
  const items = menu.getByRole('menuitem');

  await test.step('a right click selects, and copies for a ticket', async () => {
    await search.fill('landmark');
    await fieldbook.expectRowCount(2);
    await fieldbook.row('Landmark 9').click({ button: 'right' });
    await expect(fieldbook.selectedRows).toHaveText(/Landmark 9/);
    await expect(items).toHaveText([/^Copy ID/, /^Copy row/, /^Copy for ticket/, /^Show only this license/]);
    await menu.getByRole('menuitem', { name: 'Copy for ticket' }).click();
    await expect(menu).toBeHidden();
    await expect(listStatus).toContainText('Copied for a ticket.');
    const lines = (await clipboardOf(fieldbook)).split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'Customer: Landmark 9 (BB9)',
      'ID: aaaaaaaa-0000-4000-8000-000000000003',
      'License: OC Essential (Operator Connect)',
    ]);
    expect(lines[3]).toMatch(/^Live Platform: Example Telecom, 127\.0\.0\.1:\d+$/);
    expect(lines[4]).toMatch(/^As of: .*\d/);
  });

  await test.step('of several that are selected, all rows are copied', async () => {
    await fieldbook.row('Landmark 84').click({ modifiers: ['ControlOrMeta'] });
    await fieldbook.row('Landmark 84').click({ button: 'right' });
    await menu.getByRole('menuitem', { name: 'Copy 2 rows' }).click();
    await expect(listStatus).toContainText('Copied 2 customers.');
    expect((await clipboardOf(fieldbook)).split('\n')).toHaveLength(3);
  });

  await test.step('by keys, and the focus comes back', async () => {
    await search.press('ArrowDown');
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+F10');
    await expect(items.first()).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(items.last()).toBeFocused();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect(grid).toBeFocused();
    await expect(listStatus).toContainText('ID copied.');
    expect(await clipboardOf(fieldbook)).toBe('aaaaaaaa-0000-4000-8000-000000000003');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ControlOrMeta+Shift+c');
    await expect.poll(() => clipboardOf(fieldbook)).toBe('aaaaaaaa-0000-4000-8000-000000000002');
    await page.keyboard.press('Shift+F10');
    await expect(items.first()).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(menu).toBeHidden();
    await expect(grid).toBeFocused();
  });

  await test.step('in the details, and a lead has no ID to copy', async () => {
    await search.fill('LeadOnly');
    await fieldbook.expectRowCount(1);
    await fieldbook.openFirst();
    await fieldbook.details.getByRole('button', { name: 'Customer actions' }).click();
    await expect(items).toHaveText([/^Copy row/, /^Copy for ticket/, /^Show only this license/]);
    await page.keyboard.press('Escape');
    await expect(fieldbook.details.getByRole('button', { name: 'Customer actions' })).toBeFocused();
    await grid.focus();
    await page.keyboard.press('ControlOrMeta+Shift+c');
    await expect(listStatus).toContainText('A lead has no ID yet.');
  });

  await test.step('only the customers with the same license are shown', async () => {
    await search.fill('');
    await fieldbook.expectRowCount(customers.length);
    await search.press('ArrowDown');
    await page.keyboard.press('Shift+F10');
    await expect(items.first()).toBeFocused();
    await page.keyboard.press('End');
    await expect(items.last()).toBeFocused();
    const license = await fieldbook.selectedRows.locator('[aria-colindex="3"]').textContent();
    await page.keyboard.press('Enter');
    await expect(fieldbook.license(license?.trim() ?? '')).toHaveAttribute('aria-pressed', 'true');
    await expect(fieldbook.rows.locator('[aria-colindex="3"]').first()).toHaveText(license?.trim() ?? '');
  });
});
