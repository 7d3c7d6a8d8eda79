import type { CustomerColumn } from '../../preload/contract/columns.ts';
import type { ColumnSetting } from '../../preload/contract/preferences.ts';

/** The widths that a person may drag a column to, in CSS pixels. */
const narrowest = 56;
const widest = 1_200;

/** The designed width of each column: the least in rem, and its share of the remaining room. */
const designed: Record<CustomerColumn, { minimum: number; share: string | null }> = {
  shortName: { minimum: 8.5, share: '1fr' },
  fullName: { minimum: 11, share: '1.7fr' },
  license: { minimum: 11, share: null },
  service: { minimum: 8.5, share: null },
  id: { minimum: 17.5, share: null },
};

/** The order in which columns give way when room is short: the least important first, the short name never. */
const givingWay: readonly CustomerColumn[] = ['id', 'service', 'fullName', 'license'];

/** The columns as CSS grid tracks. */
export function gridTracks(columns: readonly ColumnSetting[]): string {
  return columns
    .map(({ column, width }) => {
      const { minimum, share } = designed[column];
      if (width !== null) return `${width}px`;
      return share === null ? `${minimum}rem` : `minmax(${minimum}rem, ${share})`;
    })
    .join(' ');
}

/** The width below which the list scrolls sideways, as a CSS length. */
export function leastWidth(columns: readonly ColumnSetting[]): string {
  const widths = columns.map(({ column, width }) => (width === null ? `${designed[column].minimum}rem` : `${width}px`));
  return `calc(${['2 * var(--space-2)', ...widths].join(' + ')})`;
}

/**
 * The columns that fit: columns of designed width give way by importance. A person who set a width scrolls sideways
 * instead.
 * @param room in CSS pixels
 * @param rem CSS pixels per rem
 */
export function columnsThatFit(columns: readonly ColumnSetting[], room: number, rem: number): ColumnSetting[] {
  const widthOf = ({ column, width }: ColumnSetting): number => width ?? designed[column].minimum * rem;
  // The row's padding at both ends.
  let needed = columns.reduce((sum, column) => sum + widthOf(column), rem);
  const leaving = new Set<CustomerColumn>();
  for (const next of givingWay) {
    const column = columns.find((each) => each.column === next && each.width === null);
    if (needed <= room || !column || leaving.size === columns.length - 1) continue;
    needed -= widthOf(column);
    leaving.add(next);
  }
  return columns.filter(({ column }) => !leaving.has(column));
}

/** The nearest width that a column may have, in CSS pixels. */
export function allowedWidth(width: number): number {
  return Math.round(Math.min(widest, Math.max(narrowest, width)));
}
