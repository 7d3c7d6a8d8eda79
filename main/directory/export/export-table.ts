import type { ChangeLabels, LoggedChange } from '../../../preload/contract/changes.ts';
import type { Customer } from '../customers/customer.ts';
import { licenseOf } from '../customers/licenses.ts';

/** What a cell of a spreadsheet may hold; null is empty. */
export type Cell = string | number | Date | null;

/** A row: its fields in the order of the columns. */
export type ExportRow = Readonly<Record<string, Cell>>;

/** What an export holds, each row read when it is asked for. */
export interface ExportTable {
  /** What each field is called in a spreadsheet, in the order of the columns. */
  titles: Readonly<Record<string, string>>;
  rows(): Iterable<ExportRow>;
}

/** Customers as they are exported; the ID of a lead is null, an empty cell in a spreadsheet. */
export function exportedCustomers(customers: Iterable<Customer>): ExportTable {
  function* rows(): Generator<ExportRow> {
    for (const { id, shortName, fullName, license } of customers) {
      const { name, number, service } = licenseOf(license);
      yield { shortName, fullName, license: name, licenseNumber: number, service, id };
    }
  }
  const titles = {
    shortName: 'Short name',
    fullName: 'Full name',
    license: 'License',
    licenseNumber: 'License number',
    service: 'Service',
    id: 'ID',
  };
  return { titles, rows };
}

/** Changes as they are exported, with the window's own labels. */
export function exportedChanges(changes: Iterable<LoggedChange>, { titles, kinds }: ChangeLabels): ExportTable {
  function* rows(): Generator<ExportRow> {
    for (const { at, kind, name, id, before, after } of changes) {
      yield { at: new Date(at), change: kinds[kind], customer: name, id, before, after };
    }
  }
  const fields = ['at', 'change', 'customer', 'id', 'before', 'after'];
  return { titles: Object.fromEntries(fields.map((field, index) => [field, titles[index] ?? field])), rows };
}
