import type { CopyRequest, CustomerColumn } from '../../../preload/bridge.ts';
import type { Customer } from '../customers/customer.ts';
import { guardFormula } from './formula-guard.ts';
import { licenseOf } from '../customers/licenses.ts';

/** Customers as a table for the clipboard: tab-separated for spreadsheets and editors, HTML for what shows tables. */
export interface CustomerTable {
  rows: number;
  text: string;
  html: string;
}

/** Makes a table of customers; one with several has a header row, a single one is just its cells. */
export function customerTable(customers: readonly Customer[], columns: CopyRequest['columns']): CustomerTable {
  const cells = customers.map((customer) => columns.map(({ column }) => safeCell(valueOf(customer, column))));
  const header = customers.length > 1 ? [columns.map(({ title }) => title)] : [];
  const text = [...header, ...cells].map((row) => row.join('\t')).join('\n');
  const html = `<table>${htmlRows('th', header)}${htmlRows('td', cells)}</table>`;
  return { rows: customers.length, text, html };
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

function htmlRows(cell: 'th' | 'td', rows: readonly string[][]): string {
  return rows.map((row) => `<tr>${row.map((value) => `<${cell}>${escaped(value)}</${cell}>`).join('')}</tr>`).join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
