import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JSHandle, Locator, Page } from '@playwright/test';
import { makeCustomers } from '../../tools/live-platform/customers.ts';
import { startSimulator, type Simulator } from '../../tools/live-platform/simulator.ts';
import type { FieldbookWindow, FormField } from './fieldbook-window.ts';
import { customers, expect, landmarks, test as base } from './fixtures.ts';
import { answerSaveDialog } from './save-dialog.ts';

const test = base.extend<{ folder: string; second: Simulator }>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'fieldbook-day-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  second: async ({}, use) => {
    const simulator = await startSimulator({ customers: makeCustomers(50, 3) });
    await use(simulator);
    await simulator.close();
  },
});

/** More than there are tab stops in the window. */
const mostTabStops = 40;

/** Presses Tab, as often as a person has to, until the focus is there. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let stops = 0; stops < mostTabStops; stops += 1) {
    await page.keyboard.press(key);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${mostTabStops} times ${key} did not lead to ${target.toString()}.`);
}

/** Goes from field to field and replaces what is in there: Tab selects it. */
async function typeIntoForm(
  { page, form }: FieldbookWindow,
  values: Partial<Record<FormField, string>>,
): Promise<void> {
  for (const [label, value] of Object.entries(values)) {
    const field = form.getByLabel(label);
    await tabTo(page, field);
    await page.keyboard.type(value);
    await expect(field).toHaveValue(value);
  }
}

