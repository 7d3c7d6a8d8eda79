import { customers, expect, landmarks, test } from './fixtures.ts';

test('what a refresh changed is summed up, filters the list, and is in the customer’s history', async ({
  fieldbook,
  simulator,
}) => {
  const { page, details, search } = fieldbook;
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(customers.length);
  const [tobi, bb84, ...others] = landmarks;
  const unchanged = customers.slice(landmarks.length);
  const added = {
    Id: 'aaaaaaaa-0000-4000-8000-00000000000a',
    ShortName: 'NewOne',
    FullName: 'New One',
    LicenseType: 0,
  };
  // Tobi gets another license, BB84 is gone, NewOne is new.
  expect(bb84?.ShortName).toBe('BB84');
  simulator.setCustomers([{ ...tobi, LicenseType: 1 }, ...others, added, ...unchanged].filter(isCustomer));
  await fieldbook.refresh();

  await fieldbook.button('1 new, 1 removed, 1 changed license').click();
  await fieldbook.expectRowCount(2);
  await expect(fieldbook.rows).toContainText([/NewOne/, /TobiService/]);

  await search.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(details).toContainText('License changed from Hosted Pro to Hosted Essential Plus, just now');
  await page.keyboard.press('Escape');

  await fieldbook.button('1 new, 1 removed, 1 changed license').click();
  await fieldbook.expectRowCount(customers.length);
  await fieldbook.button('Refresh report').click();
  await expect(page.getByRole('list', { name: 'Changes' })).toContainText('BB84 (Landmark 84)');
  const refreshes = page.getByRole('region', { name: 'Refreshes' }).getByRole('listitem');
  await expect(refreshes).toContainText([/1 new, 1 removed, 1 changed license/, /205 rows/]);
});

test('who was removed is named, where nobody is left to be listed', async ({ fieldbook, simulator }) => {
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(customers.length);
  simulator.setCustomers(customers.filter(({ ShortName }) => ShortName !== 'BB84' && ShortName !== 'LeadOnly'));
  await fieldbook.refresh();
  await fieldbook.button('2 removed').click();
  await expect(fieldbook.page.getByRole('list', { name: 'Changes' })).toContainText('BB84 (Landmark 84)');
  await fieldbook.tab('Customers').click();
  await fieldbook.expectRowCount(customers.length - 2);
});

test('a lead that gets its ID stays the same customer, and selected', async ({ fieldbook, simulator }) => {
  await fieldbook.connect(simulator);
  await fieldbook.search.fill('LeadOnly');
  await fieldbook.expectRowCount(1);
  await fieldbook.openFirst();
  await expect(fieldbook.details).toContainText('Lead');
  const id = 'aaaaaaaa-0000-4000-8000-0000000000ff';
  simulator.setCustomers(
    customers.map((customer) => (customer.ShortName === 'LeadOnly' ? { ...customer, Id: id } : customer)),
  );
  await fieldbook.refresh();
  await expect(fieldbook.button('1 license applied')).toBeVisible();
  await expect(fieldbook.details).toContainText(id);
  await expect(fieldbook.details).toContainText('License applied: OC Essential Plus');
  await expect(fieldbook.selectedRows).toContainText('LeadOnly');
});

test('leads that can’t be told apart are selected one by one', async ({ fieldbook, simulator }) => {
  const lead = { Id: null, ShortName: 'Acme', FullName: 'Acme', LicenseType: 3 };
  simulator.setCustomers([lead, ...landmarks, lead]);
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(7);
  await fieldbook.row('Acme').first().click();
  await fieldbook.page.keyboard.press('Shift+ArrowDown');
  await expect(fieldbook.selectedRows).toHaveCount(2);
  simulator.setCustomers([...landmarks, ...customers.slice(-1), lead, lead]);
  await fieldbook.refresh();
  await fieldbook.expectRowCount(8);
  await expect(fieldbook.selectedRows).toHaveCount(2);
  await expect(fieldbook.listStatus).toContainText('2 selected');
});

test('the report lists what was set aside, and every refresh, failed ones too', async ({ fieldbook, simulator }) => {
  simulator.set({ customers: { kind: 'bad-rows' } });
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(customers.length);
  simulator.set({ customers: { kind: 'status', status: 403 } });
  await fieldbook.refresh();
  await expect(fieldbook.alert).toBeVisible();
  await fieldbook.page.getByRole('button', { name: /rows set aside/ }).click();
  const report = fieldbook.page.getByRole('region', { name: 'Refresh report' });
  await expect(report).toContainText('ShortName is missing.');
  await expect(report.getByRole('region', { name: 'Refreshes' })).toContainText(
    'This account may not read the customer list',
  );
});

function isCustomer(value: Partial<(typeof customers)[number]>): value is (typeof customers)[number] {
  return 'ShortName' in value;
}
