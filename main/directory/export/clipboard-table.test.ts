import Papa from 'papaparse';
import { expect, test } from 'vitest';
import type { CopyRequest } from '../../../preload/contract/export.ts';
import { failureOf } from '../../../test/failure-of.ts';
import type { Customer } from '../customers/customer.ts';
import { type ClipboardTable, customerTable as tableOf } from './clipboard-table.ts';

const columns = [
  { column: 'shortName', title: 'Short name' },
  { column: 'id', title: 'ID' },
] satisfies CopyRequest['columns'];

function customerTable(customers: Customer[], shown: CopyRequest['columns']): Promise<ClipboardTable> {
  return tableOf(customers, shown, new AbortController().signal);
}

function customer(shortName: string, id: string | null = 'id'): Customer {
  return { id, shortName, fullName: shortName, license: 2 };
}

test('several customers have a header row, one is just its cells', async () => {
  expect(await customerTable([customer('Alpha'), customer('Beta', null)], columns)).toEqual({
    rows: 2,
    text: 'Short name\tID\nAlpha\tid\nBeta\t',
    html:
      '<table><tr><th>Short name</th><th>ID</th></tr>' +
      '<tr><td>Alpha</td><td>id</td></tr><tr><td>Beta</td><td></td></tr></table>',
  });
  expect(await customerTable([customer('Alpha')], columns)).toMatchObject({ rows: 1, text: 'Alpha\tid' });
});

test('the columns are those asked for, in that order', async () => {
  const { text } = await customerTable(
    [customer('Alpha')],
    [
      { column: 'service', title: 'Service' },
      { column: 'license', title: 'License' },
      { column: 'fullName', title: 'Full name' },
    ],
  );
  expect(text).toBe('Direct Routing\tHosted Pro\tAlpha');
});

test.each(['=1+1', '+1', '-1', '@sum', ' =1'])('%j is no formula any more', async (name) => {
  const { text, html } = await customerTable([customer(name)], columns);
  expect(text).toBe(`'${name}\tid`);
  expect(html).toContain(`<td>'${name}</td>`);
});

test('tabs, line breaks and markup keep a customer in its row', async () => {
  const { text, html } = await customerTable([customer('a\tb\r\nc <b>&'), customer('Łódź 北京')], columns);
  expect(Papa.parse(text, { delimiter: '\t', quoteChar: '\0' }).data).toEqual([
    ['Short name', 'ID'],
    ['a b c <b>&', 'id'],
    ['Łódź 北京', 'id'],
  ]);
  expect(html).toContain('<td>a b c &lt;b&gt;&amp;</td>');
});

test('a large table is made in slices: what else there is to do comes between', async () => {
  let between = 0;
  const timer = setInterval(() => between++, 0);
  const { rows } = await customerTable(
    Array.from({ length: 200_000 }, (_, number) => customer(`C${number}`)),
    columns,
  );
  clearInterval(timer);
  expect(rows).toBe(200_000);
  expect(between).toBeGreaterThan(1);
});

test('a large table ends when it is cancelled', async () => {
  const controller = new AbortController();
  function* endless(): Generator<Customer> {
    for (;;) yield customer('C');
  }
  const table = tableOf(endless(), columns, controller.signal);
  controller.abort();
  expect((await failureOf(table)).code).toBe('cancelled');
});