/** Collects whose list is said to be shown, and how long it is said to be, at each change from now on. */
function watchWhoIsShown({ page }: FieldbookWindow): Promise<JSHandle<Set<string>>> {
  return page.evaluateHandle(() => {
    const shown = new Set<string>();
    new MutationObserver(() => {
      const name = document.querySelector('h1')?.textContent ?? '';
      const count = /\d+ customers/.exec(document.querySelector('[aria-label="Freshness"]')?.textContent ?? '')?.[0];
      shown.add(`${name}: ${count ?? 'nothing'}`);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    return shown;
  });
}

function entered(simulator: Simulator): Partial<Record<FormField, string>> {
  return {
    'Directory (tenant) ID': simulator.tenantId,
    'Application (client) ID': simulator.clientId,
    'Client secret': simulator.clientSecret,
    Scope: simulator.scope,
  };
}

test('a whole working day without a mouse', async ({ fieldbook, simulator, second, folder }) => {
  test.slow();
  const { page, app, form, search, grid, details, toolbar, freshness } = fieldbook;
  const { keyboard } = page;
  const press = async (key: string, times = 1): Promise<void> => {
    for (let time = 0; time < times; time += 1) await keyboard.press(key);
  };
  const clipboardText = (): Promise<string> => app.evaluate(({ clipboard }) => clipboard.readText());

  await test.step('connect', async () => {
    await expect(form.getByLabel('Service Provider URL')).toBeFocused();
    await keyboard.type(simulator.serviceProviderUrl);
    await typeIntoForm(fieldbook, entered(simulator));
    await tabTo(page, form.getByRole('button', { name: 'Advanced' }));
    await press('Enter');
    await typeIntoForm(fieldbook, { Authority: simulator.authority, Name: 'Example Telecom' });

    await tabTo(page, fieldbook.button('Test connection'));
    await press('Enter');
    await expect(form).toContainText('The connection works.');
    await expect(fieldbook.button('Test connection')).toBeFocused();

    await tabTo(page, fieldbook.button('Save and refresh'), 'Shift+Tab');
    await press('Enter');
    await fieldbook.expectRowCount(customers.length);
    await expect(search).toBeFocused();
  });

  await test.step('refresh', async () => {
    simulator.setCustomers([...customers, ...makeCustomers(3, 9)]);
    await fieldbook.refresh(() => press('F5'));
    await fieldbook.expectRowCount(customers.length + 3);
    await expect(search).toBeFocused();
    simulator.setCustomers(customers);
    await fieldbook.refresh(() => press('Control+r'));
    await fieldbook.expectRowCount(customers.length);
    await expect(freshness).toContainText('Updated just now');
    await expect(search).toBeFocused();
  });

  await test.step('find', async () => {
    await keyboard.type('landmark');
    await fieldbook.expectRowCount(2);
    await expect.poll(() => fieldbook.shortNames()).toEqual(['BB9', 'BB84']);
    await press('Escape');
    await fieldbook.expectRowCount(customers.length);
    await expect(search).toBeFocused();
  });

  const ocEssential = customers.filter(({ LicenseType }) => LicenseType === 3).length;
  await test.step('filter by license', async () => {
    await tabTo(page, fieldbook.license('OC Essential'));
    await press('Space');
    await expect(fieldbook.license('OC Essential')).toHaveAttribute('aria-pressed', 'true');
    await expect(fieldbook.license('OC Essential')).toBeFocused();
    await fieldbook.expectRowCount(ocEssential);
  });

  await test.step('read', async () => {
    await press('Control+f');
    await keyboard.type('landmark 84');
    await fieldbook.expectRowCount(1);
    await press('ArrowDown');
    await expect(grid).toBeFocused();
    await press('Enter');
    await expect(details).toBeFocused();
    await expect(details).toContainText('Landmark 84');
    await expect(details).toContainText('OC Essential');
    await expect(details).toContainText('First seen');
  });

  await test.step('copy', async () => {
    const [, bb84] = landmarks;
    await tabTo(page, fieldbook.button('Copy ID'));
    await press('Enter');
    await expect.poll(clipboardText).toBe(bb84?.Id);
    await expect(details.getByRole('status')).toHaveText('ID copied.');

    await tabTo(page, fieldbook.button('Copy as JSON'));
    await press('Enter');
    await expect.poll(clipboardText).toMatch(/^\{/);
    expect(JSON.parse(await clipboardText())).toMatchObject({
      id: bb84?.Id,
      fullName: 'Landmark 84',
      licenseNumber: 3,
    });
    await expect(fieldbook.button('Copy as JSON')).toBeFocused();

    await press('Escape');
    await expect(details).toBeHidden();
    await expect(grid).toBeFocused();
    await press('Control+c');
    await expect.poll(clipboardText).toBe(`BB84\tLandmark 84\tOC Essential\tOperator Connect\t${bb84?.Id ?? ''}`);
  });

  await test.step('export', async () => {
    const file = join(folder, 'landmark.json');
    const dialog = page.getByRole('dialog', { name: 'Export customers' });
    await answerSaveDialog(fieldbook, file);
    await press('Control+e');
    await expect(dialog.getByRole('radio', { name: 'The 1 customer shown' })).toBeFocused();
    await tabTo(page, dialog.getByRole('radio', { name: 'CSV' }));
    await press('ArrowDown');
    await expect(dialog.getByRole('radio', { name: 'Excel workbook' })).toBeFocused();
    await press('ArrowDown');
    await expect(dialog.getByRole('radio', { name: 'JSON' })).toBeFocused();
    await tabTo(page, dialog.getByRole('button', { name: 'Choose file…' }));
    await press('Enter');
    await expect(dialog.getByRole('status')).toContainText('1 customer saved');
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject([{ fullName: 'Landmark 84', licenseNumber: 3 }]);
    await expect(dialog.getByRole('button', { name: 'Done' })).toBeFocused();
    await press('Enter');
    await expect(dialog).toBeHidden();
    await expect(grid).toBeFocused();
  });

  await test.step('change the connection', async () => {
    const connection = fieldbook.button('Connections');
    await tabTo(page, connection, 'Shift+Tab');
    await press('Enter');
    await expect(fieldbook.connection('Example Telecom')).toBeFocused();
    await press('End');
    await press('Enter');
    const address = form.getByLabel('Service Provider URL');
    await expect(address).toBeFocused();
    await press('ControlOrMeta+a');
    await keyboard.type(second.serviceProviderUrl);
    await expect(address).toHaveValue(second.serviceProviderUrl);
    await typeIntoForm(fieldbook, { ...entered(second), Authority: second.authority, Name: 'Second Telecom' });
    await press('Enter');
    await fieldbook.expectRowCount(50);
    await expect(toolbar).toContainText('Second Telecom');
    await expect(connection).toBeFocused();
  });

  await test.step('and back', async () => {
    const seen = await watchWhoIsShown(fieldbook);
    await press('Enter');
    await expect(fieldbook.connection('Second Telecom')).toBeFocused();
    await press('ArrowUp');
    await expect(fieldbook.connection('Example Telecom')).toBeFocused();
    await press('Enter');
    await expect(toolbar).toContainText('Example Telecom');
    await expect(search).toHaveValue('landmark 84');
    await fieldbook.expectRowCount(1);
    await expect(freshness).toContainText(`${customers.length} customers`);
    await expect(fieldbook.button('Connections')).toBeFocused();
    // Never one's list under the name of the other.
    const mixed = `Second Telecom: ${customers.length} customers`;
    expect(await seen.evaluate((shown) => [...shown])).not.toContain(mixed);
    expect(await seen.evaluate((shown) => [...shown])).not.toContain('Example Telecom: 50 customers');
  });

  await test.step('forget a customer’s Live Platform', async () => {
    await press('Enter');
    await expect(fieldbook.connection('Example Telecom')).toBeFocused();
    await press('End');
    await press('Enter');
    await tabTo(page, fieldbook.button('Forget connection'));
    await press('Enter');
    const question = page.getByRole('alertdialog', { name: 'Forget Example Telecom?' });
    await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await press('Enter');
    await expect(question).toBeHidden();
    await expect(fieldbook.button('Forget connection')).toBeFocused();
    await press('Enter');
    await tabTo(page, question.getByRole('button', { name: 'Forget connection' }));
    await press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(toolbar).toBeHidden();
    await expect(form.getByLabel('Service Provider URL')).toBeFocused();
    await expect(form.getByLabel('Service Provider URL')).toHaveValue('');
  });
});
