import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import Papa from 'papaparse';
import readXlsxFile from 'read-excel-file/node';
import type { FieldbookWindow } from './fieldbook-window.ts';
import { customers, expect, test as base } from './fixtures.ts';
import { answerMessageBox, answerSaveDialog } from './save-dialog.ts';

const test = base.extend<{ folder: string }>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'fieldbook-exported-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
});

function dialogOf({ page }: FieldbookWindow): Locator {
  return page.getByRole('dialog', { name: 'Export customers' });
}

/** What the app's next event of this name says. */
function emitted({ app }: FieldbookWindow, event: string): Promise<string> {
  return app.evaluate(
    (electron, name) =>
      new Promise<string>((resolve) =>
        electron.app.once(name as 'ready', (said: unknown) => {
          resolve(said as string);
        }),
      ),
    event,
  );
}

async function cells(file: string): Promise<string[][]> {
  return Papa.parse<string[]>(await readFile(file, 'utf8'), { skipEmptyLines: true }).data;
}

test('what is shown goes into a spreadsheet, without a mouse', async ({ fieldbook, simulator, folder }) => {
  const { page, search } = fieldbook;
  const file = join(folder, 'shown.csv');
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(customers.length);
  await search.fill('landmark');
  await fieldbook.expectRowCount(2);

  const suggested = emitted(fieldbook, 'save-dialog-shown');
  await answerSaveDialog(fieldbook, file);
  await page.keyboard.press('Control+e');
  const dialog = dialogOf(fieldbook);
  await expect(dialog.getByRole('radio', { name: 'The 2 customers shown' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('status')).toContainText('2 customers saved');
  await expect(dialog.getByRole('status')).toContainText(file);
  expect(await suggested).toMatch(/^Example Telecom customers \d{4}-\d\d-\d\d\.csv$/);
  expect(await cells(file)).toEqual([
    ['Short name', 'Full name', 'License', 'License number', 'Service', 'ID'],
    ['BB9', 'Landmark 9', 'OC Essential', '3', 'Operator Connect', 'aaaaaaaa-0000-4000-8000-000000000003'],
    ['BB84', 'Landmark 84', 'OC Essential', '3', 'Operator Connect', 'aaaaaaaa-0000-4000-8000-000000000002'],
  ]);
  await expect(dialog.getByRole('button', { name: 'Done' })).toBeFocused();

  await test.step('and is shown in its folder', async () => {
    await fieldbook.app.evaluate(({ shell, app }) => {
      shell.showItemInFolder = (path) => {
        app.setName(path);
      };
    });
    await dialog.getByRole('button', { name: 'Show in folder' }).click();
    await expect.poll(() => fieldbook.app.evaluate(({ app }) => app.getName())).toBe(file);
  });

  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(search).toBeFocused();
});

test('selected customers go into an Excel workbook, which opens', async ({ fieldbook, simulator, folder }) => {
  const { page, search } = fieldbook;
  const file = join(folder, 'selected.xlsx');
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(customers.length);
  await search.fill('landmark');
  await fieldbook.expectRowCount(2);
  await search.fill('');
  await fieldbook.expectRowCount(customers.length);
  await fieldbook.row('Landmark 9').click();
  await fieldbook.row('Landmark 84').click({ modifiers: ['ControlOrMeta'] });
  await expect(fieldbook.listStatus).toContainText('2 selected');

  await answerSaveDialog(fieldbook, join(folder, 'selected'));
  await page.keyboard.press('Control+e');
  const dialog = dialogOf(fieldbook);
  await expect(dialog.getByRole('radio', { name: 'The 2 customers selected' })).toBeChecked();
  await expect(dialog.getByRole('radio', { name: `All ${customers.length} customers` })).not.toBeChecked();
  await dialog.getByRole('radio', { name: 'Excel workbook' }).check();
  await dialog.getByRole('button', { name: 'Choose file…' }).click();
  await expect(dialog.getByRole('status')).toContainText('2 customers saved');
  const [sheet] = await readXlsxFile(file);
  expect(sheet?.data).toEqual([
    ['Short name', 'Full name', 'License', 'License number', 'Service', 'ID'],
    ['BB9', 'Landmark 9', 'OC Essential', 3, 'Operator Connect', 'aaaaaaaa-0000-4000-8000-000000000003'],
    ['BB84', 'Landmark 84', 'OC Essential', 3, 'Operator Connect', 'aaaaaaaa-0000-4000-8000-000000000002'],
  ]);

  await fieldbook.app.evaluate(({ shell, app }) => {
    shell.openPath = (path) => {
      app.setName(path);
      return Promise.resolve('');
    };
  });
  await dialog.getByRole('button', { name: 'Open' }).click();
  await expect.poll(() => fieldbook.app.evaluate(({ app }) => app.getName())).toBe(file);
});

test('all customers go into JSON, whatever is searched for', async ({ fieldbook, simulator, folder }) => {
  const file = join(folder, 'all.json');
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(customers.length);
  await fieldbook.search.fill('landmark');
  await fieldbook.expectRowCount(2);
  await answerSaveDialog(fieldbook, file);
  await fieldbook.toolbar.getByRole('button', { name: 'Export' }).click();
  const dialog = dialogOf(fieldbook);
  await dialog.getByRole('radio', { name: `All ${customers.length} customers` }).check();
  await dialog.getByRole('radio', { name: 'JSON' }).check();
  await dialog.getByRole('button', { name: 'Choose file…' }).click();
  await expect(dialog.getByRole('status')).toContainText(`${customers.length} customers saved`);
  expect(JSON.parse(await readFile(file, 'utf8'))).toHaveLength(customers.length);
});

test('a folder that takes no file is told of, and nothing is lost', async ({ fieldbook, simulator, folder }) => {
  const taken = join(folder, 'taken.csv');
  await mkdir(taken);
  await writeFile(join(taken, 'inside.txt'), 'inside');
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(customers.length);

  await answerSaveDialog(fieldbook, join(folder, 'missing', 'a.csv'));
  await fieldbook.toolbar.getByRole('button', { name: 'Export' }).click();
  const dialog = dialogOf(fieldbook);
  await dialog.getByRole('button', { name: 'Choose file…' }).click();
  const alert = dialog.getByRole('alert');
  await expect(alert).toContainText('The file could not be saved');
  await expect(alert).toContainText('The folder is not there any more.');

  await answerSaveDialog(fieldbook, taken);
  await dialog.getByRole('radio', { name: 'CSV' }).press('Enter');
  await expect(alert).toContainText('There is a folder of this name.');
  await expect(dialog.getByRole('radio', { name: 'CSV' })).toBeFocused();
  expect(await readdir(folder, { recursive: true })).toEqual(['taken.csv', join('taken.csv', 'inside.txt')]);

  await test.step('giving up the system’s dialog leaves the choices', async () => {
    await dialog.getByRole('radio', { name: 'JSON' }).check();
    await answerSaveDialog(fieldbook, null);
    await dialog.getByRole('button', { name: 'Choose file…' }).click();
    await expect(alert).toBeHidden();
    await expect(dialog.getByRole('radio', { name: 'JSON' })).toBeChecked();
    await expect(dialog.getByRole('status')).toBeEmpty();
  });

  await test.step('and the next place works', async () => {
    await answerSaveDialog(fieldbook, join(folder, 'good.json'));
    await dialog.getByRole('button', { name: 'Choose file…' }).click();
    await expect(dialog.getByRole('status')).toContainText(`${customers.length} customers saved`);
  });
});

test('a name gets the extension of its format, and what is there already is replaced only when asked', async ({
  fieldbook,
  simulator,
  folder,
}) => {
  await writeFile(join(folder, 'typed.csv'), 'older');
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(customers.length);
  await fieldbook.toolbar.getByRole('button', { name: 'Export' }).click();
  const dialog = dialogOf(fieldbook);

  await answerSaveDialog(fieldbook, join(folder, 'typed'));
  await answerMessageBox(fieldbook, 'Cancel');
  const asked = emitted(fieldbook, 'message-box-shown');
  await dialog.getByRole('button', { name: 'Choose file…' }).click();
  expect(await asked).toBe('“typed.csv” is there already');
  expect(await readFile(join(folder, 'typed.csv'), 'utf8')).toBe('older');

  await answerMessageBox(fieldbook, 'Replace');
  await dialog.getByRole('button', { name: 'Choose file…' }).click();
  await expect(dialog.getByRole('status')).toContainText(join(folder, 'typed.csv'));
  expect(await cells(join(folder, 'typed.csv'))).toHaveLength(customers.length + 1);
  expect(await readdir(folder)).toEqual(['typed.csv']);
});

test('before the first refresh there is nothing to export', async ({ fieldbook, simulator }) => {
  await fieldbook.fillForm(simulator);
  await fieldbook.button('Save').click();
  await expect(fieldbook.toolbar.getByRole('button', { name: 'Export' })).toBeDisabled();
  await fieldbook.page.keyboard.press('Control+e');
  await expect(dialogOf(fieldbook)).toBeHidden();
});

test('a save dialog that is open while its connection is forgotten saves nothing, and brings nothing back', async ({
  fieldbook,
  simulator,
  folder,
  userData,
}) => {
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(customers.length);
  await fieldbook.app.evaluate(
    ({ dialog, app }, filePath) => {
      dialog.showSaveDialog = () =>
        new Promise((resolve) => {
          app.once('choose-file' as 'ready', () => {
            resolve({ canceled: false, filePath });
          });
        });
    },
    join(folder, 'late.csv'),
  );
  const sort = [{ column: 'shortName' as const, descending: false }];
  const filter = { text: '', anyOf: [], licenses: [], changedIn: null, sort };
  const request = { of: 'customers' as const, filter, ranges: null, format: 'csv' as const };
  const exporting = fieldbook.page.evaluate((exported) => window.fieldbook.export.save(exported), request);
  await fieldbook.page.evaluate(async () => {
    const list = await window.fieldbook.connection.list();
    await window.fieldbook.connection.forget(list.ok ? (list.value.current?.id ?? '') : '');
  });
  await fieldbook.app.evaluate(({ app }) => app.emit('choose-file'));
  const detail = 'The connection was left meanwhile.';
  expect(await exporting).toMatchObject({ ok: false, failure: { code: 'export-failed', detail } });
  expect(await readdir(folder)).toEqual([]);
  expect(await readdir(join(userData, 'directories'))).toEqual([]);
});
