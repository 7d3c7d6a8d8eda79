import { test as connectedTest } from './connected.ts';
import { customers, expect, test } from './fixtures.ts';

const pros = customers.filter(({ LicenseType }) => LicenseType === 2 || LicenseType === 5).length;

connectedTest('filters and phrases are typed into the search', async ({ fieldbook }) => {
  const { search } = fieldbook;

  await search.fill('9 landmark');
  await fieldbook.expectRowCount(1);
  await search.fill('"Landmark 8"');
  await fieldbook.expectRowCount(1);
  await expect(fieldbook.row('BB84').locator('mark')).toHaveText(['Landmark 8']);

  await search.fill('license:pro');
  await fieldbook.expectRowCount(pros);
  await expect(fieldbook.license('OC Essential')).toHaveAccessibleName('OC Essential, 0 customers');
  await search.fill('license:');
  await fieldbook.expectRowCount(customers.length);
  await search.fill('license:pro -license:oc "tobi\'s service"');
  await fieldbook.expectRowCount(1);

  await search.fill('id:aaaaaaaa-0000 service:oc');
  await fieldbook.expectRowCount(2);
  await expect(fieldbook.row('BB84').locator('mark')).toHaveText(['aaaaaaaa-0000']);
  await search.fill('lead:yes LeadOnly');
  await fieldbook.expectRowCount(1);

  for (const plain of ['foo:bar', '10:30', 'https://x']) {
    await search.fill(plain);
    await expect(fieldbook.page.getByText('No customer matches')).toBeVisible();
  }
});

test('the best match is first, and Enter shows its details', async ({ fieldbook, simulator }) => {
  simulator.setCustomers([
    { Id: 'm-1', ShortName: 'Aber North', FullName: 'Aber', LicenseType: 1 },
    { Id: 'm-2', ShortName: 'Northern', FullName: 'Northern', LicenseType: 1 },
    { Id: 'm-3', ShortName: 'North', FullName: 'The North', LicenseType: 1 },
    { Id: 'decade01-0000-4000-8000-000000000000', ShortName: 'Zeta', FullName: 'Zeta', LicenseType: 1 },
  ]);
  const { search, grid, details } = fieldbook;
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(4);
  const shortNames = grid.getByRole('row').getByRole('gridcell').and(grid.locator('[aria-colindex="1"]'));

  await search.fill('north');
  await expect(shortNames).toHaveText(['North', 'Northern', 'Aber North']);
  await expect(fieldbook.header('Short name')).toHaveAttribute('aria-sort', 'none');
  await search.press('Enter');
  await expect(details.getByRole('heading', { name: 'North', exact: true })).toBeVisible();
  await expect(search).toBeFocused();

  await test.step('a chosen order stays until Short name is clicked once more', async () => {
    const header = fieldbook.header('Short name');
    await header.click();
    await expect(header).toHaveAttribute('aria-sort', 'ascending');
    await expect(shortNames).toHaveText(['Aber North', 'North', 'Northern']);
    await header.click();
    await expect(header).toHaveAttribute('aria-sort', 'descending');
    await header.click();
    await expect(header).toHaveAttribute('aria-sort', 'none');
    await expect(shortNames).toHaveText(['North', 'Northern', 'Aber North']);
  });

  await test.step('letters alone are not looked for in IDs', async () => {
    await search.fill('decade');
    await expect(fieldbook.page.getByText('No customer matches')).toBeVisible();
    await search.fill('decade01');
    await expect(shortNames).toHaveText(['Zeta']);
  });
});

connectedTest('several lines or cells that are pasted mean any of them', async ({ fieldbook }) => {
  const { page, search, grid, listStatus: list } = fieldbook;
  const shortNames = grid.getByRole('row').getByRole('gridcell').and(grid.locator('[aria-colindex="1"]'));

  await search.fill('what was typed before');
  await fieldbook.paste(
    'TobiService\t{AAAAAAAA-0000-4000-8000-000000000003}\r\nNobody at all\n\nLandmark 84\nnor "this"\n',
  );
  await expect(list).toContainText('3 of 5 found');
  await expect(search).toHaveValue('');
  await expect(shortNames).toHaveText(['TobiService', 'BB9', 'BB84']);

  await page.getByRole('button', { name: 'Copy 2 not found' }).click();
  await expect(list).toContainText('Copied 2 terms.');
  expect(await fieldbook.app.evaluate(({ clipboard }) => clipboard.readText())).toBe('Nobody at all\nnor "this"');

  await test.step('what is typed narrows them, and Escape shows all again', async () => {
    await search.fill('tobi');
    await fieldbook.expectRowCount(1);
    await search.press('Escape');
    await fieldbook.expectRowCount(customers.length);
    await expect(list).not.toContainText('found');
  });

  await test.step('of more than a thousand, the first thousand are searched for, and it is said', async () => {
    await fieldbook.paste(Array.from({ length: 1_200 }, (_, at) => `Line ${at}`).join('\n'));
    await expect(list).toContainText('0 of 1,000 found');
    await expect(list).toContainText('The first 1,000 of 1,200 are searched for.');
    await page.getByRole('button', { name: '1,000 pasted' }).click();
    await fieldbook.expectRowCount(customers.length);
    await expect(search).toBeFocused();
  });

  await test.step('one line is text like any other', async () => {
    await fieldbook.paste('BB84\n');
    await expect(search).toHaveValue('BB84');
    await fieldbook.expectRowCount(1);
  });
});

