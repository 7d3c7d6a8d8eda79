import Papa from 'papaparse';
import type { FieldbookWindow } from './fieldbook-window.ts';
import { makeCustomers } from '../../tools/live-platform/customers.ts';
import { test as connectedTest } from './connected.ts';
import { customers, expect, landmarks, test } from './fixtures.ts';

async function selectedIndexes({ selectedRows }: FieldbookWindow): Promise<number[]> {
  const rows = await selectedRows.all();
  return Promise.all(rows.map(async (row) => Number(await row.getAttribute('aria-rowindex'))));
}

test('selects several customers, by keys and by pointer, and copies them as a table', async ({
  fieldbook,
  simulator,
}) => {
  const { page, grid, listStatus } = fieldbook;
  simulator.setCustomers([...landmarks, { Id: 'f', ShortName: '=1+1', FullName: 'A "formula", <b>', LicenseType: 0 }]);
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(6);
  await expect(grid).toHaveAttribute('aria-multiselectable', 'true');

  await test.step('Shift and Ctrl, with arrows', async () => {
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(listStatus).toContainText('6 customers · 3 selected');
    expect(await selectedIndexes(fieldbook)).toEqual([2, 3, 4]);
    await page.keyboard.press('Shift+ArrowUp');
    expect(await selectedIndexes(fieldbook)).toEqual([2, 3]);
    await page.keyboard.press('Control+ArrowDown');
    await page.keyboard.press('Control+ArrowDown');
    await page.keyboard.press('Control+Space');
    expect(await selectedIndexes(fieldbook)).toEqual([2, 3, 5]);
  });

  await test.step('Escape leaves one of several', async () => {
    await page.keyboard.press('Escape');
    expect(await selectedIndexes(fieldbook)).toEqual([5]);
    await expect(grid).toBeFocused();
  });

  await test.step('Shift+click and Ctrl+click', async () => {
    await fieldbook.row('=1+1').click();
    await fieldbook.row('Landmark 84').click({ modifiers: ['Shift'] });
    await fieldbook.row('Łódź').click({ modifiers: ['ControlOrMeta'] });
    await expect(listStatus).toContainText('4 selected');
    await expect(grid).toBeFocused();
  });

  await test.step('Ctrl+C copies a table, formulas made safe', async () => {
    await page.keyboard.press('Control+c');
    await expect(listStatus).toContainText('Copied 4 customers.');
    const { data } = Papa.parse<string[]>(await fieldbook.copied('text/plain'), { delimiter: '\t', quoteChar: '\0' });
    expect(data).toEqual([
      ['Short name', 'Full name', 'License', 'Service', 'ID'],
      ["'=1+1", 'A "formula", <b>', 'Hosted Essentials', 'Direct Routing', 'f'],
      ['BB9', 'Landmark 9', 'OC Essential', 'Operator Connect', landmarks[2]?.Id],
      ['BB84', 'Landmark 84', 'OC Essential', 'Operator Connect', landmarks[1]?.Id],
      ['Lodz', 'Łódź Straße', 'Unknown license (7)', 'Unknown service', landmarks[3]?.Id],
    ]);
    const html = await fieldbook.copied('text/html');
    expect(html).toContain('<tr><td>\'=1+1</td><td>A "formula", &lt;b&gt;</td>');
  });

  await test.step('Enter still opens the details of the active one', async () => {
    await page.keyboard.press('Enter');
    await expect(fieldbook.details).toContainText('Łódź Straße');
  });
});

connectedTest('all customers can be selected and copied, with the columns that are shown', async ({ fieldbook }) => {
  const { page, listStatus } = fieldbook;
  await fieldbook.button('Columns').click();
  await page.getByRole('checkbox', { name: 'Service' }).uncheck();
  await page.keyboard.press('Escape');
  await fieldbook.rows.first().click();
  await page.keyboard.press('Control+a');
  await expect(listStatus).toContainText(`${customers.length} selected`);
  await page.keyboard.press('Control+c');
  await expect(listStatus).toContainText(`Copied ${customers.length} customers.`);
  const lines = (await fieldbook.copied('text/plain')).split('\n');
  expect(lines).toHaveLength(customers.length + 1);
  expect(lines[0]).toBe('Short name\tFull name\tLicense\tID');
  expect(lines.filter((line) => line.startsWith('TobiService\t'))).toHaveLength(1);
});

test('twenty thousand customers are copied at once', async ({ fieldbook, simulator }) => {
  const { page, listStatus } = fieldbook;
  simulator.setCustomers(makeCustomers(20_000, 3));
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(20_000);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await expect(listStatus).toContainText(/Copied 20.000 customers\./);
  expect((await fieldbook.copied('text/plain')).split('\n')).toHaveLength(20_001);
  // Whatever the system puts around it.
  expect(await fieldbook.copied('text/html')).toContain('</tr></table>');
});

