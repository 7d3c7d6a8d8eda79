import type { CustomerColumn } from '../../preload/contract/columns.ts';
import { type ColumnSetting, defaultPreferences } from '../../preload/contract/preferences.ts';
import { allowedWidth, columnsThatFit } from './column-widths.ts';
import { prefer, preferences } from './preferences.svelte.ts';

/** How much room the list has for its columns, and how long a rem is, in CSS pixels. */
export const room = $state({ width: Infinity, rem: 16 });

/** The columns that the person has chosen, in order; these are copied. */
export function chosenColumns(): ColumnSetting[] {
  return preferences.columns.filter(({ hidden }) => !hidden);
}

/** The chosen columns that fit, in order. */
export function shownColumns(): ColumnSetting[] {
  return columnsThatFit(chosenColumns(), room.width, room.rem);
}

/** Whether a column is chosen but does not fit. */
export function findsNoRoom(column: CustomerColumn): boolean {
  const among = (columns: ColumnSetting[]): boolean => columns.some((each) => each.column === column);
  return among(chosenColumns()) && !among(shownColumns());
}

/** Hides a column, or shows it again; the last one on screen stays. */
export function toggleColumn(column: CustomerColumn): void {
  if (isOnlyColumn(column)) return;
  change(column, ({ hidden }) => ({ hidden: !hidden }));
}

/** Whether it is the last column that is chosen, which can’t be hidden. */
export function isOnlyColumn(column: CustomerColumn): boolean {
  return chosenColumns().every((shown) => shown.column === column);
}

/** @param width in CSS pixels; null: as designed */
export function resizeColumn(column: CustomerColumn, width: number | null): void {
  change(column, () => ({ width: width === null ? null : allowedWidth(width) }));
}

/** Moves a column by so many positions, at most to either end. */
export function moveColumn(column: CustomerColumn, by: number): void {
  const from = preferences.columns.findIndex((setting) => setting.column === column);
  const moved = preferences.columns.slice(from, from + 1);
  const others = preferences.columns.filter((setting) => setting.column !== column);
  prefer({ columns: others.toSpliced(Math.max(0, from + by), 0, ...moved) });
}

/** Resets order, widths and visibility to the design. */
export function resetColumns(): void {
  prefer({ columns: defaultPreferences.columns });
}

function change(column: CustomerColumn, changed: (setting: ColumnSetting) => Partial<ColumnSetting>): void {
  prefer({
    columns: preferences.columns.map((setting) =>
      setting.column === column ? { ...setting, ...changed(setting) } : setting,
    ),
  });
}
