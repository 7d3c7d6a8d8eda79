import { expect, test } from './fixtures.ts';

const odd = {
  Id: 'bbbbbbbb-0000-4000-8000-000000000001',
  ShortName: 'Odd name: v1.0',
  FullName: 'An Odd Name',
  LicenseType: 7,
};
const other = { ...odd, Id: 'bbbbbbbb-0000-4000-8000-000000000002', ShortName: 'Other' };

test('the details say all there is to say of a customer, and copy it', async ({ fieldbook, simulator }) => {
  const { details, page } = fieldbook;
  const clipboard = () => fieldbook.app.evaluate(({ clipboard }) => clipboard.readText());
  simulator.setCustomers([odd, other]);
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(2);
  await fieldbook.openFirst();

  await expect(details).toContainText('An Odd Name');
  await expect(details).toContainText('Type 7 is not known to this version of Fieldbook: Live Platform may be newer.');
  await expect(details).toContainText('naming rules: it contains a space, “:” and “.”.');
  await expect(details).toContainText('just now, in the oldest list on record');
  await expect(details).toContainText('Not since then');
  await expect(details.getByRole('time').first()).toHaveAttribute('title', /\d{4}/);

  await test.step('the copy buttons say what they have copied', async () => {
    await details.getByRole('button', { name: 'Copy ID' }).click();
    await expect(details.getByRole('status')).toHaveText('ID copied.');
    expect(await clipboard()).toBe(odd.Id);
    await details.getByRole('button', { name: 'Copy short name' }).click();
    await expect(details.getByRole('status')).toHaveText('Short name copied.');
    expect(await clipboard()).toBe(odd.ShortName);
    await details.getByRole('button', { name: 'Copy as JSON' }).click();
    await expect(details.getByRole('status')).toHaveText('Customer copied as JSON.');
    expect(JSON.parse(await clipboard())).toEqual({
      shortName: odd.ShortName,
      fullName: odd.FullName,
      license: 'Unknown license (7)',
      licenseNumber: 7,
      service: 'Unknown service',
      id: odd.Id,
    });
  });

  await test.step('a change shows without closing them', async () => {
    simulator.setCustomers([{ ...odd, ShortName: 'Even' }, other]);
    await fieldbook.refresh(() => page.keyboard.press('F5'));
    await expect(details).toContainText('Renamed from Odd name: v1.0 (An Odd Name) to Even (An Odd Name), just now');
    await expect(details.getByRole('heading')).toHaveText('Even');
    await expect(details).not.toContainText('naming rules');
  });

  await test.step('the confirmation does not pass to the next customer', async () => {
    await fieldbook.row('Other').click();
    await expect(details.getByRole('heading')).toHaveText('Other');
    await expect(details.getByRole('status')).toBeEmpty();
  });
});

test('a lead without a license is explained, and has no ID to copy', async ({ fieldbook, simulator }) => {
  const { details } = fieldbook;
  await fieldbook.connect(simulator);
  await fieldbook.search.fill('LeadOnly');
  await fieldbook.expectRowCount(1);
  await fieldbook.openFirst();
  await expect(details).toContainText('Lead');
  await expect(details).toContainText('OC Essential Plus');
  await expect(details.getByRole('button', { name: 'Copy ID' })).toHaveCount(0);
  await expect(details.getByRole('button', { name: 'Copy short name' })).toBeVisible();
});