test('what is similar is shown when nothing matches, and said to be so', async ({ fieldbook, simulator }) => {
  simulator.setCustomers([
    { Id: 'm-1', ShortName: 'Mueller', FullName: 'Müller Logistik GmbH', LicenseType: 1 },
    { Id: 'm-2', ShortName: 'Northwind', FullName: 'Northwind Traders Ltd', LicenseType: 1 },
    { Id: 'm-3', ShortName: 'Severny', FullName: 'ООО «Северный Связь»', LicenseType: 1 },
  ]);
  const { page, search, listStatus: list } = fieldbook;
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(3);

  await search.fill('Nortwind Trader Limited');
  await expect(list).toContainText('Similar, no exact match');
  await expect(fieldbook.row('Northwind').locator('mark')).toHaveText(['Northwind', 'Northwind', 'Trader']);
  await search.press('Enter');
  await expect(fieldbook.details.getByRole('heading', { name: 'Northwind' })).toBeVisible();
  await search.fill('northwind');
  await expect(list).not.toContainText('Similar');
  await search.fill('sviaz');
  await expect(fieldbook.row('Severny').locator('mark')).toHaveText(['Связ']);
  await search.fill('qqqqqqqq');
  await expect(page.getByText('No customer matches')).toBeVisible();
});

test('changed: finds what refreshes have changed', async ({ fieldbook, simulator }) => {
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(customers.length);
  await fieldbook.search.fill('changed:today');
  await expect(fieldbook.page.getByText('No customer matches')).toBeVisible();
  simulator.setCustomers([...customers, { Id: 'cc-1', ShortName: 'Newcomer', FullName: 'New', LicenseType: 1 }]);
  await fieldbook.refresh();
  await fieldbook.expectRowCount(1);
  await expect(fieldbook.row('Newcomer')).toBeVisible();

  await test.step('after midnight it is asked again', async () => {
    const { app, page } = fieldbook;
    await page.clock.install({ time: new Date(2026, 10, 24, 23, 59, 30) });
    await page.reload();
    await fieldbook.expectRowCount(1);
    // What the main process will answer tomorrow: its clock is another one.
    const answer = await page.evaluate(() => window.fieldbook.directory.status());
    const connection = answer.ok && answer.value?.connection;
    await app.evaluate(({ ipcMain }, connection) => {
      const unlistedLicenses = { licenses: 0, customers: 0 };
      const content = { offset: 0, rows: [], total: 0, located: [], licenses: [], unlistedLicenses };
      ipcMain.removeHandler('customers:search');
      ipcMain.handle('customers:search', () => ({ ok: true, value: { connection, content } }));
    }, connection);
    await page.clock.fastForward(60_000);
    await expect(page.getByText('No customer matches')).toBeVisible();
  });
});

