import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { customers, expect, test } from './fixtures.ts';

const ocEssential = customers.filter(({ LicenseType }) => LicenseType === 3).length;

test('connects, refreshes, searches and filters', async ({ fieldbook, simulator }) => {
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(customers.length);
  await expect(fieldbook.freshness).toHaveText(`Updated just now · ${customers.length} customers`);
  await expect(fieldbook.search).toBeFocused();

  await test.step('a word finds names', async () => {
    await fieldbook.search.fill("TOBI'S");
    await fieldbook.expectRowCount(1);
    await expect(fieldbook.rows).toContainText("Tobi's Service");
    await expect(fieldbook.rows.locator('mark').first()).toHaveText("Tobi's");
    await expect(fieldbook.license('Hosted Pro')).toHaveAccessibleName('Hosted Pro, 1 customer');
    await expect(fieldbook.license('OC Essential')).toHaveAccessibleName('OC Essential, 0 customers');
  });
  await test.step('case and diacritics do not matter', async () => {
    await fieldbook.search.fill('STRASSE lodz');
    await expect(fieldbook.rows).toContainText('Łódź Straße');
    await expect(fieldbook.rows.locator('mark')).toHaveText(['Lodz', 'Łódź', 'Straße']);
    await expect(fieldbook.license('Unknown license \\(7\\)')).toHaveAccessibleName('Unknown license (7), 1 customer');
  });
  await test.step('part of an ID finds its customer', async () => {
    await fieldbook.search.fill('AAAAAAAA-0000-4000-8000-000000000003');
    await expect(fieldbook.rows).toContainText('BB9');
  });
  await test.step('nothing found says so, and leads back', async () => {
    await fieldbook.search.fill('no such customer');
    await expect(fieldbook.page.getByText('No customer matches')).toBeVisible();
    await expect(fieldbook.page.getByText('Only the chosen licenses are listed.')).toBeHidden();
    await fieldbook.license('OC Essential').click();
    await expect(fieldbook.page.getByText('Only the chosen licenses are listed.')).toBeVisible();
    await fieldbook.button('Clear filters').click();
    await fieldbook.expectRowCount(customers.length);
    await expect(fieldbook.search).toHaveValue('');
    await expect(fieldbook.license('OC Essential')).toHaveAttribute('aria-pressed', 'false');
  });
  await test.step('a license filters, and several add up', async () => {
    await fieldbook.license('OC Essential').click();
    await expect(fieldbook.license('OC Essential')).toHaveAttribute('aria-pressed', 'true');
    await fieldbook.expectRowCount(ocEssential);
    await fieldbook.license('Unknown license \\(7\\)').click();
    await fieldbook.expectRowCount(ocEssential + 1);
    await fieldbook.search.fill('landmark');
    await fieldbook.expectRowCount(2);
    await expect(fieldbook.rows.getByRole('gridcell').first()).toHaveText('BB9');
  });
});

test('keeps the list without a network, and says how old it is', async ({ launch, simulator }) => {
  const before = await launch();
  await before.connect(simulator);
  await before.expectRowCount(customers.length);
  await before.quit();
  await simulator.close();

  const after = await launch();
  await after.expectRowCount(customers.length);
  await expect(after.freshness).toHaveText(`Updated just now · ${customers.length} customers`);
  await after.refresh();
  await expect(after.alert).toContainText('can’t be reached');
  await expect(after.alert).toContainText('The list below is unchanged.');
  await after.expectRowCount(customers.length);
  await after.search.fill("tobi's");
  await after.expectRowCount(1);
});

test('shows what a license number it does not know and a lead are', async ({ fieldbook, simulator }) => {
  await fieldbook.connect(simulator);
  await fieldbook.search.fill('lead without');
  await expect(fieldbook.row('LeadOnly')).toContainText('Lead');
  await fieldbook.search.fill('lodz');
  await expect(fieldbook.row('Lodz')).toContainText('Unknown license (7)');
});

test('before the first refresh no count is known, and none is shown', async ({ fieldbook, simulator }) => {
  await fieldbook.fillForm(simulator);
  await fieldbook.button('Save').click();
  await expect(fieldbook.page.getByText('No customers yet')).toBeVisible();
  const licenses = fieldbook.page.getByRole('group', { name: 'License' });
  await expect(licenses.getByRole('button')).toHaveCount(6);
  await expect(licenses).toContainText('Hosted Essentials –');
  await expect(licenses).not.toContainText(/\d/);
  await fieldbook.refresh();
  await expect(licenses).not.toContainText('–');
});

