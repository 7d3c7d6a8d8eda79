import { expect, test } from './connected.ts';

test('sorts by several columns', async ({ fieldbook }) => {
  const { grid } = fieldbook;
  const sortButton = (name: string) => fieldbook.header(name).getByRole('button');

  await sortButton('License').click();
  await sortButton('License').click();
  await expect(fieldbook.header('License')).toHaveAttribute('aria-sort', 'descending');
  await expect(fieldbook.rows.first()).toContainText('Unknown license (7)');
  await sortButton('Short name').click({ modifiers: ['Shift'] });
  await sortButton('Short name').click({ modifiers: ['Shift'] });
  await expect(grid.locator('[aria-sort]:not([aria-sort="none"])')).toHaveCount(1);
  await expect(fieldbook.header('Short name')).toHaveAttribute('title', 'Sorted descending, number 2');
  await expect(fieldbook.header('Short name')).toContainText('2');
  await fieldbook.search.fill('landmark');
  await fieldbook.expectRowCount(2);
  expect(await fieldbook.shortNames()).toEqual(['BB84', 'BB9']);
  await sortButton('Short name').click();
  await expect.poll(() => fieldbook.shortNames()).toEqual(['BB9', 'BB84']);
  await expect(fieldbook.header('License')).toHaveAttribute('aria-sort', 'none');
});

test('columns are shown, hidden, moved and sized, by keys and by pointer', async ({ fieldbook }) => {
  const { page, grid } = fieldbook;
  const menu = page.getByRole('dialog', { name: 'Columns' });
  const titles = () => grid.getByRole('columnheader').allTextContents();
  const widthOf = async (name: string): Promise<number> => (await fieldbook.header(name).boundingBox())?.width ?? 0;

  await test.step('hide', async () => {
    await fieldbook.button('Columns').press('Enter');
    await expect(menu).toBeVisible();
    await menu.getByRole('checkbox', { name: 'Service' }).press('Space');
    await expect
      .poll(async () => (await titles()).map((title) => title.trim().split(' 1')[0]))
      .toEqual(['Short name', 'Full name', 'License', 'ID']);
    await expect(grid).toHaveAttribute('aria-colcount', '4');
  });

  await test.step('move, and keep the focus', async () => {
    const up = menu.getByRole('button', { name: 'Move ID up' });
    for (let step = 0; step < 4; step++) await up.press('Enter');
    await expect(up).toBeFocused();
    await expect(grid.getByRole('columnheader').first()).toContainText('ID');
    await up.press('Enter');
    await expect(grid.getByRole('columnheader').first()).toContainText('ID');
    await expect(fieldbook.rows.first().getByRole('gridcell').first()).toHaveAttribute('aria-colindex', '1');
  });

  await test.step('size by keys', async () => {
    const before = await widthOf('License');
    await menu.getByRole('button', { name: 'Make License wider' }).press('Enter');
    await expect.poll(() => widthOf('License')).toBe(before + 24);
    await menu.getByRole('button', { name: 'Make License narrower' }).press('Enter');
    await expect.poll(() => widthOf('License')).toBe(before);
  });

  await test.step('density', async () => {
    const comfortable = (await fieldbook.rows.first().boundingBox())?.height ?? 0;
    await menu.getByRole('radio', { name: 'Compact' }).check();
    await expect.poll(async () => (await fieldbook.rows.first().boundingBox())?.height).toBeLessThan(comfortable);
    await page.keyboard.press('Escape');
    await expect(menu).toBeHidden();
    await expect(fieldbook.button('Columns')).toBeFocused();
  });

  await test.step('size by pointer', async () => {
    const box = await fieldbook.header('License').boundingBox();
    if (!box) throw new Error('The header License is not drawn.');
    await page.mouse.move(box.x + box.width, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width + 60, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => widthOf('License')).toBe(box.width + 60);
  });

  await test.step('the last column stays, and all come back', async () => {
    await fieldbook.button('Columns').click();
    for (const name of ['ID', 'Short name', 'Full name']) await menu.getByRole('checkbox', { name }).uncheck();
    await expect(menu.getByRole('checkbox', { name: 'License' })).toBeDisabled();
    await menu.getByRole('button', { name: 'Reset columns' }).click();
    await expect(grid).toHaveAttribute('aria-colcount', '5');
    await expect(grid.getByRole('columnheader').first()).toContainText('Short name');
    await expect.poll(() => widthOf('License')).toBe(176);
  });
});

test('columns give way by importance, and nothing scrolls sideways', async ({ fieldbook }) => {
  const { page, grid, details } = fieldbook;
  const titles = grid.getByRole('columnheader');
  const scrollsSideways = (): Promise<boolean> =>
    grid.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
  await page.setViewportSize({ width: 1180, height: 780 });
  await expect(titles).toHaveText(['Short name', 'Full name', 'License', 'Service', 'ID']);

  await fieldbook.openFirst();
  await expect(titles).toHaveText(['Short name', 'Full name', 'License']);
  expect(await scrollsSideways()).toBe(false);

  await test.step('the menu says which ones, and a copy has them all the same', async () => {
    await fieldbook.button('Columns').click();
    const menu = page.getByRole('dialog', { name: 'Columns' });
    await expect(menu.getByRole('checkbox', { name: 'ID' })).toHaveAccessibleDescription(/^No room/);
    await expect(menu.getByRole('checkbox', { name: 'Full name' })).not.toHaveAccessibleDescription(/No room/);
    await page.keyboard.press('Escape');
    await grid.press('Control+c');
    await expect(fieldbook.listStatus).toContainText('Copied 1 customer.');
    expect(await fieldbook.copied('text/plain')).toMatch(/\tOperator Connect\t/);
  });

  await test.step('at 800 pixels too', async () => {
    await page.setViewportSize({ width: 800, height: 600 });
    await expect(titles).toHaveText(['Short name', 'License']);
    expect(await scrollsSideways()).toBe(false);
  });

  await details.press('Escape');
  await page.setViewportSize({ width: 1180, height: 780 });
  await expect(titles).toHaveText(['Short name', 'Full name', 'License', 'Service', 'ID']);
});