connectedTest('suggestions are chosen by keyboard, and never stand in the way', async ({ fieldbook }) => {
  const { page, search, grid } = fieldbook;
  const list = page.getByRole('listbox', { name: 'Suggestions' });
  const options = list.getByRole('option');

  await search.pressSequentially('license:');
  await expect(options).toHaveCount(7);
  await expect(options.nth(5)).toContainText('license:"OC Pro"');
  await search.pressSequentially('pro');
  await expect(options).toHaveCount(2);
  await search.press('ArrowDown');
  await search.press('ArrowDown');
  await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(search).toHaveAttribute('aria-activedescendant', (await options.nth(1).getAttribute('id')) ?? '');
  await search.press('Enter');
  await expect(search).toHaveValue('license:"OC Pro" ');
  await expect(list).toBeHidden();
  await expect(search).toBeFocused();

  await test.step('Down enters the list when nothing is offered', async () => {
    await search.press('ArrowDown');
    await expect(grid).toBeFocused();
    await page.keyboard.press('Control+f');
  });

  await test.step('Escape closes them first, then clears', async () => {
    await search.fill('service:');
    await expect(options).toHaveCount(3);
    await search.press('Escape');
    await expect(list).toBeHidden();
    await expect(search).toHaveValue('service:');
    await search.press('Escape');
    await expect(search).toHaveValue('');
  });

  await test.step('Down leads through them into the list', async () => {
    await search.fill('lead:');
    await expect(options).toHaveCount(2);
    for (let presses = 0; presses < 3; presses++) await page.keyboard.press('ArrowDown');
    await expect(grid).toBeFocused();
    await expect(list).toBeHidden();
  });

  await test.step('a click chooses, in the middle of other words', async () => {
    await search.fill('BB');
    // Home leaves the caret where it is on a Mac.
    for (let presses = 0; presses < 2; presses++) await search.press('ArrowLeft');
    await search.pressSequentially('service: ');
    await search.press('ArrowLeft');
    await search.pressSequentially('o');
    await expect(options).toHaveCount(1);
    await options.first().click();
    await expect(search).toHaveValue('service:oc BB');
    await expect(search).toBeFocused();
  });
});

test('recent searches come back, also after a restart, until they are cleared', async ({ launch, simulator }) => {
  const first = await launch();
  await first.connect(simulator);
  await first.expectRowCount(customers.length);
  await expect(first.button('Recent searches')).toBeHidden();

  await first.search.fill('bb84');
  await first.expectRowCount(1);
  await first.search.press('ArrowDown');
  await expect(first.grid).toBeFocused();
  await first.search.fill('license:pro');
  await first.expectRowCount(pros);
  await first.search.press('Enter');
  await first.search.fill('finds nothing');
  await expect(first.page.getByText('No customer matches')).toBeVisible();
  await first.search.press('Enter');
  await first.search.press('Escape');
  await first.expectRowCount(customers.length);
  await expect(first.search).toHaveValue('');
  await first.quit();

  const second = await launch();
  const options = second.page.getByRole('listbox', { name: 'Recent searches' }).getByRole('option');
  await second.expectRowCount(customers.length);
  await second.search.press('Alt+ArrowDown');
  await expect(options).toHaveText(['license:pro', 'bb84', 'Clear recent searches']);
  await second.search.press('Escape');
  await expect(options).toHaveCount(0);
  await second.button('Recent searches').click();
  await second.search.press('ArrowDown');
  await second.search.press('ArrowDown');
  await second.search.press('Enter');
  await expect(second.search).toHaveValue('bb84');
  await expect(second.search).toBeFocused();
  await second.expectRowCount(1);

  await test.step('the one that was used is the newest', async () => {
    await second.search.press('Enter');
    await second.search.press('Escape');
    await second.search.press('Alt+ArrowDown');
    await expect(options).toHaveText(['bb84', 'license:pro', 'Clear recent searches']);
  });

  await test.step('the one that is reached is in sight, however low the window', async () => {
    await second.page.setViewportSize({ width: 720, height: 150 });
    for (let presses = 0; presses < 3; presses++) await second.search.press('ArrowDown');
    await expect(options.nth(2)).toBeInViewport();
    for (let presses = 0; presses < 3; presses++) await second.search.press('ArrowUp');
    await second.page.setViewportSize({ width: 1180, height: 780 });
  });

  await test.step('cleared, they are gone', async () => {
    for (let presses = 0; presses < 3; presses++) await second.search.press('ArrowDown');
    await second.search.press('Enter');
    await expect(options).toHaveCount(0);
    await expect(second.button('Recent searches')).toBeHidden();
    await expect(second.search).toBeFocused();
    await second.search.press('Alt+ArrowDown');
    await expect(options).toHaveCount(0);
  });
});

connectedTest('a search that finds nothing is not remembered, however fast Enter follows', async ({ fieldbook }) => {
  const { page, search } = fieldbook;
  const options = page.getByRole('listbox', { name: 'Recent searches' }).getByRole('option');
  await page.keyboard.type('nobody');
  await page.keyboard.press('Enter');
  await expect(page.getByText('No customer matches')).toBeVisible();
  await page.keyboard.press('Escape');
  await fieldbook.expectRowCount(customers.length);

  await page.keyboard.type('bb84');
  await page.keyboard.press('Enter');
  await fieldbook.expectRowCount(1);
  await page.keyboard.press('Escape');
  await expect(search).toHaveValue('');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(options).toHaveText(['bb84', 'Clear recent searches']);
});
