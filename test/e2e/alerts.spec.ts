import { expect, test } from './connected.ts';

const refusals = [
  { number: 7000222, field: 'Client secret', words: 'has expired' },
  { number: 700016, field: 'Application (client) ID', words: 'knows no application' },
  { number: 90002, field: 'Directory (tenant) ID', words: 'knows no directory' },
  { number: 70011, field: 'Scope', words: 'does not accept this scope' },
];

test('a refused sign-in leads to the field that it is about', async ({ fieldbook, simulator }) => {
  const { alert, form, page } = fieldbook;
  for (const { number, field, words } of refusals) {
    await test.step(`AADSTS${number}`, async () => {
      simulator.revokeTokens();
      simulator.set({ token: { kind: 'refusal', number } });
      await fieldbook.refresh();
      await expect(alert.getByRole('button')).toHaveText(['Open connection', 'Retry', 'Copy details', '']);
      await alert.getByRole('button', { name: 'Open connection' }).click();
      const input = form.getByLabel(field);
      await expect(input).toBeFocused();
      await expect(input).toHaveAttribute('aria-invalid', 'true');
      await expect(input).toHaveAccessibleDescription(new RegExp(words));
      await page.reload();
      await expect(alert.getByRole('button', { name: 'Open connection' })).toBeVisible();
    });
  }
});

test('what is advised fits what is done already', async ({ fieldbook, simulator }) => {
  const { alert } = fieldbook;
  await test.step('a rejected token of an app registration asks for no access token', async () => {
    simulator.set({ customers: { kind: 'status', status: 401 } });
    await fieldbook.refresh();
    await expect(alert).toContainText('Check the scope');
    await expect(alert).not.toContainText('access token again');
    await expect(alert).not.toContainText('new access token');
  });
  for (const [status, title] of [
    [429, 'Live Platform asks to slow down'],
    [503, 'Live Platform has a problem'],
  ] as const) {
    await test.step(`${status} that is tried again by itself does not advise to try again`, async () => {
      simulator.set({ customers: { kind: 'status', status, retryAfter: '100' } });
      await fieldbook.refresh();
      await expect(alert).toContainText(title);
      await expect(alert).toContainText('Trying again in');
      await expect(alert).not.toContainText(/try again/i);
    });
  }
});

test('after Dismiss the failed try stays readable, until a refresh works', async ({ fieldbook, simulator }) => {
  const { alert, freshness } = fieldbook;
  simulator.set({ customers: { kind: 'status', status: 403 } });
  await fieldbook.startRefresh();
  await expect(alert).toContainText('This account may not read the customer list');
  await fieldbook.button('Dismiss').click();
  await expect(alert).toBeHidden();
  await expect(freshness).toContainText('Last try failed just now: This account may not read the customer list');
  simulator.set({ customers: { kind: 'good' } });
  await fieldbook.refresh();
  await expect(freshness).not.toContainText('Last try failed');
});

test('a failed copy offers no refresh, and leaves the alert of one alone', async ({ fieldbook, simulator }) => {
  const { alert, app, page, search } = fieldbook;
  simulator.set({ customers: { kind: 'status', status: 403 } });
  await fieldbook.startRefresh();
  await expect(alert).toContainText('This account may not read the customer list');
  await app.evaluate(({ clipboard }) => {
    Reflect.set(globalThis, 'write', Reflect.get(clipboard, 'write'));
    clipboard.write = () => Promise.reject(new Error());
  });
  await search.press('ArrowDown');
  await page.keyboard.press('ControlOrMeta+C');
  await expect(alert).toHaveCount(2);
  await expect(alert.nth(1)).toContainText('Nothing was copied');
  await expect(alert.nth(1).getByRole('button')).toHaveText(['Reload', 'Copy details', '']);
  await alert.nth(1).getByRole('button', { name: 'Dismiss' }).click();
  await expect(alert).toContainText('This account may not read the customer list');
  await app.evaluate(({ clipboard }) => {
    clipboard.write = Reflect.get(globalThis, 'write') as typeof clipboard.write;
  });
});

test('a double click on Refresh refreshes', async ({ fieldbook, simulator }) => {
  simulator.set({ customers: { kind: 'silence', when: 'in-body' } });
  const button = fieldbook.button('Refresh');
  const width = (await button.boundingBox())?.width;
  await button.dblclick();
  await expect(fieldbook.page.getByText('Downloading')).toBeVisible();
  expect((await fieldbook.button('Cancel refresh').boundingBox())?.width).toBe(width);
});

test('a failed connection test leaves the buttons in sight, and marks the field', async ({ fieldbook, simulator }) => {
  const { form, page } = fieldbook;
  await page.setViewportSize({ width: 900, height: 480 });
  simulator.set({ token: { kind: 'refusal', number: 7000215 } });
  await fieldbook.manageConnections();
  await fieldbook.button('Test connection').click();
  await expect(form.getByRole('alert')).toContainText('Sign-in was rejected');
  await expect(form.getByLabel('Client secret')).toBeFocused();
  await expect(form.getByLabel('Client secret')).toBeInViewport();
  await expect(form.getByLabel('Client secret')).toHaveAttribute('aria-invalid', 'true');
  await expect(form.getByText('The client secret is wrong.')).toHaveCount(1);
  for (const name of ['Save and refresh', 'Save', 'Test connection'])
    await expect(fieldbook.button(name)).toBeInViewport({ ratio: 1 });
});
