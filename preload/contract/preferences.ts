// What Fieldbook remembers of how a person likes to work.
import { customerColumns, type CustomerColumn, type SortKey } from './columns.ts';

export interface ColumnSetting {
  column: CustomerColumn;
  /** In CSS pixels; null: as wide as the design has it. */
  width: number | null;
  hidden: boolean;
}

export const densities = ['comfortable', 'compact'] as const;

export type Density = (typeof densities)[number];

/** Where a person was in the list of one connection. */
export interface SavedView {
  text: string;
  licenses: number[];
  /** The `key` of the selected customer. */
  selected: string | null;
}

/** Searches that are remembered of each connection. */
export const mostSearches = 10;

/** What Fieldbook remembers of how a person likes to work; no secret is among it. */
export interface Preferences {
  /** Every column once, in the order they are shown in. */
  columns: ColumnSetting[];
  density: Density;
  /** As in `CustomerQuery`. */
  sort: SortKey[];
  /** By connection ID. */
  savedViews: Record<string, SavedView>;
  /** The last refresh whose changes were looked at, by number, by connection ID. */
  seenChanges: Record<string, number>;
  /** What was searched for last, by connection ID: each once, newest first, at most `mostSearches`. */
  searches: Record<string, string[]>;
}

/** What is there before anything was changed. */
export const defaultPreferences: Preferences = {
  columns: customerColumns.map((column) => ({ column, width: null, hidden: false })),
  density: 'comfortable',
  sort: [],
  savedViews: {},
  seenChanges: {},
  searches: {},
};
