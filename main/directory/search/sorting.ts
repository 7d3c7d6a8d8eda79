import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import type { CustomerColumn, SortKey } from '../../../preload/contract/columns.ts';
import { serviceOrder } from '../customers/licenses.ts';
import { readColumn } from '../storage/cached-customers.ts';
import { compareTexts } from './natural-order.ts';
import type { SearchIndex } from './search-index.ts';
import type { TextIndex } from './text/text-index.ts';
import { addLine, draftColumn, endText, finishColumn } from './text/text-column.ts';

/** Where each customer stands in one column, by position; equal values have the same number. */
interface Orders {
  byPosition: Uint32Array;
  count: number;
}

/** The orders that the customers of one snapshot are asked for in. */
export interface Sorting {
  /**
   * All positions, sorted by several columns, the first one before all; equal customers stay in natural order. Null when all do.
   */
  order(sort: readonly SortKey[]): Uint32Array | null;
}

/** Opens the sorting of a snapshot that does not change while it is in use. Each column's values are compared once. */
export function openSorting(database: Database, index: SearchIndex): Sorting {
  const known = new Map<CustomerColumn, Orders>();
  let last: { sort: string; positions: Uint32Array } | undefined;

  function orders(column: CustomerColumn): Orders {
    const made = known.get(column) ?? ordersOf(index.rowIds.length, comparisonBy(database, index, column));
    known.set(column, made);
    return made;
  }

  return {
    order(sort) {
      if (isNatural(sort)) return null;
      const asked = JSON.stringify(sort);
      if (last?.sort === asked) return last.positions;
      let positions: Uint32Array = Uint32Array.from(index.rowIds, (_, position) => position);
      // Sorted by the last column first: each pass is stable, so that it breaks the ties of the one that follows.
      for (const key of sort.toReversed()) {
        // Positions are in the order of short names already.
        if (key === sort.at(-1) && isNatural([key])) continue;
        positions = sortedByOrder(positions, orders(key.column), key.descending);
      }
      last = { sort: asked, positions };
      return positions;
    },
  };
}

/** Whether customers are in natural order, which begins with the short name. */
export function isNatural([first, ...others]: readonly SortKey[]): boolean {
  return !first || (first.column === 'shortName' && !first.descending && others.length === 0);
}

/** A stable counting sort: at 100,000 customers a hundred times faster than comparing them. */
function sortedByOrder(positions: Uint32Array, { byPosition, count }: Orders, descending: boolean): Uint32Array {
  const ends = new Uint32Array(count + 1);
  const orderOf = (position: number): number => {
    const order = byPosition[position] ?? 0;
    return descending ? count - 1 - order : order;
  };
  for (const position of positions) ends[orderOf(position) + 1] = (ends[orderOf(position) + 1] ?? 0) + 1;
  for (let order = 1; order <= count; order++) ends[order] = (ends[order] ?? 0) + (ends[order - 1] ?? 0);
  const sorted = new Uint32Array(positions.length);
  for (const position of positions) {
    const at = ends[orderOf(position)] ?? 0;
    sorted[at] = position;
    ends[orderOf(position)] = at + 1;
  }
  return sorted;
}

/** @param compare compares two customers by position, as for `sort` */
function ordersOf(count: number, compare: (a: number, b: number) => number): Orders {
  const positions = Array.from({ length: count }, (_, position) => position).sort(compare);
  const byPosition = new Uint32Array(count);
  let order = 0;
  for (const [at, position] of positions.entries()) {
    if (at > 0 && compare(positions[at - 1] ?? 0, position) !== 0) order++;
    byPosition[position] = order;
  }
  return { byPosition, count: count === 0 ? 0 : order + 1 };
}

/** What compares two customers, by position, in a column. */
function comparisonBy(
  database: Database,
  index: SearchIndex,
  column: CustomerColumn,
): (a: number, b: number) => number {
  switch (column) {
    case 'shortName':
      return byText(readColumn(database, 'short_name', index.rowIds));
    case 'fullName':
      return byText(readColumn(database, 'full_name', index.rowIds));
    case 'license':
      return byNumber(index.licenses.indexes);
    case 'service':
      return byNumber(index.licenses.indexes.map((license) => serviceOrder(index.licenses.numbers[license] ?? 0)));
    case 'id':
      return byId(linesOf(index.ids));
  }
}

function byText(values: unknown[]): (a: number, b: number) => number {
  const draft = draftColumn(values.length);
  for (const value of v.parse(v.array(v.string()), values)) {
    addLine(draft, value);
    endText(draft);
  }
  const column = finishColumn(draft);
  return (a, b) => compareTexts(column, a, column, b);
}

/** By position; an ID may have line breaks in it. */
function linesOf({ text, starts }: TextIndex): string[] {
  return Array.from({ length: starts.length - 1 }, (_, position) => text.slice(starts[position], starts[position + 1]));
}

/** Digits in a GUID are no numbers. */
function byId(ids: readonly string[]): (a: number, b: number) => number {
  return (a, b) => {
    const idOfA = ids[a] ?? '';
    const idOfB = ids[b] ?? '';
    if (idOfA === idOfB) return 0;
    return idOfA < idOfB ? -1 : 1;
  };
}

function byNumber(values: Uint32Array): (a: number, b: number) => number {
  return (a, b) => (values[a] ?? 0) - (values[b] ?? 0);
}
