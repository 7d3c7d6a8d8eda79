import { customers, expect, test } from './fixtures.ts';

test('the filter has a subtotal by family, and a chart of past refreshes with a table that says the same', async ({
  fieldbook,
  simulator,
}) => {
  const { page, search } = fieldbook;
  const licenses = page.getByRole('group', { name: 'License' });
  const trend = page.getByRole('region', { name: 'Licenses over time' });
  const inFamily = (...types: number[]) => customers.filter(({ LicenseType }) => types.includes(LicenseType)).length;

  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(customers.length);
  await expect(licenses.getByRole('heading', { name: `Direct Routing ${inFamily(0, 1, 2)}` })).toBeVisible();
  await expect(licenses.getByRole('heading', { name: `Operator Connect ${inFamily(3, 4, 5)}` })).toBeVisible();
  await search.fill("tobi's");
  await expect(licenses.getByRole('heading', { name: 'Direct Routing 1' })).toBeVisible();
  await search.fill('');

  await fieldbook.tab('Changes').click();
  await expect(trend).toContainText('The chart begins with the second refresh.');
  const pros = inFamily(2);
  simulator.setCustomers(customers.filter(({ ShortName }) => ShortName !== 'TobiService'));
  await fieldbook.refresh();
  const table = trend.getByRole('table', { name: 'Customers by license in the last 2 refreshes' });
  await expect(table).toBeAttached();
  const column = await table.getByRole('columnheader').allTextContents();
  const proCell = (row: number) => table.getByRole('row').nth(row).locator('th, td').nth(column.indexOf('Hosted Pro'));
  await expect(proCell(1)).toHaveText(String(pros - 1));
  await expect(proCell(2)).toHaveText(String(pros));
  await expect(trend).toContainText(new RegExp(`Hosted Pro\\s*${pros}\\s*${pros - 1}`));

  await expect(trend).toContainText('just now');
  await expect(trend).not.toContainText('just now –');

  await test.step('it folds away', async () => {
    await trend.getByRole('button', { name: 'Licenses over time' }).click();
    await expect(table).toBeHidden();
  });
});
