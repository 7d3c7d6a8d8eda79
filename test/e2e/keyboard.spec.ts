import { customers, expect, test } from './connected.ts';

test('the list works without a mouse', async ({ fieldbook, simulator }) => {
  const { page, grid, search, details } = fieldbook;
  await expect(search).toBeFocused();

  const activeRow = page.getByRole('row', { selected: true });
  await page.keyboard.press('ArrowDown');
  await expect(grid).toBeFocused();
  await expect(activeRow).toHaveAttribute('aria-rowindex', '2');
  await page.keyboard.press('End');
  await expect(activeRow).toHaveAttribute('aria-rowindex', String(customers.length + 1));
  await expect(activeRow).toBeInViewport();
  await page.keyboard.press('ArrowDown');
  await expect(activeRow).toHaveAttribute('aria-rowindex', String(customers.length + 1));
  await page.keyboard.press('PageUp');
  await page.keyboard.press('Home');
  await expect(activeRow).toHaveAttribute('aria-rowindex', '2');
  await expect(grid).toHaveAttribute('aria-activedescendant', (await activeRow.getAttribute('id')) ?? '');

  await test.step('Enter opens the details, Escape closes them, then clears the search', async () => {
    await page.keyboard.press('Control+f');
    await page.keyboard.type("tobi's");
    await fieldbook.expectRowCount(1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(details).toBeFocused();
    await expect(details).toContainText('aaaaaaaa-0000-4000-8000-000000000001');
    await page.keyboard.press('Shift+Tab');
    await expect(grid).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(details.getByRole('button', { name: 'Customer actions' })).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(fieldbook.button('Close details')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(details).toBeHidden();
    await expect(grid).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(search).toBeFocused();
    await expect(search).toHaveValue('');
    await fieldbook.expectRowCount(customers.length);
  });

  await test.step('keys that follow what was typed are meant for what it finds', async () => {
    // All in one go, so that no answer can come in between.
    await search.evaluate((input: HTMLInputElement) => {
      const press = (key: string): unknown =>
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      input.value = 'landmark';
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) press(key);
    });
    await expect(details).toContainText('Landmark 84');
    await page.keyboard.press('Control+f');
    await page.keyboard.type('leadonly');
    await fieldbook.expectRowCount(1);
    await page.keyboard.press('ArrowDown');
    await expect(details).toContainText('A lead without a license');
    await expect(grid).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
  });

  await test.step('Ctrl+C copies the row for a spreadsheet', async () => {
    await search.fill("tobi's");
    await fieldbook.expectRowCount(1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+c');
    await expect
      .poll(() => fieldbook.app.evaluate(({ clipboard }) => clipboard.readText()))
      .toBe("TobiService\tTobi's Service\tHosted Pro\tDirect Routing\taaaaaaaa-0000-4000-8000-000000000001");
  });

  await test.step('F5 and Ctrl+R refresh', async () => {
    for (const key of ['F5', 'Control+r']) {
      const before = simulator.asked('customers').length;
      await fieldbook.refresh(() => page.keyboard.press(key));
      expect(simulator.asked('customers').length).toBe(before + 1);
    }
  });
});

test('arrow keys reach every cell and header, and the grid is one tab stop', async ({ fieldbook }) => {
  const { page, grid } = fieldbook;
  await page.keyboard.press('ArrowDown');
  await expect(grid).toBeFocused();
  /** The column of the active cell; null for a whole row. */
  const active = (): Promise<string | null> =>
    grid.evaluate((list) => {
      const element = document.getElementById(list.getAttribute('aria-activedescendant') ?? '');
      return element ? element.getAttribute('aria-colindex') : 'nothing is active';
    });

  await test.step('Right goes into the cells, Left out of them', async () => {
    await expect.poll(active).toBeNull();
    await page.keyboard.press('ArrowRight');
    await expect.poll(active).toBe('1');
    await page.keyboard.press('End');
    await expect.poll(active).toBe('5');
    await page.keyboard.press('Control+End');
    await expect(fieldbook.selectedRows).toHaveAttribute('aria-rowindex', String(customers.length + 1));
    await expect.poll(active).toBe('5');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(active).toBeNull();
  });

  await test.step('Up from the first row reaches the headers, which sort', async () => {
    await page.keyboard.press('ArrowUp');
    await expect(grid).toHaveAttribute('aria-activedescendant', 'column-shortName');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect(fieldbook.header('License')).toHaveAttribute('aria-sort', 'ascending');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Shift+Enter');
    await expect(fieldbook.header('Full name')).toHaveAttribute('title', 'Sorted ascending, number 2');
    await page.keyboard.press('ArrowDown');
    await expect(grid).toHaveAttribute('aria-activedescendant', /^customer-/);
  });

  await test.step('Tab leaves the grid, Shift+Tab comes back', async () => {
    await page.keyboard.press('Tab');
    await expect(fieldbook.button('Columns')).toBeFocused();
    await page.keyboard.press('Shift+Tab');
    await expect(grid).toBeFocused();
  });
});

test('? and F1 show the shortcuts, and a question mark can be searched for', async ({ fieldbook }) => {
  const { page, search, grid } = fieldbook;
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await page.keyboard.press('?');
  await expect(search).toHaveValue('?');
  await expect(dialog).toBeHidden();
  await page.keyboard.press('F1');
  await expect(dialog).toContainText('Copy what is selected');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(search).toBeFocused();
  await search.fill('');
  await fieldbook.expectRowCount(customers.length);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('?');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(grid).toBeFocused();
  await fieldbook.button('Keyboard shortcuts').click();
  await expect(dialog).toBeVisible();
});

test('a command is heeded right after a dialog, and not over one', async ({ fieldbook }) => {
  const { page, search } = fieldbook;
  for (let times = 0; times < 20; times++) {
    await fieldbook.button('Export').click();
    await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible();
    await page.keyboard.press('F1');
    await expect(page.getByRole('dialog')).toHaveCount(1);
    await Promise.all([page.keyboard.press('Escape'), page.keyboard.press('ControlOrMeta+f')]);
    await expect(search).toBeFocused();
  }
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await Promise.all([page.keyboard.press('Escape'), page.keyboard.press('ControlOrMeta+e')]);
  await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible();
});

test('few rows are drawn of many, and every one can be reached', async ({ fieldbook }) => {
  expect(await fieldbook.rows.count()).toBeLessThan(100);
  await fieldbook.grid.evaluate((grid) => {
    grid.scrollTop = grid.scrollHeight / 2;
  });
  const middle = fieldbook.grid.locator(`[aria-rowindex="${Math.round(customers.length / 2) + 8}"]`);
  await expect(middle.getByRole('gridcell').first()).not.toBeEmpty();
  await expect(middle).toBeInViewport();
});
