import { setImmediate } from 'node:timers/promises';
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { fail } from '../../failure.ts';
import type { Cell, ExportRow } from './export-table.ts';
import { workbookParts } from './workbook-parts.ts';

// Written row by row: libraries for workbooks hold all of one in memory, and searches would wait for seconds until it is made.

// https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3
const mostRows = 1_048_576;
const longestCell = 32_767;

/** Rows between two turns of the thread's other work; the widths of the columns are those of the first ones. */
const rowsASlice = 1_000;
/** In characters: what is longer is read in the cell itself. */
const widest = 60;

/**
 * Makes an Excel workbook (ECMA-376) of one sheet, whose header stays in sight. Each cell has the type of its value: no text runs as a formula.
 * Throws `export-failed` for more rows than a sheet has.
 * @param titles what each field is called, in the order of the columns
 */
export async function* spreadsheet(
  rows: AsyncIterable<ExportRow>,
  titles: Readonly<Record<string, string>>,
): AsyncGenerator<Uint8Array> {
  const zipped: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    zipped.push(chunk);
  });
  for (const [name, content] of Object.entries(workbookParts)) addFile(zip, name).push(strToU8(content), true);

  const sheet = addFile(zip, 'xl/worksheets/sheet1.xml');
  const header = Object.values(titles);
  let written = 0;
  for await (const slice of slicesOf(rows, Object.keys(titles))) {
    if (written === 0)
      sheet.push(strToU8(sheetBegin(columnWidths([header, ...slice])) + rowXml(header, 1, styles.bold)));
    const first = written + 2;
    written += slice.length;
    if (written >= mostRows) {
      fail('export-failed', `More than ${mostRows} rows.`, {
        advice: `A sheet of a workbook holds ${mostRows - 1} rows and a header. Choose CSV, or narrow what is shown.`,
      });
    }
    sheet.push(strToU8(slice.map((cells, at) => rowXml(cells, first + at, styles.plain)).join('')));
    yield* zipped.splice(0);
    await setImmediate();
  }
  sheet.push(strToU8('</sheetData></worksheet>'), true);
  zip.end();
  yield* zipped;
}

function addFile(zip: Zip, name: string): ZipDeflate {
  const file = new ZipDeflate(name);
  zip.add(file);
  return file;
}

/** The cells of the rows, some rows at a time; at least once. */
async function* slicesOf(rows: AsyncIterable<ExportRow>, fields: readonly string[]): AsyncGenerator<Cell[][]> {
  let slice: Cell[][] = [];
  for await (const row of rows) {
    slice.push(fields.map((field) => row[field] ?? null));
    if (slice.length < rowsASlice) continue;
    yield slice;
    slice = [];
  }
  yield slice;
}

function columnWidths(rows: readonly Cell[][]): number[] {
  const [header = []] = rows;
  return header.map((_, column) => {
    const longest = rows.reduce((most, cells) => Math.max(most, shownLength(cells[column] ?? null)), 0);
    return Math.min(longest, widest) + 2;
  });
}

function shownLength(cell: Cell): number {
  return cell instanceof Date ? 'yyyy-mm-dd hh:mm:ss'.length : String(cell ?? '').length;
}

function sheetBegin(widths: readonly number[]): string {
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  return (
    '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${columns.join('')}</cols><sheetData>`
  );
}

/** The styles of `workbook-parts.ts`, by number. */
const styles = { plain: 0, bold: 1, moment: 2 };
const columnNames = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** @param row counted from 1 */
function rowXml(cells: readonly Cell[], row: number, style: number): string {
  return `<row r="${row}">${cells.map((cell, at) => cellXml(cell, `${columnNames[at] ?? ''}${row}`, style)).join('')}</row>`;
}

function cellXml(cell: Cell, place: string, style: number): string {
  if (cell === null || cell === '') return '';
  if (cell instanceof Date) return `<c r="${place}" s="${styles.moment}"><v>${serialOf(cell)}</v></c>`;
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  return `<c r="${place}" t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

/** Days since 1899-12-30, by this computer's time of day: a sheet knows no time zones. */
function serialOf(moment: Date): number {
  return (moment.getTime() - moment.getTimezoneOffset() * 60_000) / 86_400_000 + 25_569;
}

/** As XML 1.0 can hold it (https://www.w3.org/TR/xml/#charsets), cut where a cell ends. `_x000D_` would be read as a line break. */
function escaped(text: string): string {
  return (
    text
      .slice(0, longestCell)
      .toWellFormed()
      // eslint-disable-next-line no-control-regex -- these are what is meant
      .replace(/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
      .replace(/_(?=x[\da-fA-F]{4}_)/g, '_x005F_')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('\r', '&#13;')
  );
}
