import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startSimulator } from '../../tools/live-platform/simulator.ts';
import { currentConnection, noKeychain, secretInKeychain } from './app-keychain.ts';
import { filesWithSecrets } from './canary.ts';
import { expect, test } from './fixtures.ts';

const secret = 'canary-7Q~client-secret-0xFEED';

test.describe('with a keychain', () => {
  test('the secret is in the keychain and nowhere else', async ({ fieldbook, simulator, userData }) => {
    const output: string[] = [];
    fieldbook.process.stdout?.on('data', (data: Buffer) => output.push(data.toString()));
    fieldbook.process.stderr?.on('data', (data: Buffer) => output.push(data.toString()));
    simulator.set({ token: { kind: 'good' } });
    await fieldbook.fillForm(simulator, { 'Client secret': secret });
    await fieldbook.button('Save').click();
    await expect(fieldbook.page.getByText('No customers yet')).toBeVisible();
    await fieldbook.refresh();
    await expect(fieldbook.alert).toContainText('Sign-in was rejected');

    expect(await secretInKeychain(fieldbook, await currentConnection(fieldbook))).toBe(secret);
    await fieldbook.manageConnections();
    await expect(fieldbook.form.getByLabel('Client secret')).toHaveValue('');
    await expect(fieldbook.form).toContainText('One is set, in the system’s keychain.');
    expect(await fieldbook.page.content()).not.toContain(secret);
    const messages = await fieldbook.page.evaluate(async () =>
      JSON.stringify([
        await window.fieldbook.connection.list(),
        await window.fieldbook.directory.status(),
        await window.fieldbook.refresh.start(),
      ]),
    );
    expect(messages).not.toContain(secret);

    await fieldbook.quit();
    expect(output.join('')).not.toContain(secret);
    expect(await filesWithSecrets(userData, [secret])).toEqual([]);
  });

  test('forgetting a connection asks first, and removes secret and list', async ({
    fieldbook,
    simulator,
    userData,
  }) => {
    await fieldbook.connect(simulator);
    await expect(fieldbook.grid).toBeVisible();
    const forgotten = await currentConnection(fieldbook);
    expect(await secretInKeychain(fieldbook, forgotten)).toBe(simulator.clientSecret);
    await fieldbook.manageConnections();
    await fieldbook.button('Forget connection').click();
    await fieldbook.page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
    await fieldbook.page.keyboard.press('Escape');
    await fieldbook.forgetConnection();
    expect(await secretInKeychain(fieldbook, forgotten)).toBeNull();
    expect(await readdir(join(userData, 'directories'))).toEqual([]);
  });
});

test('a field that is shown takes no secret and no several lines', async ({ fieldbook, simulator, userData }) => {
  await fieldbook.fillForm(simulator, { Name: `Client secret: ${secret} Scope: api://x` });
  await fieldbook.button('Save').click();
  const name = fieldbook.form.getByLabel('Name');
  await expect(name).toBeFocused();
  await expect(name).toHaveAccessibleDescription(/^This looks like a secret/);
  expect(await fieldbook.page.title()).not.toContain(secret);

  await fieldbook.app.evaluate(({ clipboard }) => clipboard.writeText('Client secret: abc\nScope: api://x'));
  const address = fieldbook.form.getByLabel('Service Provider URL');
  for (const field of [name, address]) {
    await field.fill('');
    await field.press('ControlOrMeta+v');
    await expect(field).toHaveAccessibleDescription(/^These are several lines\. Enter one value in each field\./);
    await expect(field).toHaveValue('');
  }
  expect(await filesWithSecrets(userData, [secret])).toEqual([]);
});

test('a secret that is pasted where none belongs is in no file, title or log', async ({
  fieldbook,
  simulator,
  userData,
}) => {
  const { page, search, form } = fieldbook;
  await fieldbook.connect(simulator);
  await expect(fieldbook.grid).toBeVisible();

  await test.step('into the search box, and Enter', async () => {
    await search.fill(secret);
    await expect(page.getByText('No customer matches')).toBeVisible();
    await search.press('Enter');
    await search.fill('');
    expect(await page.title()).not.toContain(secret);
  });

  await test.step('into each field of the form that is shown, and into an address', async () => {
    await fieldbook.manageConnections();
    for (const field of ['Name', 'Directory (tenant) ID', 'Application (client) ID', 'Scope']) {
      const before = await form.getByLabel(field).inputValue();
      await form.getByLabel(field).fill(secret);
      await fieldbook.button('Save').click();
      await expect(form.getByLabel(field)).toHaveAccessibleDescription(/looks like a secret/);
      await form.getByLabel(field).fill(before);
    }
    await form.getByLabel('Service Provider URL').fill(`https://maria:${secret}@live.example.com`);
    await fieldbook.button('Save').click();
    await expect(form.getByLabel('Service Provider URL')).toHaveAccessibleDescription(/./);
  });

  expect(await fieldbook.app.evaluate(({ clipboard }) => clipboard.readText())).not.toContain(secret);
  await fieldbook.quit();
  expect(await filesWithSecrets(userData, [secret])).toEqual([]);
});

test('a page that was taken over gets no token sent to another host', async ({ fieldbook, simulator }) => {
  await fieldbook.connect(simulator);
  await expect(fieldbook.grid).toBeVisible();
  const other = await startSimulator({ customers: [] });
  const outcomes = await fieldbook.page.evaluate(async (serviceProviderUrl) => {
    const list = await window.fieldbook.connection.list();
    const current = list.ok ? list.value.current : null;
    if (current?.signIn.method !== 'entra-app') throw new Error('Not connected.');
    const { method, ...app } = current.signIn;
    const blank = { clientSecret: '', accessToken: '', name: '' };
    const draft = { editing: current.id, serviceProviderUrl, method, ...app, ...blank };
    return [await window.fieldbook.connection.test(draft), await window.fieldbook.connection.save(draft)];
  }, other.serviceProviderUrl);
  await other.close();
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({
      ok: true,
      value: { kind: 'invalid', problems: { clientSecret: expect.stringContaining('again') } },
    });
  }
  expect(other.requests).toEqual([]);
});

// Only Linux can be without one.
if (process.platform === 'linux') {
  test('without a keychain the secret serves for this run, and the form says so', async ({
    launch,
    simulator,
    userData,
  }) => {
    const before = await launch(noKeychain);
    await expect(before.form).toContainText('keychain can’t be reached');
    await before.connect(simulator);
    await expect(before.grid).toBeVisible();
    await expect(before.alert).toContainText('The secret is kept until Fieldbook is closed');
    await before.button('Dismiss').click();
    await before.refresh();
    await expect(before.alert).toBeHidden();
    await before.manageConnections();
    await expect(before.form).toContainText('One is set until Fieldbook is closed.');
    await before.quit();
    expect(await filesWithSecrets(userData, [simulator.clientSecret])).toEqual([]);

    const after = await launch(noKeychain);
    await expect(after.grid).toBeVisible();
    await after.refresh();
    await expect(after.alert).toContainText('The client secret is missing');
    await expect(after.grid).toBeVisible();
  });
}
