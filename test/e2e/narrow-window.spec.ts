import type { Locator } from '@playwright/test';
import type { FieldbookWindow } from './fieldbook-window.ts';
import { customers, expect, test } from './fixtures.ts';

/** Fails if one cannot get there by scrolling up and down. */
async function expectReachable(locator: Locator): Promise<void> {
  await locator.scrollIntoViewIfNeeded();
  // Scrolling ends at a whole pixel, texts don't.
  await expect(locator).toBeInViewport({ ratio: 0.95 });
}

async function expectAllInReach(fieldbook: FieldbookWindow): Promise<void> {
  const { page, details } = fieldbook;
  const width = await page.evaluate(() => innerWidth);
  await expect
    .poll(() => page.evaluate(() => Math.max(...Array.from(document.body.children, ({ scrollWidth }) => scrollWidth))))
    .toBeLessThanOrEqual(width);

  await expectReachable(fieldbook.search);
  for (const name of ['Refresh', 'Export', 'Connections', 'Columns', 'Keyboard shortcuts']) {
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

// The smallest window at a zoom of 200 %, where the form is filled in too, a larger one at this zoom, and the smallest.
const sizes = [
  { width: 360, height: 240 },
  { width: 640, height: 400 },
  { width: 720, height: 480 },
];

test('everything is in reach in a small window', async ({ fieldbook, simulator }) => {
  for (const [index, size] of sizes.entries()) {
    await test.step(`${size.width} × ${size.height} pixels`, async () => {
      await fieldbook.page.setViewportSize(size);
      if (index === 0) await fieldbook.connect(simulator);
      await fieldbook.expectRowCount(customers.length);
      await expectAllInReach(fieldbook);
    });
  }
});
