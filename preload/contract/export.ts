// Taking customers out: to the clipboard and into files.
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

export const exportFormats = ['csv', 'json'] as const;

export type ExportFormat = (typeof exportFormats)[number];

export interface ExportRequest {
  filter: CustomerFilter;
  format: ExportFormat;
}

/** What became of an export: saved with so many customers under this path, or given up by the person. */
export type ExportOutcome = { kind: 'saved'; file: string; customers: number } | { kind: 'cancelled' };
