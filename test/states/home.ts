import { expect, type Locator } from '@playwright/test';
import { customers } from '../e2e/fixtures.ts';
import type { Stage } from './state.ts';

/** To the whole list, with nothing open and nothing wrong; connects first where that has not been done. */
export async function toTheList({ fieldbook, simulator }: Stage): Promise<void> {
  const { page, details, form, search, toolbar } = fieldbook;
  simulator.set({ token: { kind: 'good' }, customers: { kind: 'good' } });
  if (!(await toolbar.isVisible())) {
    await expect(form).toBeVisible();
    await fieldbook.connect(simulator);
  }
  const overlays = page.getByRole('dialog').or(page.getByRole('alertdialog')).or(page.getByRole('listbox'));
  await untilNone(overlays, () => page.keyboard.press('Escape'));
  const customersTab = page.getByRole('tab', { name: 'Customers' });
  if ((await customersTab.getAttribute('aria-selected')) === 'false') await customersTab.click();
  if (await details.isVisible()) await fieldbook.button('Close details').click();
  const dismissed = fieldbook.button('Dismiss');
  await untilNone(dismissed, () => dismissed.first().click());
  await search.fill('');
  await search.press('Escape');
  const filters = page.getByRole('group', { name: 'License' }).or(toolbar).getByRole('button', { pressed: true });
  await untilNone(filters, () => filters.first().click());
  await fieldbook.expectRowCount(customers.length);
  await search.focus();
}

/** Does it once for each that is there; one is gone each time. */
async function untilNone(elements: Locator, removeOne: () => Promise<void>): Promise<void> {
  for (let left = await elements.count(); left > 0; left -= 1) {
    await removeOne();
    await expect(elements).toHaveCount(left - 1);
  }
}
