import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import type { CustomerColumn, SortKey } from '../../../preload/contract/columns.ts';
import { serviceRank } from '../customers/licenses.ts';
import { readColumn } from '../storage/cached-customers.ts';
import { compareTexts } from './natural-order.ts';
import type { SearchIndex } from './search-index.ts';
import type { TextIndex } from './text-index.ts';
import { addLine, draftColumn, endText, finishColumn } from './text-column.ts';

/** Where each customer stands in one column, by rank; equal values stand in the same place. */
interface Places {
  byRank: Uint32Array;
  count: number;
}

/** The orders that the customers of one snapshot are asked for in. */
export interface Sorting {
  /**
   * All ranks, sorted by several columns, the first one before all; equal customers stay in natural order. Null when all do.
   */
  order(sort: readonly SortKey[]): Uint32Array | null;
}

/** Opens the sorting of a snapshot that does not change while it is in use. Each column's values are compared once. */
export function openSorting(database: Database, index: SearchIndex): Sorting {
  const known = new Map<CustomerColumn, Places>();
  let last: { sort: string; ranks: Uint32Array } | undefined;

  function places(column: CustomerColumn): Places {
    const made = known.get(column) ?? placesOf(index.rowIds.length, comparisonBy(database, index, column));
    known.set(column, made);
    return made;
  }

  return {
    order(sort) {
      if (isNatural(sort)) return null;
      const asked = JSON.stringify(sort);
      if (last?.sort === asked) return last.ranks;
      let ranks: Uint32Array = Uint32Array.from(index.rowIds, (_, rank) => rank);
      // Sorted by the last column first: each pass is stable, so that it breaks the ties of the one that follows.
      for (const key of sort.toReversed()) {
        // Rank is the order of short names already.
        if (key === sort.at(-1) && isNatural([key])) continue;
        ranks = sortedByPlace(ranks, places(key.column), key.descending);
      }
      last = { sort: asked, ranks };
      return ranks;
    },
  };
}

/** Whether customers are in natural order, which begins with the short name. */
export function isNatural([first, ...others]: readonly SortKey[]): boolean {
  return first?.column === 'shortName' && !first.descending && others.length === 0;
}

/** A stable counting sort: at 100,000 customers a hundred times faster than comparing them. */
function sortedByPlace(ranks: Uint32Array, { byRank, count }: Places, descending: boolean): Uint32Array {
  const ends = new Uint32Array(count + 1);
  const placeOf = (rank: number): number => {
    const place = byRank[rank] ?? 0;
    return descending ? count - 1 - place : place;
  };
  for (const rank of ranks) ends[placeOf(rank) + 1] = (ends[placeOf(rank) + 1] ?? 0) + 1;
  for (let place = 1; place <= count; place++) ends[place] = (ends[place] ?? 0) + (ends[place - 1] ?? 0);
  const sorted = new Uint32Array(ranks.length);
  for (const rank of ranks) {
    const at = ends[placeOf(rank)] ?? 0;
    sorted[at] = rank;
    ends[placeOf(rank)] = at + 1;
  }
  return sorted;
}

/** @param compare compares two customers by rank, as for `sort` */
function placesOf(count: number, compare: (a: number, b: number) => number): Places {
  const ranks = Array.from({ length: count }, (_, rank) => rank).sort(compare);
  const byRank = new Uint32Array(count);
  let place = 0;
  for (const [at, rank] of ranks.entries()) {
    if (at > 0 && compare(ranks[at - 1] ?? 0, rank) !== 0) place++;
    byRank[rank] = place;
  }
  return { byRank, count: count === 0 ? 0 : place + 1 };
}

/** What compares two customers, by rank, in a column. */
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
      return byNumber(index.licenses.places);
    case 'service':
      return byNumber(index.licenses.places.map((place) => serviceRank(index.licenses.numbers[place] ?? 0)));
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

/** By rank; an ID may have line breaks in it. */
function linesOf({ text, starts }: TextIndex): string[] {
  return Array.from({ length: starts.length - 1 }, (_, rank) => text.slice(starts[rank], starts[rank + 1]));
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
