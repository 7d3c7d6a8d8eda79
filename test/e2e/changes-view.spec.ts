import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import Papa from 'papaparse';
import { customers, expect, test } from './fixtures.ts';
import { answerSaveDialog } from './save-dialog.ts';

const [tobi, bb84, bb9, ...others] = customers;

test('what has changed is there to read until it was looked at, whatever comes between', async ({
  fieldbook,
  launch,
  simulator,
}, testInfo) => {
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(customers.length);
  await expect(fieldbook.tab('Changes')).toHaveAccessibleName('Changes');

  const later = others.map((each, index) =>
    index >= 2 ? { ...each, FullName: `${each.FullName} Holding`, LicenseType: (each.LicenseType + 1) % 6 } : each,
  );
  const newcomer = {
    Id: 'aaaaaaaa-0000-4000-8000-00000000000a',
    ShortName: 'NewOne',
    FullName: 'New One',
    LicenseType: 0,
  };
  const next = [{ ...tobi, LicenseType: 1 }, bb9, newcomer, ...later].flatMap((each) => (each ? [each] : []));
  simulator.setCustomers(next.filter(isWhole));
  await fieldbook.refresh();
  await expect(fieldbook.tab('Changes')).toHaveAccessibleName('Changes 403 unseen');

  await test.step('a refresh without changes and a restart clear nothing', async () => {
    await fieldbook.refresh();
    await expect(fieldbook.tab('Changes')).toHaveAccessibleName('Changes 403 unseen');
    await fieldbook.quit();
  });

  const restarted = await launch();
  const listed = restarted.page.getByRole('list', { name: 'Changes' }).getByRole('listitem');
  await test.step('they are listed by day, from what to what', async () => {
    await expect(restarted.tab('Changes')).toHaveAccessibleName('Changes 403 unseen');
    await restarted.tab('Changes').click();
    await expect(restarted.button('Since I last looked')).toHaveAttribute('aria-pressed', 'true');
    await expect(listed).toHaveCount(100);
    await expect(restarted.page.getByRole('status', { name: 'Number of changes' })).toHaveText('403 changes');
    await expect(listed.first()).toContainText('Today');
    await expect(listed.filter({ hasText: 'NewOne' })).toContainText('New');
    for (const count of [200, 300, 400, 403]) {
      await restarted.page.getByRole('button', { name: 'Show more' }).click();
      await expect(listed).toHaveCount(count);
    }
    await expect(listed.filter({ hasText: 'TobiService' })).toContainText(/Hosted Pro →\s*to\s*Hosted Essential Plus/);
    await expect(listed.filter({ hasText: 'BB84 (Landmark 84)' })).toContainText('Removed');
  });

  await test.step('the search narrows them, and who was removed has details', async () => {
    await restarted.search.fill('landmark 84');
    await expect(listed).toHaveCount(1);
    await restarted.search.press('ArrowDown');
    await restarted.page.keyboard.press('Enter');
    await expect(restarted.details.getByRole('heading', { name: 'BB84 (Landmark 84)' })).toBeVisible();
    await expect(restarted.details).toContainText('Not in the list any more');
    await expect(restarted.details).toContainText('Removed from the list');
    await expect(restarted.details).toContainText(bb84?.Id ?? '');
    await restarted.page.keyboard.press('Escape');
    await expect(restarted.details).toBeHidden();
    await restarted.search.fill('tobi');
    await listed.getByRole('button', { name: /^License TobiService/ }).click();
    await expect(restarted.details).toContainText('License changed from Hosted Pro to Hosted Essential Plus');
    await restarted.button('Copy changes').click();
    await expect(restarted.page.getByRole('status', { name: 'Number of changes' })).toHaveText('5 changes · Copied 5.');
    const copied = await restarted.app.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied.split('\n')).toHaveLength(6);
    expect(copied).toContain(`\tLicense\tTobiService (Tobi's Service)\t${tobi?.Id}\tHosted Pro\tHosted Essential Plus`);
    await restarted.search.fill('license:plus removed:');
    await expect(restarted.page.getByText('No change matches')).toBeVisible();
    await restarted.search.fill('license:plus tobiservice');
    await expect(listed).toHaveCount(1);
    await restarted.search.fill('nobody');
    await expect(restarted.page.getByText('No change matches')).toBeVisible();
    await restarted.search.fill('');
  });

  await test.step('pasted lines narrow them, and what is shown is exported', async () => {
    await restarted.paste('Landmark 84\nTobiService\nnobody at all\n');
    await expect(listed).toHaveCount(2);
    const file = testInfo.outputPath('changes.csv');
    await mkdir(dirname(file), { recursive: true });
    await answerSaveDialog(restarted, file);
    await restarted.button('Export').click();
    const dialog = restarted.page.getByRole('dialog', { name: 'Export changes' });
    await expect(dialog).toContainText('The 2 changes shown, newest first');
    await dialog.getByRole('button', { name: 'Choose file…' }).click();
    await expect(dialog.getByRole('status')).toContainText('2 changes saved');
    await dialog.getByRole('button', { name: 'Done' }).click();
    const { data } = Papa.parse<string[]>(await readFile(file, 'utf8'), { skipEmptyLines: true });
    const moment: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(data).toEqual([
      ['When', 'What', 'Customer', 'ID', 'Before', 'After'],
      [moment, 'License', "TobiService (Tobi's Service)", tobi?.Id, 'Hosted Pro', 'Hosted Essential Plus'],
      [moment, 'Removed', 'BB84 (Landmark 84)', bb84?.Id, 'BB84 (Landmark 84)', ''],
    ]);
    await restarted.search.press('Escape');
    await expect(listed).toHaveCount(100);
  });

  await test.step('once looked at, they are seen, and stay on record', async () => {
    await restarted.tab('Customers').click();
    await restarted.expectRowCount(customers.length);
    await expect(restarted.tab('Changes')).toHaveAccessibleName('Changes');
    await restarted.tab('Changes').click();
    await expect(restarted.button('All')).toHaveAttribute('aria-pressed', 'true');
    await expect(listed).toHaveCount(100);
    await restarted.button('Since I last looked').click();
    await expect(restarted.page.getByText('Nothing has changed since you last looked.')).toBeVisible();
    await restarted.button('7 days').click();
    await expect(listed).toHaveCount(100);
  });

  await test.step('what comes while they are shown is listed at once', async () => {
    simulator.setCustomers(next.filter(isWhole).filter(({ ShortName }) => ShortName !== 'NewOne'));
    await restarted.button('Since I last looked').click();
    await restarted.refresh();
    await expect(listed).toHaveCount(1);
    await expect(listed).toContainText('NewOne');
    await restarted.tab('Customers').click();
    await expect(restarted.tab('Changes')).toHaveAccessibleName('Changes');
  });
});

