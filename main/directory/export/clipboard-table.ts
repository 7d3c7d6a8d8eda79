import { setImmediate } from 'node:timers/promises';
import type { CustomerColumn } from '../../../preload/contract/columns.ts';
import type { CopyRequest } from '../../../preload/contract/export.ts';
import type { Customer } from '../customers/customer.ts';
import { fail } from '../../failure.ts';
import { guardFormula } from './formula-guard.ts';
import { licenseOf } from '../customers/licenses.ts';

/** Customers as a table for the clipboard: tab-separated for spreadsheets and editors, HTML for what shows tables. */
export interface CustomerTable {
  rows: number;
  text: string;
  html: string;
}

const rowsASlice = 1_000;

/**
 * Makes a table of customers; one with several has a header row, a single one is just its cells. They are read a slice at a
 * time: what else the thread is asked comes between.
 * @param signal ends it early, with the failure `cancelled`
 */
export async function customerTable(
  customers: Iterable<Customer>,
  columns: CopyRequest['columns'],
  signal: AbortSignal,
): Promise<CustomerTable> {
  const lines: string[] = [];
  const rows: string[] = [];
  let count = 0;
  for (const customer of customers) {
    const cells = columns.map(({ column }) => safeCell(valueOf(customer, column)));
    lines.push(cells.join('\t'));
    rows.push(htmlRow('td', cells));
    if (++count % rowsASlice > 0) continue;
    await setImmediate();
    if (signal.aborted) fail('cancelled', 'The list was closed.');
  }
  const header = count > 1 ? [columns.map(({ title }) => title)] : [];
  return {
    rows: count,
    text: [...header.map((cells) => cells.join('\t')), ...lines].join('\n'),
    html: `<table>${header.map((cells) => htmlRow('th', cells)).join('')}${rows.join('')}</table>`,
  };
}

function valueOf({ id, shortName, fullName, license }: Customer, column: CustomerColumn): string {
  switch (column) {
    case 'shortName':
      return shortName;
    case 'fullName':
      return fullName;
    case 'license':
      return licenseOf(license).name;
    case 'service':
      return licenseOf(license).service;
    case 'id':
      return id ?? '';
  }
}

/** A cell in one line that no spreadsheet takes for a formula, even where leading spaces are dropped, as in HTML. */
function safeCell(value: string): string {
  const line = value.replaceAll(/[\t\r\n]+/g, ' ');
  const start = line.trimStart();
  return guardFormula(start) === start ? line : `'${line}`;
}

function htmlRow(cell: 'th' | 'td', row: readonly string[]): string {
  return `<tr>${row.map((value) => `<${cell}>${escaped(value)}</${cell}>`).join('')}</tr>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
