import { AxeBuilder } from '@axe-core/playwright';
import type { FieldbookWindow } from './fieldbook-window.ts';
import { expect, test } from './fixtures.ts';

async function expectNoViolations({ page }: FieldbookWindow): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map(({ html }) => html).join()}`)).toEqual(
      [],
    );
  }
}

test('axe finds nothing, in any state and theme', async ({ fieldbook, simulator }) => {
  await expect(fieldbook.form).toBeVisible();
  await expectNoViolations(fieldbook);

  await fieldbook.button('Save').click();
  await expect(fieldbook.form.getByText('Enter the Service Provider URL.')).toBeVisible();
  await expectNoViolations(fieldbook);

  simulator.set({ customers: { kind: 'bad-rows' } });
  await fieldbook.connect(simulator);
  await expect(fieldbook.grid).toBeVisible();
  await fieldbook.search.fill('a');
  await fieldbook.license('Hosted Pro').click();
  await fieldbook.search.press('ArrowDown');
  await fieldbook.page.keyboard.press('Enter');
  await expect(fieldbook.details).toBeVisible();
  await expectNoViolations(fieldbook);

  simulator.set({ customers: { kind: 'status', status: 500 } });
  await fieldbook.refresh();
  await expect(fieldbook.alert).toBeVisible();
  await expectNoViolations(fieldbook);

  await fieldbook.button('Connection').click();
  await expect(fieldbook.form).toBeVisible();
  await expectNoViolations(fieldbook);
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