test.describe('a refresh', () => {
  const many = Array.from({ length: 300 }, (_, number) => ({
    Id: `id-${number}`,
    ShortName: `Customer${number}`,
    FullName: `Customer number ${number}`,
    LicenseType: number % 6,
  }));

  test('keeps who is selected, in sight, wherever they went', async ({ fieldbook, simulator }) => {
    const { page, grid, search } = fieldbook;
    simulator.setCustomers(many);
    await fieldbook.connect(simulator);
    await fieldbook.expectRowCount(300);
    await search.press('ArrowDown');
    for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(fieldbook.selectedRows).toHaveText([/Customer number 4/, /Customer number 5/]);

    const others = Array.from({ length: 250 }, (_, number) => ({
      Id: `new-${number}`,
      ShortName: `Before${number}`,
      FullName: `New ${number}`,
      LicenseType: 0,
    }));
    simulator.setCustomers([...others, ...many]);
    await fieldbook.refresh(() => page.keyboard.press('F5'));
    await fieldbook.expectRowCount(550);
    await expect(fieldbook.selectedRows).toHaveText([/Customer number 4/, /Customer number 5/]);
    await expect(fieldbook.row('Customer number 5').first()).toBeInViewport();
    await expect(fieldbook.row('Customer number 5').first()).toHaveAttribute('aria-rowindex', '257');
    await expect(grid).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(fieldbook.selectedRows).toHaveText([/Customer number 6/]);
  });

  test('that takes the selected customer away says so, and the focus stays', async ({ fieldbook, simulator }) => {
    const { page, grid, search } = fieldbook;
    simulator.setCustomers(many);
    await fieldbook.connect(simulator);
    await fieldbook.expectRowCount(300);
    await search.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(fieldbook.selectedRows).toContainText('Customer number 1');
    simulator.setCustomers(many.filter(({ Id }) => Id !== 'id-1'));
    await fieldbook.refresh(() => page.keyboard.press('F5'));
    await expect(fieldbook.listStatus).toContainText('Customer1 is not in the list any more.');
    await expect(fieldbook.selectedRows).toHaveCount(0);
    await expect(grid).toBeFocused();
  });

  test('keeps who is selected out of sight, refresh after refresh, and their details stay open', async ({
    fieldbook,
    simulator,
  }) => {
    const { page, grid, search, details, listStatus } = fieldbook;
    simulator.setCustomers(many);
    await fieldbook.connect(simulator);
    await fieldbook.expectRowCount(300);
    await search.press('ArrowDown');
    await expect(grid).toBeFocused();
    await expect(fieldbook.selectedRows).toHaveCount(1);
    // At once: the page of the last rows is still on its way when Enter is pressed.
    await grid.evaluate((list) => {
      for (const [key, shiftKey] of [
        ['End', false],
        ['ArrowUp', true],
        ['Enter', false],
      ] as const)
        list.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }));
    });
    await expect(details).toContainText('Customer number 298');
    await expect(details).toBeFocused();
    await grid.evaluate((list) => {
      list.scrollTop = 0;
    });
    await expect(fieldbook.row('Customer number 0')).toBeVisible();
    for (const count of [299, 298]) {
      simulator.setCustomers(many.slice(300 - count));
      await fieldbook.refresh(() => page.keyboard.press('F5'));
      await fieldbook.expectRowCount(count);
      await expect(listStatus).toContainText(`${count} customers · 2 selected`);
      await expect(details).toContainText('Customer number 298');
      await expect(details).toBeFocused();
    }
    await page.keyboard.press('Escape');
    await expect(fieldbook.selectedRows).toHaveText([/Customer number 298/, /Customer number 299/]);
    await expect(fieldbook.selectedRows.first()).toBeInViewport();
  });

  test('that takes away the customer whose details have the focus gives it to the grid', async ({
    fieldbook,
    simulator,
  }) => {
    const { page, grid, search, details } = fieldbook;
    simulator.setCustomers(many);
    await fieldbook.connect(simulator);
    await fieldbook.expectRowCount(300);
    await search.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(details).toBeFocused();
    simulator.setCustomers(many.slice(1));
    await fieldbook.refresh(() => page.keyboard.press('F5'));
    await expect(fieldbook.listStatus).toContainText('Customer0 is not in the list any more.');
    await expect(details).toBeHidden();
    await expect(grid).toBeFocused();
    await expect(fieldbook.selectedRows).toHaveCount(0);
  });
});