test('a search that nobody matches tells who was removed', async ({ fieldbook, simulator }) => {
  const { page, search } = fieldbook;
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(customers.length);
  simulator.setCustomers(customers.filter(({ ShortName }) => ShortName !== 'LeadOnly'));
  await fieldbook.refresh();
  await search.fill('leadonly');
  const removed = page.getByRole('region', { name: 'Removed from the list' });
  await expect(removed.getByRole('listitem')).toHaveText(/^LeadOnly \(A lead without a license\), just now$/);
  await removed.getByRole('button', { name: 'Show in Changes' }).click();
  await expect(page.getByRole('list', { name: 'Changes' }).getByRole('listitem')).toHaveCount(1);
  await fieldbook.tab('Customers').click();
  await search.fill('removed:');
  await expect(removed.getByRole('listitem')).toHaveText(/^LeadOnly/);
  await search.fill('nobody at all');
  await expect(page.getByText('No customer matches')).toBeVisible();
  await expect(removed).toBeHidden();
});

test('tabs and changes work by keyboard', async ({ fieldbook, simulator }) => {
  const { page, search } = fieldbook;
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(customers.length);
  simulator.setCustomers(customers.slice(2));
  await fieldbook.refresh();
  await fieldbook.tab('Customers').focus();
  await page.keyboard.press('ArrowRight');
  await expect(fieldbook.tab('Changes')).toBeFocused();
  await expect(fieldbook.tab('Changes')).toHaveAttribute('aria-selected', 'true');
  const buttons = page.getByRole('list', { name: 'Changes' }).getByRole('button');
  await expect(buttons).toHaveCount(2);
  await search.press('ArrowDown');
  await expect(buttons.first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(buttons.last()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(fieldbook.details).toContainText('Removed from the list');
  await fieldbook.button('Close details').press('Escape');
  await expect(buttons.last()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(fieldbook.tab('Customers')).toHaveAttribute('aria-selected', 'true');
  await expect(search).toBeFocused();
});

function isWhole(value: Partial<(typeof customers)[number]>): value is (typeof customers)[number] {
  return 'ShortName' in value;
}
