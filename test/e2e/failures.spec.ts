import type { BehaviourChange } from '../../tools/live-platform/simulator.ts';
import { test as connectedTest } from './connected.ts';
import { customers, expect, test } from './fixtures.ts';

const failures: { name: string; behaviour: BehaviourChange; title: string; words?: string }[] = [
  { name: 'a wrong secret', behaviour: { token: { kind: 'refusal', number: 7000215 } }, title: 'Sign-in was rejected' },
  { name: 'a wrong tenant', behaviour: { token: { kind: 'refusal', number: 90002 } }, title: 'Sign-in was rejected' },
  {
    name: 'a wrong address',
    behaviour: { customers: { kind: 'status', status: 404, body: 'html' } },
    title: 'There is no customer list at this address',
  },
  {
    name: 'a sign-in page',
    behaviour: { customers: { kind: 'sign-in-page' } },
    title: 'This address answers, but not as Live Platform',
  },
  {
    name: 'a redirect to a sign-in page',
    behaviour: { customers: { kind: 'redirect', to: 'sign-in-page' } },
    title: 'This address answers, but not as Live Platform',
  },
  {
    name: '403',
    behaviour: { customers: { kind: 'status', status: 403 } },
    title: 'This account may not read the customer list',
  },
  {
    name: '429 with Retry-After',
    behaviour: { customers: { kind: 'status', status: 429, retryAfter: '42' } },
    title: 'Live Platform asks to slow down',
    words: 'Trying again in 4',
  },
  {
    name: 'a body that is cut off',
    behaviour: { customers: { kind: 'reset', when: 'in-body' } },
    title: 'The answer could not be read',
  },
  {
    name: 'JSON that ends half-way',
    behaviour: { customers: { kind: 'truncated' } },
    title: 'The answer could not be read',
  },
  {
    name: '401 always',
    behaviour: { customers: { kind: 'status', status: 401 } },
    title: 'did not accept the access token',
  },
  { name: '500', behaviour: { customers: { kind: 'status', status: 500 } }, title: 'Live Platform has a problem' },
];

connectedTest('each failure is shown in plain words, and the list stays', async ({ fieldbook, simulator }) => {
  for (const { name, behaviour, title, words } of failures) {
    await test.step(name, async () => {
      // A token that was fetched before would hide what the sign-in says.
      simulator.revokeTokens();
      simulator.set({ token: { kind: 'good' }, customers: { kind: 'good' }, ...behaviour });
      await fieldbook.refresh();
      await expect(fieldbook.alert).toContainText(title);
      await expect(fieldbook.alert).toContainText('The list below is unchanged.');
      if (words) await expect(fieldbook.alert).toContainText(words);
      await fieldbook.expectRowCount(customers.length);
      await expect(fieldbook.freshness).toContainText(`${customers.length} customers`);
    });
  }
  await test.step('the next good refresh clears the failure', async () => {
    simulator.set({ token: { kind: 'good' }, customers: { kind: 'good' } });
    await fieldbook.button('Retry').click();
    await expect(fieldbook.alert).toBeHidden();
    await fieldbook.expectRowCount(customers.length);
  });
});

test('a failure is still on screen after a restart', async ({ launch, simulator }) => {
  const before = await launch();
  await before.connect(simulator);
  await before.expectRowCount(customers.length);
  simulator.set({ customers: { kind: 'status', status: 503 } });
  await before.refresh();
  await expect(before.alert).toContainText('Live Platform has a problem');
  await before.quit();

  const after = await launch();
  await expect(after.alert).toContainText('Live Platform has a problem');
  await after.expectRowCount(customers.length);
});

connectedTest('a refresh can be cancelled while the server is silent', async ({ fieldbook, simulator }) => {
  simulator.set({ customers: { kind: 'silence', when: 'in-body' } });
  await fieldbook.startRefresh();
  await expect(fieldbook.page.getByRole('progressbar', { name: 'Refresh progress' })).toBeVisible();
  await fieldbook.button('Cancel refresh').click();
  await expect(fieldbook.button('Refresh')).toBeVisible();
  await expect(fieldbook.button('Refresh')).toBeFocused();
  await expect(fieldbook.alert).toBeHidden();
  await fieldbook.expectRowCount(customers.length);
});

test('failure details go to the clipboard, without a secret', async ({ fieldbook, simulator }) => {
  simulator.set({ token: { kind: 'refusal', number: 7000215 } });
  await fieldbook.connect(simulator);
  await fieldbook.button('Copy details').click();
  await expect(fieldbook.button('Details copied')).toBeVisible();
  const copied = await fieldbook.app.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toContain('sign-in-rejected');
  expect(copied).toContain('7000215');
  expect(copied).toMatch(/Trace ID|trace/i);
  expect(copied).toMatch(/Last refresh: .+, failed, took \d+ ms/);
  expect(copied).toMatch(/Fieldbook \d+\.\d+\.\d+, Electron /);
  expect(copied).not.toContain(simulator.clientSecret);
});

