import { setImmediate } from 'node:timers/promises';
import type { ChangeLabels, LoggedChange } from '../../../preload/contract/changes.ts';
import type { CustomerColumn } from '../../../preload/contract/columns.ts';
import type { CopyRequest } from '../../../preload/contract/export.ts';
import type { Customer } from '../customers/customer.ts';
import { fail } from '../../failure.ts';
import { guardFormula } from './formula-guard.ts';
import { localMoment } from './local-moment.ts';
import { licenseOf } from '../customers/licenses.ts';

/** A table for the clipboard: tab-separated for spreadsheets and editors, HTML for what shows tables. */
export interface ClipboardTable {
  rows: number;
  text: string;
  html: string;
}

const rowsASlice = 1_000;

/** Makes a table of customers, as `clipboardTable` does. */
export function customerTable(
  customers: Iterable<Customer>,
  columns: CopyRequest['columns'],
  signal: AbortSignal,
): Promise<ClipboardTable> {
  function* rows(): Generator<string[]> {
    for (const customer of customers) yield columns.map(({ column }) => valueOf(customer, column));
  }
  const titles = columns.map(({ title }) => title);
  return clipboardTable(rows(), titles, signal);
}

/** Makes a table of changes, as `clipboardTable` does. */
export function changeTable(
  changes: Iterable<LoggedChange>,
  { titles, kinds }: ChangeLabels,
  signal: AbortSignal,
): Promise<ClipboardTable> {
  function* rows(): Generator<string[]> {
    for (const { at, kind, name, id, before, after } of changes) {
      yield [localMoment(at), kinds[kind], name, id ?? '', before ?? '', after ?? ''];
    }
  }
  return clipboardTable(rows(), titles, signal);
}

/**
 * Makes a table; one of several rows has a header, a single one is just its cells. They are read a slice at a time: what else the thread
 * is asked comes between.
 * @param signal ends it early, with the failure `cancelled`
 */
async function clipboardTable(
  rows: Iterable<string[]>,
  titles: readonly string[],
  signal: AbortSignal,
): Promise<ClipboardTable> {
  const lines: string[] = [];
  const htmlRows: string[] = [];
  for (const row of rows) {
    const cells = row.map(safeCell);
    lines.push(cells.join('\t'));
    htmlRows.push(htmlRow('td', cells));
    if (lines.length % rowsASlice > 0) continue;
    await setImmediate();
    if (signal.aborted) fail('cancelled', 'The list was closed.');
  }
  const header = lines.length > 1 ? [titles] : [];
  return {
    rows: lines.length,
    text: [...header.map((cells) => cells.join('\t')), ...lines].join('\n'),
    html: `<table>${header.map((cells) => htmlRow('th', cells)).join('')}${htmlRows.join('')}</table>`,
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
