import type { Locator } from '@playwright/test';
import { customers, expect, test } from './connected.ts';

/** Presses a key that Playwright's keyboard, of a US layout and without input methods, has not. */
function press(target: Locator, event: Partial<KeyboardEvent>): Promise<void> {
  return target.dispatchEvent('keydown', { bubbles: true, cancelable: true, ...event });
}

test('what is pasted is searched for as it is meant', async ({ fieldbook }) => {
  const { search, grid } = fieldbook;
  for (const [typed, shortName] of [
    ['Tobi’s', 'TobiService'],
    ['“landmark 84”', 'BB84'],
    ['\u200Bland\u00ADmark\u202E\u00A084\uFEFF', 'BB84'],
    ['license:“Unknown license (7)”', 'Lodz'],
    ['{AAAAAAAA-0000-4000-8000-000000000003}', 'BB9'],
    ['aaaaaaaa000040008000000000000002', 'BB84'],
    ['https://live.example.com/tenantui/customer/aaaaaaaa-0000-4000-8000-000000000001.', 'TobiService'],
  ] as const) {
    await search.fill(typed);
    await fieldbook.expectRowCount(1);
    await expect(grid).toContainText(shortName);
  }
});

test('while an input method composes, its keys are its own', async ({ fieldbook, simulator }) => {
  const { search, grid, page } = fieldbook;
  await search.pressSequentially('service:');
  const options = page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
  await expect(options).not.toHaveCount(0);
  for (const key of ['ArrowDown', 'Enter', 'Escape']) {
    await press(search, { key, isComposing: true });
    await expect(options).not.toHaveCount(0);
    await expect(options.and(page.getByRole('option', { selected: true }))).toHaveCount(0);
    await expect(search).toHaveValue('service:');
  }
  await search.press('Escape');
  await expect(options).toHaveCount(0);
  await press(search, { key: 'Escape', isComposing: true });
  await press(search, { key: 'ArrowDown', isComposing: true });
  await expect(search).toHaveValue('service:');
  await expect(search).toBeFocused();
  await expect(grid).not.toBeFocused();
  const before = simulator.asked('customers').length;
  await press(search, { key: 'f5', code: 'F5', isComposing: true });
  expect(simulator.asked('customers').length).toBe(before);
});

test('commands go by the place of their key where the layout is not Latin', async ({ fieldbook, simulator }) => {
  const { search, grid, page, listStatus } = fieldbook;

  await search.press('ArrowDown');
  await press(grid, { key: 'ф', code: 'KeyA', ctrlKey: true });
  await expect(listStatus).toContainText(`${customers.length} selected`);
  await page.keyboard.press('Home');
  await press(grid, { key: 'ψ', code: 'KeyC', ctrlKey: true });
  await expect(listStatus).toContainText('Copied 1 customer.');
  await press(grid, { key: 'כ', code: 'KeyF', ctrlKey: true });
  await expect(search).toBeFocused();
  const before = simulator.asked('customers').length;
  await fieldbook.refresh(() => press(search, { key: 'ق', code: 'KeyR', ctrlKey: true }));
  expect(simulator.asked('customers').length).toBe(before + 1);
  await press(search, { key: 'у', code: 'KeyE', ctrlKey: true });
  await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible();

  await test.step('and by their letter where it is, wherever it stands', async () => {
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    // Dvorak has its R where a US keyboard has O.
    await press(search, { key: 'e', code: 'KeyO', ctrlKey: true });
    await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible();
  });
});
