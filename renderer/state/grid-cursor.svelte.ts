import { shownColumns } from './columns.svelte.ts';
import { customers } from './customers.svelte.ts';
import { sortBy } from './filters.svelte.ts';
import { extendTo, goTo, selectRow, toggleSelected } from './selection.svelte.ts';

/**
 * Where the arrow keys are in the grid, besides the active row. https://www.w3.org/WAI/ARIA/apg/patterns/grid/ A row is
 * active as a whole; Right moves into its cells, and Up from the first row to the column headers.
 */
export const gridCursor: {
  /** The column of the active header; null when a row is active. */
  header: number | null;
  /** The column of the active cell; null when the whole row is active. */
  cell: number | null;
} = $state({ header: null, cell: null });

/** What moves, selects or opens; each is meant for the list that was asked for before. */
export const gridKeys: readonly string[] = [
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End', ' ', 'Enter'],
];

/** Goes to the active row or, before there is one, to the first. */
export function enterRows(): void {
  gridCursor.header = null;
  if (customers.active === null) selectRow(0);
}

/**
 * Moves, selects or sorts as a key says.
 * @param pageRows rows that Page Up and Page Down move by
 * @returns false if the key means nothing here
 */
export function moveByKey(event: KeyboardEvent, pageRows: number): boolean {
  return gridCursor.header === null ? moveInRows(event, pageRows) : moveInHeader(event, gridCursor.header);
}

function moveInHeader({ key, shiftKey }: KeyboardEvent, header: number): boolean {
  const columns = shownColumns();
  const column = columns[header]?.column;
  if (key === 'ArrowDown') {
    gridCursor.cell = gridCursor.cell === null ? null : header;
    enterRows();
  } else if ((key === 'Enter' || key === ' ') && column) sortBy(column, shiftKey);
  else return moveAcross(key, header, columns.length);
  return true;
}

function moveAcross(key: string, header: number, columns: number): boolean {
  const targets: Partial<Record<string, number>> = {
    ArrowLeft: header - 1,
    ArrowRight: header + 1,
    Home: 0,
    End: columns - 1,
  };
  const target = targets[key];
  if (target === undefined) return false;
  gridCursor.header = Math.max(0, Math.min(columns - 1, target));
  return true;
}

function moveInRows(event: KeyboardEvent, pageRows: number): boolean {
  const { key, shiftKey } = event;
  const command = event.ctrlKey || event.metaKey;
  const active = customers.active ?? -1;
  if (key === 'ArrowUp' && active <= 0 && !shiftKey) {
    gridCursor.header = gridCursor.cell ?? 0;
    return true;
  }
  if (key === ' ') {
    if (command) toggleSelected(active);
    else if (shiftKey) extendTo(active);
    else selectRow(active);
    return true;
  }
  if (!command && moveInCells(key)) return true;
  const last = (customers.total ?? 0) - 1;
  const rows: Partial<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + pageRows,
    PageUp: active - pageRows,
    Home: 0,
    End: last,
  };
  const row = rows[key];
  if (row === undefined) return false;
  if (shiftKey) extendTo(row);
  else if (command && key.startsWith('Arrow')) goTo(row);
  else selectRow(row);
  return true;
}

/** Left and Right, and Home and End while a cell is active. */
function moveInCells(key: string): boolean {
  const last = shownColumns().length - 1;
  const { cell } = gridCursor;
  if (key === 'ArrowRight') gridCursor.cell = cell === null ? 0 : Math.min(last, cell + 1);
  else if (key === 'ArrowLeft') gridCursor.cell = cell === null || cell === 0 ? null : cell - 1;
  else if (cell !== null && key === 'Home') gridCursor.cell = 0;
  else if (cell !== null && key === 'End') gridCursor.cell = last;
  else return false;
  return true;
}