test('sorts by each column, both ways', async ({ fieldbook, simulator }) => {
  simulator.setCustomers(customers.slice(0, 5));
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(5);
  const first = fieldbook.rows.first().getByRole('gridcell').first();
  const header = (name: string) => fieldbook.grid.getByRole('columnheader', { name });
  await expect(first).toHaveText('BB9');

  await header('Short name').getByRole('button').click();
  await expect(header('Short name')).toHaveAttribute('aria-sort', 'descending');
  await expect(first).toHaveText('TobiService');
  await header('Full name').getByRole('button').click();
  await expect(header('Full name')).toHaveAttribute('aria-sort', 'ascending');
  await expect(header('Short name')).toHaveAttribute('aria-sort', 'none');
  await expect(first).toHaveText('LeadOnly');
  await header('License').getByRole('button').click();
  await expect(first).toHaveText('TobiService');
  await header('Service').getByRole('button').click();
  await header('Service').getByRole('button').click();
  await expect(first).toHaveText('Lodz');
  await header('ID').getByRole('button').click();
  await expect(first).toHaveText('LeadOnly');
});

test('starts empty with the form, and explores sample data without a network', async ({ fieldbook, launch }) => {
  await expect(fieldbook.form).toBeVisible();
  await fieldbook.button('Explore sample data').click();
  await fieldbook.expectRowCount(35);
  await expect(fieldbook.toolbar).toContainText('not real customers');
  await expect(fieldbook.license('Hosted Essentials')).toHaveAccessibleName('Hosted Essentials, 11 customers');
  await fieldbook.quit();
  const again = await launch();
  await again.expectRowCount(35);
});

test('pressing twice makes one connection', async ({ fieldbook, simulator }) => {
  await fieldbook.fillForm(simulator);
  await fieldbook.button('Save and refresh').dblclick();
  await fieldbook.expectRowCount(customers.length);
  const list = await fieldbook.page.evaluate(() => window.fieldbook.connection.list());
  expect(list).toMatchObject({ ok: true, value: { current: { name: 'Example Telecom' }, others: [] } });
});

test('a mistyped address is replaced by the right one, a used one is kept', async ({ fieldbook, simulator }) => {
  await fieldbook.connect(simulator, { 'Service Provider URL': 'http://127.0.0.1:1' });
  await expect(fieldbook.alert).toContainText('can’t be reached');
  await fieldbook.manageConnections();
  await fieldbook.form.getByLabel('Service Provider URL').fill(simulator.serviceProviderUrl);
  await fieldbook.button('Save and refresh').click();
  await expect(fieldbook.form).toContainText('Enter the client secret again');
  await fieldbook.form.getByLabel('Client secret').fill(simulator.clientSecret);
  await fieldbook.button('Save and refresh').click();
  await fieldbook.expectRowCount(customers.length);
  await fieldbook.manageConnections();
  await expect(fieldbook.page.getByRole('list', { name: 'Connections' }).getByRole('listitem')).toHaveCount(1);

  await fieldbook.form.getByLabel('Service Provider URL').fill('http://127.0.0.1:1');
  await fieldbook.form.getByLabel('Client secret').fill(simulator.clientSecret);
  await fieldbook.button('Save').click();
  await expect(fieldbook.page.getByText('No customers yet')).toBeVisible();
  await fieldbook.switchTo('Example Telecom');
  await fieldbook.expectRowCount(customers.length);
});

test('the list is there when the connections are lost, and asks for the secret alone', async ({
  launch,
  simulator,
  userData,
}) => {
  const before = await launch();
  await before.connect(simulator);
  await before.expectRowCount(customers.length);
  await before.quit();
  await rm(join(userData, 'connections.json'));

  const after = await launch();
  await after.expectRowCount(customers.length);
  await expect(after.toolbar).toContainText('Example Telecom');
  await after.manageConnections();
  await expect(after.form).toContainText('None is set.');
  await after.form.getByLabel('Client secret').fill(simulator.clientSecret);
  await after.button('Save and refresh').click();
  await expect(after.page.getByRole('dialog')).toBeHidden();
  await expect(after.alert).toBeHidden();
});