connectedTest(
  'what may pass is tried again by itself, in plain sight, and can be cancelled',
  async ({ fieldbook, simulator }) => {
    simulator.set({ customers: { kind: 'status', status: 503, retryAfter: '100' } });
    await fieldbook.refresh();
    await expect(fieldbook.alert).toContainText(/Trying again in \d+ /);
    await fieldbook.alert.getByRole('button', { name: 'Cancel' }).click();
    await expect(fieldbook.alert).not.toContainText('Trying again');
    await expect(fieldbook.button('Retry')).toBeVisible();

    await test.step('Refresh does not wait for it', async () => {
      await fieldbook.button('Retry').click();
      await expect(fieldbook.alert).toContainText('Trying again');
      simulator.set({ customers: { kind: 'good' } });
      await fieldbook.refresh();
      await expect(fieldbook.alert).toBeHidden();
    });
  },
);

connectedTest('a window that is loaded again goes on with a pause where it was', async ({ fieldbook, simulator }) => {
  const { alert, page } = fieldbook;
  simulator.set({ customers: { kind: 'status', status: 503, retryAfter: '60' } });
  await fieldbook.refresh();
  await expect(alert).toContainText(/in 5[0-7] seconds/);
  await page.reload();
  await expect(alert).toContainText(/in \d+ seconds/);
  const [, seconds] = /in (\d+) seconds/.exec(await alert.innerText()) ?? [];
  expect(Number(seconds)).toBeLessThanOrEqual(57);
});

test('what goes away leaves the focus where work begins', async ({ fieldbook, simulator }) => {
  const { page, search, alert } = fieldbook;
  const pressF5 = (): Promise<void> => page.keyboard.press('F5');
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(customers.length);

  await test.step('no more waiting: Retry takes the place of Cancel', async () => {
    simulator.set({ customers: { kind: 'status', status: 503, retryAfter: '100' } });
    await fieldbook.refresh(pressF5);
    await alert.getByRole('button', { name: 'Cancel' }).press('Enter');
    await expect(fieldbook.button('Retry')).toBeFocused();
  });

  await test.step('tried again by the person', async () => {
    simulator.set({ customers: { kind: 'good' } });
    await fieldbook.refresh(() => page.keyboard.press('Enter'));
    await expect(alert).toBeHidden();
    await expect(search).toBeFocused();
  });

  await test.step('tried again by itself', async () => {
    simulator.set({ customers: { kind: 'status', status: 503, retryAfter: '4', times: 1 } });
    await fieldbook.refresh(pressF5);
    await alert.getByRole('button', { name: 'Copy details' }).press('Enter');
    await expect(fieldbook.button('Details copied')).toBeFocused();
    await expect(alert).toBeHidden();
    await expect(search).toBeFocused();
  });

  await test.step('dismissed', async () => {
    simulator.set({ customers: { kind: 'status', status: 403 } });
    await fieldbook.refresh(pressF5);
    await fieldbook.button('Dismiss').press('Enter');
    await expect(search).toBeFocused();
  });

  await test.step('a button that makes way for the progress', async () => {
    simulator.set({ customers: { kind: 'good' } });
    await fieldbook.button('Refresh report').focus();
    await fieldbook.refresh(pressF5);
    await expect(search).toBeFocused();
  });

  await test.step('a license that nobody has any more', async () => {
    const unknown = fieldbook.license('Unknown license \\(7\\)');
    await unknown.focus();
    simulator.setCustomers(customers.filter(({ LicenseType }) => LicenseType !== 7));
    await fieldbook.refresh(pressF5);
    await expect(unknown).toBeHidden();
    await expect(search).toBeFocused();
  });

  await test.step('decided', async () => {
    simulator.setCustomers(customers.slice(0, 3));
    await fieldbook.refresh(pressF5);
    await fieldbook.button('Keep cached list').press('Enter');
    await expect(alert).toBeHidden();
    await expect(search).toBeFocused();
  });
});

test('a list that has shrunk waits for a decision, also after a restart', async ({ launch, simulator }) => {
  const before = await launch();
  await before.connect(simulator);
  await before.expectRowCount(customers.length);
  simulator.setCustomers(customers.slice(0, 3));
  await before.refresh();
  const question = `Live Platform now lists 3 of ${customers.length} customers`;
  await expect(before.alert).toContainText(question);
  await before.expectRowCount(customers.length);
  await before.quit();

  const after = await launch();
  await expect(after.alert).toContainText(question);
  await after.button('Show which').click();
  await expect(after.alert).toContainText('LeadOnly');
  await expect(after.alert).toContainText(/By license:\s*\d+ Hosted Essentials, /);
  await after.button('Keep cached list').click();
  await expect(after.alert).toBeHidden();
  await after.expectRowCount(customers.length);
  await after.refresh();
  await after.button('Replace').click();
  await after.expectRowCount(3);
  await expect(after.freshness).toContainText('3 customers');
});
