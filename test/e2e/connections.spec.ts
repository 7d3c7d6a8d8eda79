import { makeCustomers } from '../../tools/live-platform/customers.ts';
import { startSimulator } from '../../tools/live-platform/simulator.ts';
import { customers, expect, test as base } from './fixtures.ts';
import type { Simulator } from '../../tools/live-platform/simulator.ts';

const test = base.extend<{ second: Simulator }>({
  second: async ({}, use) => {
    const simulator = await startSimulator({ customers: makeCustomers(40, 3) });
    await use(simulator);
    await simulator.close();
  },
});

test('a connection is added beside another, and either is a key away', async ({
  fieldbook,
  launch,
  simulator,
  second,
}) => {
  const { page, form, freshness, toolbar } = fieldbook;
  // Without a list, which a mistyped connection would be replaced for.
  await fieldbook.fillForm(simulator);
  await fieldbook.button('Save').click();
  await expect(page.getByText('No customers yet')).toBeVisible();

  await test.step('adding touches no other', async () => {
    await fieldbook.button('Connections').click();
    await page.getByRole('menuitem', { name: 'Add connection…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Connections' });
    await expect(form.getByLabel('Service Provider URL')).toBeFocused();
    await expect(form.getByLabel('Service Provider URL')).toHaveValue('');
    await expect(dialog.getByRole('list', { name: 'Connections' }).getByRole('listitem')).toHaveText([
      /^Example Telecom/,
    ]);
    await fieldbook.connect(second, { Name: 'Second Telecom' });
    await fieldbook.expectRowCount(40);
  });

  await test.step('the menu says what each has', async () => {
    await fieldbook.button('Connections').click();
    await expect(fieldbook.connection('Example Telecom')).toContainText('Not refreshed yet');
    await expect(fieldbook.connection('Second Telecom')).toContainText(/40 customers · just now/);
    await expect(fieldbook.connection('Second Telecom')).toHaveAttribute('aria-checked', 'true');
    await page.keyboard.press('Escape');
    await expect(fieldbook.button('Connections')).toBeFocused();
  });

  await test.step('keys and the menu show either, and nothing of the other is left open', async () => {
    await fieldbook.rows.first().click({ button: 'right' });
    await expect(page.getByRole('menu', { name: 'Customer actions' })).toBeVisible();
    await page.keyboard.press('Control+1');
    await expect(page.getByRole('menu', { name: 'Customer actions' })).toBeHidden();
    await expect(toolbar).toContainText('Example Telecom');
    simulator.set({ customers: { kind: 'status', status: 403 } });
    await page.keyboard.press('F5');
    await expect(fieldbook.alert).toBeVisible();
    await page.keyboard.press('Control+2');
    await fieldbook.expectRowCount(40);
    await fieldbook.button('Connections').click();
    await expect(fieldbook.connection('Example Telecom')).toContainText('Last try failed: ');
    await fieldbook.connection('Example Telecom').click();
    await expect(freshness).toContainText('Not refreshed yet');
    simulator.set({ customers: { kind: 'good' } });
    await fieldbook.refresh();
    await fieldbook.expectRowCount(customers.length);
  });

  await test.step('another is edited without being shown, and what was typed into one form stays', async () => {
    await fieldbook.manageConnections();
    const list = page.getByRole('list', { name: 'Connections' });
    await form.getByLabel('Name', { exact: true }).fill('First, half typed');
    await list.getByRole('button', { name: /^Second Telecom/ }).click();
    await expect(form.getByLabel('Name', { exact: true })).toHaveValue('Second Telecom');
    await expect(form).toContainText('One is set');
    await list.getByRole('button', { name: /^Example Telecom/ }).click();
    await expect(form.getByLabel('Name', { exact: true })).toHaveValue('First, half typed');
    await page.keyboard.press('Escape');
    await fieldbook.expectRowCount(customers.length);
  });

  await test.step('one is forgotten while the other is refreshed, which goes on, and stays so after a restart', async () => {
    simulator.setCustomers([...customers, ...makeCustomers(20, 11)]);
    simulator.set({ customers: { kind: 'latency', milliseconds: 3_000 } });
    await fieldbook.startRefresh();
    await fieldbook.manageConnections();
    await page
      .getByRole('list', { name: 'Connections' })
      .getByRole('button', { name: /^Second Telecom/ })
      .click();
    await fieldbook.button('Forget connection').click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Forget connection' }).click();
    await expect(page.getByRole('list', { name: 'Connections' }).getByRole('listitem')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await fieldbook.expectRowCount(customers.length + 20);
    await fieldbook.quit();
    const restarted = await launch();
    await restarted.expectRowCount(customers.length + 20);
    await restarted.button('Connections').click();
    await expect(restarted.page.getByRole('menuitemradio')).toHaveCount(1);
  });
});
