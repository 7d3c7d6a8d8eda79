import type { Locator } from '@playwright/test';
import type { FieldbookWindow } from './fieldbook-window.ts';
import { customers, expect, test } from './fixtures.ts';

/** Fails if one cannot get there by scrolling up and down. */
async function expectReachable(locator: Locator): Promise<void> {
  await locator.scrollIntoViewIfNeeded();
  // Scrolling goes by whole pixels: up to half of one, of a line of text, stays out of sight.
  await expect(locator).toBeInViewport({ ratio: 0.97 });
}

async function expectAllInReach(fieldbook: FieldbookWindow): Promise<void> {
  const { page, details } = fieldbook;
  const width = await page.evaluate(() => innerWidth);
  await expect
    .poll(() => page.evaluate(() => Math.max(...Array.from(document.body.children, ({ scrollWidth }) => scrollWidth))))
    .toBeLessThanOrEqual(width);

  await expectReachable(fieldbook.search);
  for (const name of ['Refresh', 'Export', 'Connection', 'Columns', 'Keyboard shortcuts']) {
    await expectReachable(fieldbook.button(name));
  }
  await expectReachable(fieldbook.license('OC Pro'));
  await expectReachable(fieldbook.rows.first().getByRole('gridcell').first());

  await fieldbook.search.press('ArrowDown');
  await page.keyboard.press('PageDown');
  await expect(fieldbook.selectedRows).toBeInViewport({ ratio: 0.1 });
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expectReachable(details.getByRole('button', { name: 'Copy as JSON' }));
  await page.keyboard.press('Escape');
  await expect(fieldbook.grid).toBeFocused();

  await fieldbook.button('Columns').press('Enter');
  await expectReachable(fieldbook.button('Reset columns'));
  await page.keyboard.press('Escape');
  await page.keyboard.press('F1');
  await expectReachable(page.getByText('Sort by this column too'));
  await expectReachable(fieldbook.button('Close'));
  await page.keyboard.press('Escape');
}

// The smallest window, then a larger and the smallest one at a zoom of 200 %.
for (const [width, height] of [
  [720, 480],
  [640, 400],
  [360, 240],
] as const) {
  test(`everything is in reach in ${width} × ${height} pixels`, async ({ fieldbook, simulator }) => {
    await fieldbook.page.setViewportSize({ width, height });
    await fieldbook.connect(simulator);
    await fieldbook.expectRowCount(customers.length);
    await expectAllInReach(fieldbook);
  });
}
