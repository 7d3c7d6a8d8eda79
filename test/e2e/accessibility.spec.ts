import { AxeBuilder } from '@axe-core/playwright';
import { themes } from '../states/state.ts';
import { visitStates } from '../states/visit.ts';
import { expect } from './fixtures.ts';

// Telling where each good element stands is most of axe's work.
const violationsOnly = { resultTypes: ['violations' as const], selectors: false };

// Every state, in both themes.
visitStates('axe finds nothing in', {
  size: { width: 1000, height: 480 },
  async look({ fieldbook: { page } }) {
    // Forced colours are the person's own; axe sees those that they take the place of.
    const forced = await page.evaluate(() => matchMedia('(forced-colors: active)').matches);
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme });
      const axe = new AxeBuilder({ page }).setLegacyMode().options(violationsOnly);
      if (forced) axe.disableRules('color-contrast');
      // The other theme has the same elements in other colours.
      else if (colorScheme === 'dark') axe.withRules('color-contrast');
      const { violations } = await axe.analyze();
      expect(
        violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map(({ html }) => html).join()}`),
      ).toEqual([]);
    }
  },
});

test('axe finds nothing in suggestions and export', async ({ fieldbook, simulator }) => {
  await fieldbook.connect(simulator);
  await expect(fieldbook.grid).toBeVisible();
  await fieldbook.search.fill('license:');
  await expect(fieldbook.page.getByRole('option')).not.toHaveCount(0);
  await fieldbook.search.press('ArrowDown');
  await expectNoViolations(fieldbook);

  await fieldbook.page.keyboard.press('Control+e');
  await expect(fieldbook.page.getByRole('dialog', { name: 'Export customers' })).toBeVisible();
  await expectNoViolations(fieldbook);
});

test('axe finds nothing in recent searches', async ({ fieldbook, simulator }) => {
  await fieldbook.connect(simulator);
  await expect(fieldbook.grid).toBeVisible();
  await fieldbook.search.fill('landmark');
  await fieldbook.expectRowCount(2);
  await fieldbook.search.press('Enter');
  await fieldbook.search.fill('');
  await fieldbook.search.press('Alt+ArrowDown');
  await fieldbook.search.press('ArrowDown');
  await expect(fieldbook.page.getByRole('option', { selected: true })).toHaveText('landmark');
  await expectNoViolations(fieldbook);
});

test('axe finds nothing in selecting, columns and shortcuts, also in forced colors', async ({
  fieldbook,
  simulator,
}) => {
  test.slow();
  const { page } = fieldbook;
  await fieldbook.connect(simulator);
  await expect(fieldbook.grid).toBeVisible();
  await fieldbook.search.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('ArrowRight');
  for (const forcedColors of ['none', 'active'] as const) {
    await page.emulateMedia({ forcedColors });
    await expectNoViolations(fieldbook);
    await fieldbook.button('Columns').press('Enter');
    await expectNoViolations(fieldbook);
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await expectNoViolations(fieldbook);
    await page.keyboard.press('Escape');
  }
});
