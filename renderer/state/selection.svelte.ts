import type { ColumnSetting } from '../../preload/contract/preferences.ts';
import { containsRow, countRows, rangeBetween, toggleRow } from './row-ranges.ts';
import { columnTitles } from '../texts/list.ts';
import { copied, copying } from '../texts/selection.ts';
import { announce } from './announcement.svelte.ts';
import { currentFilter, customers } from './customers.svelte.ts';
import { valueOrAlert } from './alerts.svelte.ts';

/** Selects one row and makes it active. */
export function selectRow(row: number): void {
  goTo(row);
  customers.anchor = customers.active;
  customers.selected = customers.active === null ? [] : [rangeBetween(customers.active, customers.active)];
}

/** Selects from the row where the selection began to this one. */
export function extendTo(row: number): void {
  goTo(row);
  customers.anchor ??= customers.active;
  if (customers.active === null || customers.anchor === null) return;
  customers.selected = [rangeBetween(customers.anchor, customers.active)];
}

/** Adds a row to the selection, or removes it. */
export function toggleSelected(row: number): void {
  goTo(row);
  customers.anchor = customers.active;
  if (customers.active !== null) customers.selected = toggleRow(customers.selected, customers.active);
}

/** Selects every customer that is listed. */
export function selectAll(): void {
  const last = (customers.total ?? 0) - 1;
  if (last < 0) return;
  announce('');
  customers.active ??= 0;
  customers.selected = [rangeBetween(0, last)];
}

/** Makes a row active, and leaves the selection as it is. */
export function goTo(row: number): void {
  announce('');
  const last = (customers.total ?? 0) - 1;
  customers.active = last < 0 ? null : Math.max(0, Math.min(last, row));
}

/** Whether a row is selected. */
export function isSelected(row: number): boolean {
  return containsRow(customers.selected, row);
}

/** How many customers are selected. */
export function selectedCount(): number {
  return countRows(customers.selected);
}

/** Copies the selected rows with the chosen columns, and announces how many. */
export async function copySelected(columns: readonly ColumnSetting[]): Promise<void> {
  announce(copying);
  const answer = await window.fieldbook.customers.copy({
    filter: currentFilter(),
    ranges: $state.snapshot(customers.selected),
    columns: columns.map(({ column }) => ({ column, title: columnTitles[column] })),
  });
  const rows = valueOrAlert('copy', answer);
  announce(rows === undefined ? '' : copied(rows));
}
