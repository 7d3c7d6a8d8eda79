// Taking customers and changes out: to the clipboard and into files.
import type { ChangeFilter, ChangeLabels } from './changes.ts';
import type { CustomerColumn } from './columns.ts';
import type { CustomerFilter } from './customers.ts';

/** Rows of a list, counted from 0, the last one included. */
export interface RowRange {
  first: number;
  last: number;
}

/** Rows that are copied as a table with these columns. */
export interface CopyRequest {
  filter: CustomerFilter;
  /** Ascending, without overlaps. */
  ranges: RowRange[];
  columns: { column: CustomerColumn; title: string }[];
}

export const exportFormats = ['csv', 'xlsx', 'json'] as const;

export type ExportFormat = (typeof exportFormats)[number];

/** The customers that a filter leaves, in order, in all rows or, ascending, in some; or changes, newest first. */
export type Exported =
  | { of: 'customers'; filter: CustomerFilter; ranges: RowRange[] | null }
  | { of: 'changes'; filter: ChangeFilter; labels: ChangeLabels };

export type ExportRequest = Exported & { format: ExportFormat };

/** What became of an export: saved under this path, with how many customers or changes, or cancelled. */
export type ExportOutcome = { kind: 'saved'; file: string; rows: number } | { kind: 'cancelled' };
