import type { SimulatedCustomer } from '../../tools/live-platform/customers.ts';
import { expect, test } from './fixtures.ts';

const turned = { Id: 'turned-1', ShortName: 'invoice\u202Eexe.jpg', FullName: 'Two\nlines\u200B', LicenseType: 0 };
const hebrew = { Id: 'hebrew-1', ShortName: 'שלום', FullName: 'חברה (צפון)', LicenseType: 1 };
const others: SimulatedCustomer[] = Array.from({ length: 8 }, (_, number) => ({
  Id: `other-${number}`,
  ShortName: `Other${number}`,
  FullName: `Other ${number}`,
  LicenseType: 0,
}));
const turningCharacters = /[\u202A-\u202E\u2066\u2067\u200B]/;

test('names that turn the text around them are spelled out wherever they stand', async ({ fieldbook, simulator }) => {
  const { page, grid, details, search, listStatus } = fieldbook;
  simulator.setCustomers([turned, hebrew, ...others]);
  await fieldbook.connect(simulator, { Name: 'Exa\u202Emple' });
  await fieldbook.expectRowCount(10);
  await expect(fieldbook.row('invoice')).toContainText('invoice[U+202E]exe.jpg');
  await expect(fieldbook.row('invoice')).toContainText('Two[U+000A]lines[U+200B]');

  await test.step('in the details and their history', async () => {
    await search.fill('invoice');
    await fieldbook.openFirst();
    await expect(details.getByRole('heading')).toHaveText('invoice[U+202E]exe.jpg');
    simulator.setCustomers([{ ...turned, FullName: 'Renamed\u202E' }, hebrew, ...others]);
    await fieldbook.refresh();
    await expect(details).toContainText('Renamed[U+202E]');
    await expect(details).toContainText('Two[U+000A]lines[U+200B]');
  });

  await test.step('when they are gone', async () => {
    simulator.setCustomers([hebrew, ...others]);
    await search.fill('');
    await fieldbook.row('invoice').click();
    await fieldbook.refresh();
    await expect(listStatus).toContainText('invoice[U+202E]exe.jpg is not in the list any more.');
    await fieldbook.button('Refresh report').click();
    const changes = page.getByRole('list', { name: 'Changes' });
    await expect(changes).toContainText('invoice[U+202E]exe.jpg');
    await changes.getByRole('button', { name: 'Removed invoice' }).click();
    await expect(fieldbook.details).toContainText('invoice[U+202E]exe.jpg');
    await fieldbook.tab('Customers').click();
  });

  await test.step('a name from right to left is isolated', async () => {
    await fieldbook.row('שלום').click();
    simulator.setCustomers(others);
    await fieldbook.refresh();
    await expect(listStatus).toContainText('\u2068שלום\u2069 is not in the list any more.');
  });

  expect(await page.locator('body').innerText()).not.toMatch(turningCharacters);
  await expect(grid).toBeVisible();
});

test('sorting shows the list from its first row, whoever is selected', async ({ fieldbook, simulator }) => {
  const { grid, page } = fieldbook;
  const many = Array.from({ length: 400 }, (_, number) => ({
    Id: `id-${number}`,
    ShortName: `Customer${String(number).padStart(3, '0')}`,
    FullName: `Number ${number}`,
    LicenseType: 0,
  }));
  simulator.setCustomers(many);
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(400);
  await fieldbook.row('Customer003').click();
  await fieldbook.header('Short name').click();
  await expect(fieldbook.rows.first()).toContainText('Customer399');
  await expect(grid.locator('[aria-rowindex="2"]')).toBeInViewport();
  await page.keyboard.press('ArrowDown');
  await expect(fieldbook.selectedRows).toContainText('Customer002');
});
