import { filesWithSecrets } from './canary.ts';
import { customers, expect, test as base } from './fixtures.ts';
import type { FieldbookWindow } from './fieldbook-window.ts';
import { type Keychain, startKeychain } from '../keychain.ts';

const test = base.extend<{ keychain: Keychain }>({
  keychain: async ({}, use) => {
    const keychain = await startKeychain();
    await use(keychain);
    await keychain.close();
  },
});

async function replaceSecret(fieldbook: FieldbookWindow, secret: string): Promise<void> {
  await fieldbook.manageConnections();
  await fieldbook.form.getByLabel('Client secret').fill(secret);
  await fieldbook.button('Save').click();
  await expect(fieldbook.page.getByRole('dialog')).toBeHidden();
}

// Only Linux has a keychain that a test can lock and take away. In the end nothing of Fieldbook's is in it, whatever it went through.
if (process.platform === 'linux') {
  test('unlocked: nothing is left', async ({ keychain, launch, simulator }) => {
    const fieldbook = await launch(keychain.env);
    await fieldbook.connect(simulator);
    await fieldbook.expectRowCount(customers.length);
    expect(await keychain.entries()).toHaveLength(1);
    await fieldbook.forgetConnection();
    await expect(fieldbook.page.getByRole('list', { name: 'Being forgotten' })).toBeHidden();
    expect(await keychain.entries()).toEqual([]);
  });

  test('locked: it is said so, and forgotten once it is unlocked', async ({
    keychain,
    launch,
    simulator,
    userData,
  }) => {
    const fieldbook = await launch(keychain.env);
    await fieldbook.fillForm(simulator);
    await fieldbook.button('Save').click();
    await expect(fieldbook.page.getByText('No customers yet')).toBeVisible();
    await keychain.lock();
    await fieldbook.refresh();
    await expect(fieldbook.alert).toContainText('The system’s keychain is locked');

    await fieldbook.forgetConnection();
    const left = fieldbook.page.getByRole('list', { name: 'Being forgotten' }).getByRole('listitem');
    await expect(left).toContainText('Example Telecom is being forgotten');
    await expect(left).toContainText('The system’s keychain is locked.');
    await expect(left).toContainText('secret-tool clear service Fieldbook account ');
    expect(await keychain.entries()).toHaveLength(1);

    await fieldbook.quit();
    const again = await launch(keychain.env);
    const stillLeft = again.page.getByRole('list', { name: 'Being forgotten' }).getByRole('listitem');
    await expect(stillLeft).toContainText('The system’s keychain is locked.');
    await keychain.unlock();
    await stillLeft.getByRole('button', { name: 'Forget again' }).click();
    await expect(stillLeft).toBeHidden();
    expect(await keychain.entries()).toEqual([]);
    expect(await filesWithSecrets(userData, [simulator.clientSecret])).toEqual([]);
  });

  test('locked, then unlocked at the next start: it is forgotten by itself', async ({
    keychain,
    launch,
    simulator,
  }) => {
    const fieldbook = await launch(keychain.env);
    await fieldbook.connect(simulator);
    await fieldbook.expectRowCount(customers.length);
    await keychain.lock();
    await fieldbook.forgetConnection();
    await expect(fieldbook.page.getByRole('list', { name: 'Being forgotten' })).toBeVisible();
    await fieldbook.quit();
    await keychain.unlock();
    const again = await launch(keychain.env);
    await expect(again.form).toBeVisible();
    await expect.poll(() => keychain.entries()).toEqual([]);
    await expect(again.page.getByRole('list', { name: 'Being forgotten' })).toBeHidden();
  });

  test('locked: a secret that is saved is kept until Fieldbook is closed, and that is said', async ({
    keychain,
    launch,
    simulator,
  }) => {
    await keychain.lock();
    const fieldbook = await launch(keychain.env);
    await fieldbook.connect(simulator);
    await fieldbook.expectRowCount(customers.length);
    await expect(fieldbook.alert).toContainText('The secret is kept until Fieldbook is closed');
    await expect(fieldbook.alert).toContainText('The system’s keychain is locked.');
    await fieldbook.button('Dismiss').click();
    await fieldbook.forgetConnection();
    await expect(fieldbook.page.getByRole('list', { name: 'Being forgotten' })).toBeHidden();
    await keychain.unlock();
    expect(await keychain.entries()).toEqual([]);
  });

  test('gone, another secret saved, back: neither is left', async ({ keychain, launch, simulator }) => {
    const before = await launch(keychain.env);
    await before.connect(simulator);
    await before.expectRowCount(customers.length);
    await before.quit();

    await keychain.stop();
    const without = await launch(keychain.env);
    await without.expectRowCount(customers.length);
    await replaceSecret(without, 'canary-7Q~another-secret');
    await expect(without.alert).toContainText('The secret is kept until Fieldbook is closed');
    await without.quit();

    await keychain.start();
    expect(await keychain.entries()).toHaveLength(1);
    const after = await launch(keychain.env);
    await after.expectRowCount(customers.length);
    await after.refresh();
    await expect(after.alert).toContainText('The client secret is missing');
    await after.forgetConnection();
    await expect(after.page.getByRole('list', { name: 'Being forgotten' })).toBeHidden();
    expect(await keychain.entries()).toEqual([]);
  });
}
