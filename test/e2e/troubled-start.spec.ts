/** Whatever is the matter with what is stored: the window opens, says what it is, and nothing is taken away. */
import { readdir, readFile, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Simulator } from '../../tools/live-platform/simulator.ts';
import type { FieldbookWindow } from './fieldbook-window.ts';
import { customers, expect, test } from './fixtures.ts';

const settings = ['connections.json', 'preferences.json', 'updates.json', 'window.json'];

async function connectOnce(launch: () => Promise<FieldbookWindow>, simulator: Simulator): Promise<void> {
  const window = await launch();
  await window.connect(simulator);
  await window.expectRowCount(customers.length);
  await window.header('Full name').getByRole('button').click();
  await window.quit();
}

/** What was kept under other names. */
async function setAside(userData: string): Promise<string[]> {
  return (await readdir(userData)).filter((name) => name.includes('.damaged-'));
}

// Root, as which these may run, reads whatever its mode says: a link in a circle stands for what can't be read.
test('files that can’t be read are told and left alone, and all is as it was once they can be', async ({
  launch,
  simulator,
  userData,
}) => {
  await writeFile(join(userData, 'updates.json'), JSON.stringify({ version: 1, feed: 'https://localhost:1/' }));
  await connectOnce(launch, simulator);
  for (const name of settings) {
    await rename(join(userData, name), join(userData, `${name}-away`));
    await symlink(name, join(userData, name));
  }

  const troubled = await launch();
  await expect(troubled.form).toBeVisible();
  await expect(
    troubled.page.getByRole('alert').filter({ hasText: 'The list of connections can’t be read' }),
  ).toBeVisible();
  await troubled.fillForm(simulator);
  await troubled.button('Save').click();
  await expect(troubled.form.getByRole('alert')).toContainText('can’t be read');
  await troubled.quit();
  for (const name of settings) expect(await readlink(join(userData, name))).toBe(name);
  expect(await setAside(userData)).toEqual([]);
  const log = await readFile(join(userData, 'logs', 'fieldbook.log'), 'utf8');
  for (const name of settings) expect(log).toContain(`${name}: ELOOP`);

  const again = await launch();
  const alert = again.page.getByRole('alert').filter({ hasText: 'The list of connections can’t be read' });
  await expect(alert).toBeVisible();
  for (const name of settings) {
    await rm(join(userData, name));
    await rename(join(userData, `${name}-away`), join(userData, name));
  }
  await alert.getByRole('button', { name: 'Retry' }).click();
  await again.expectRowCount(customers.length);
  await again.quit();

  const healed = await launch();
  await healed.expectRowCount(customers.length);
  await expect(healed.header('Full name')).toHaveAttribute('aria-sort', 'ascending');
});

test('all at once: folders that lead nowhere, files in their place, damaged settings', async ({
  launch,
  simulator,
  userData,
}) => {
  await connectOnce(launch, simulator);
  const saved = JSON.parse(await readFile(join(userData, 'connections.json'), 'utf8')) as { connections: object[] };
  const tooLong = { ...saved.connections[0], id: 'x'.repeat(250) };
  await writeFile(
    join(userData, 'connections.json'),
    JSON.stringify({ ...saved, connections: [tooLong, ...saved.connections] }),
  );
  await rename(join(userData, 'directories'), join(userData, 'away'));
  await symlink('/nowhere/directories', join(userData, 'directories'));
  await rm(join(userData, 'logs'), { recursive: true });
  await writeFile(join(userData, 'logs'), 'a file in its place');
  for (const name of ['preferences.json', 'window.json']) {
    await rm(join(userData, name));
    await symlink(name, join(userData, name));
  }
  await writeFile(join(userData, 'updates.json'), '{');

  const troubled = await launch();
  await expect(troubled.toolbar).toBeVisible();
  await expect(troubled.alert.first()).toBeVisible();
  await troubled.quit();
  expect(await readFile(join(userData, 'logs'), 'utf8')).toBe('a file in its place');

  await rm(join(userData, 'directories'));
  await rename(join(userData, 'away'), join(userData, 'directories'));
  const healed = await launch();
  await healed.expectRowCount(customers.length);
});

test('another server entered while the list can’t be read is another connection: the list stays', async ({
  launch,
  simulator,
  userData,
}) => {
  await connectOnce(launch, simulator);
  const directories = join(userData, 'directories');
  await rename(directories, join(userData, 'away'));
  await symlink('/nowhere/directories', directories);

  const troubled = await launch();
  await expect(troubled.freshness).toContainText('Cached list not readable');
  await troubled.manageConnections();
  await troubled.form.getByLabel('Service Provider URL').fill('https://localhost:1');
  await troubled.form.getByLabel('Client secret').fill('the-secret-of-another');
  await troubled.button('Save').click();
  await expect(troubled.page.getByRole('dialog')).toBeHidden();
  await rm(directories);
  await rename(join(userData, 'away'), directories);
  await troubled.switchTo('Example Telecom');
  await troubled.expectRowCount(customers.length);
});
