import type { ColumnSetting, CustomerColumn } from '../../preload/bridge.ts';

/** Where a person may drag a column's edge to, in CSS pixels. */
const narrowest = 56;
const widest = 1_200;

/** How wide each column is as designed: at least, and its share of what the window leaves over. */
const designed: Record<CustomerColumn, { minimum: string; share: string | null }> = {
  shortName: { minimum: '8.5rem', share: '1fr' },
  fullName: { minimum: '11rem', share: '1.7fr' },
  license: { minimum: '11rem', share: null },
  service: { minimum: '8.5rem', share: null },
  id: { minimum: '17.5rem', share: null },
};

/** The columns as CSS grid tracks. */
export function gridTracks(columns: readonly ColumnSetting[]): string {
  return columns
    .map(({ column, width }) => {
      const { minimum, share } = designed[column];
      if (width !== null) return `${width}px`;
      return share === null ? minimum : `minmax(${minimum}, ${share})`;
    })
    .join(' ');
}

/** The width below which the list scrolls sideways, as a CSS length. */
export function leastWidth(columns: readonly ColumnSetting[]): string {
  const widths = columns.map(({ column, width }) => (width === null ? designed[column].minimum : `${width}px`));
  return `calc(${['2 * var(--space-2)', ...widths].join(' + ')})`;
}

/** A width, in CSS pixels, that a column may have. */
export function allowedWidth(width: number): number {
  return Math.round(Math.min(widest, Math.max(narrowest, width)));
}
