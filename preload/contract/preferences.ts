// What Fieldbook remembers of how a person likes to work.
import type { CustomerColumn, SortKey } from './columns.ts';

export interface ColumnSetting {
  column: CustomerColumn;
  /** In CSS pixels; null: as wide as the design has it. */
  width: number | null;
  hidden: boolean;
}

export type Density = 'comfortable' | 'compact';

/** Where a person was in the list of one connection. */
export interface ListPlace {
  text: string;
  licenses: number[];
  /** The `key` of the selected customer. */
  selected: string | null;
}

/** What Fieldbook remembers of how a person likes to work; no secret is among it. */
export interface Preferences {
  /** Every column once, in the order they are shown in. */
  columns: ColumnSetting[];
  density: Density;
  sort: SortKey[];
  /** By connection ID. */
  places: Record<string, ListPlace>;
  /** What was searched for last, by connection ID: each once, newest first, at most ten. */
  searches: Record<string, string[]>;
}
