import { Readable } from 'node:stream';
import readXlsxFile from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { awkwardCustomers } from '../../../test/awkward-customers.ts';
import { failureOf } from '../../../test/failure-of.ts';
import type { Cell, ExportRow } from './export-table.ts';
import { spreadsheet } from './spreadsheet.ts';

const titles = { name: 'Name', license: 'License number', at: 'When' };

async function bytesOf(rows: Iterable<ExportRow>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of spreadsheet(Readable.from(rows), titles)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What another library reads. */
async function read(rows: Iterable<ExportRow>): Promise<unknown[][]> {
  const sheets = await readXlsxFile(await bytesOf(rows), { trim: false });
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['Fieldbook']);
  return sheets[0]?.data ?? [];
}

test('what is written is read back equal, each cell of its type', async () => {
  const at = new Date(2026, 10, 26, 8, 30, 15);
  const names = ['=1+1', ' blanks ', '<a> & "b"', 'Łódź 😀', '00123', '_x000D_', 'two\r\nlines', '1e5', 'TRUE'];
  const rows = names.map((name, license) => ({ name, license, at }));
  const local = new Date(Date.UTC(2026, 10, 26, 8, 30, 15));
  expect(await read([...rows, { name: null, license: 7, at: null }])).toEqual([
    ['Name', 'License number', 'When'],
    ...names.map((name, license) => [name, license, local]),
    [null, 7, null],
  ]);
});

test('awkward names are read back equal, but for what XML has no character for', async () => {
  const rows = awkwardCustomers(5_000).map(({ FullName, LicenseType }) => ({
    name: FullName,
    license: LicenseType,
    at: null,
  }));
  const [, ...cells] = await read(rows);
  // eslint-disable-next-line no-control-regex -- these are what is meant
  const impossible = /[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/g;
  const expected = rows.map(({ name }): Cell => name.slice(0, 32_767).toWellFormed().replace(impossible, '\ufffd'));
  expect(cells.map(([name]) => name)).toEqual(expected.map((name) => (name === '' ? null : name)));
});

test('a list without rows is a header', async () => {
  expect(await read([])).toEqual([['Name', 'License number', 'When']]);
});

test('more rows than a sheet has are refused', async () => {
  function* rows(): Generator<ExportRow> {
    for (let count = 0; count < 1_048_576; count++) yield { name: null, license: null, at: null };
  }
  expect((await failureOf(bytesOf(rows()))).advice).toContain('1048575 rows');
}, 60_000);
