import type { Database } from 'better-sqlite3';
import type { CustomerFilter } from '../../../preload/contract/customers.ts';
import type { LicenseCount, UnlistedLicenses } from '../../../preload/contract/licenses.ts';
import { readColumn } from '../storage/cached-customers.ts';
import { licenseCounts, unlistedLicenses } from '../customers/licenses.ts';
import { parseQuery } from './query-language.ts';
import { keepPositions } from './positions.ts';
import { bestFirst } from './ranking.ts';
import { type LicenseIndex, mayBeId, positionsWithText, type SearchIndex } from './search-index.ts';
import { openSorting } from './sorting.ts';
import { changedTest, type FixedFilter, fixFilters, keepFiltered } from './term-filters.ts';

/** What a filter leaves. */
export interface Matches {
  /** In order. */
  positions: Uint32Array;
  /** What the license filter shows: it narrows the list, not these counts. */
  licenses: LicenseCount[];
  unlistedLicenses: UnlistedLicenses;
}

/** What a search text asks for, as `SearchTerms`, and asks for now. */
interface FixedTerms {
  texts: string[];
  filters: FixedFilter[];
}

/** What a search text has found. */
interface Found {
  terms: FixedTerms;
  /** Ascending. */
  positions: Uint32Array;
}

/** Finds the customers that filters leave of one snapshot. */
export interface Matching {
  matches(filter: CustomerFilter): Matches;
  /** The license counts of what a search text finds. */
  licensesOf(text: string): LicenseCount[];
}

/** Opens the matching of a snapshot that does not change while it is in use. */
export function openMatching(database: Database, index: SearchIndex, now: () => number): Matching {
  const sorting = openSorting(database, index);
  /** What was asked last: the same list is asked for page by page. */
  let last: { filter: string; matches: Matches } | undefined;
  const all: Found = {
    terms: { texts: [], filters: [] },
    positions: Uint32Array.from(index.rowIds, (_, position) => position),
  };
  /** What was found last: what a longer word finds is somewhere in it. */
  let lastFound = all;
  let changedInByPosition: Float64Array | undefined;

  function changedIn(): Float64Array {
    changedInByPosition ??= Float64Array.from(readColumn(database, 'changed_in', index.rowIds), Number);
    return changedInByPosition;
  }

  function termsOf(text: string): FixedTerms {
    const { texts, filters } = parseQuery(text, now());
    return { texts, filters: fixFilters(database, filters) };
  }

  /** The positions of the customers that a search text finds, ascending. */
  function find(terms: FixedTerms): Uint32Array {
    const before = narrows(terms, lastFound.terms) ? lastFound : all;
    let { positions } = before;
    for (const word of terms.texts) {
      if (!before.terms.texts.includes(word)) positions = positionsWithText(index, 'anywhere', word, positions);
    }
    if (before === all) positions = keepFiltered(index, changedIn, positions, terms.filters);
    lastFound = { terms, positions };
    return positions;
  }

  return {
    matches({ text, licenses, changedIn: refresh, sort }) {
      const terms = termsOf(text);
      const filter = JSON.stringify([terms, licenses, refresh, sort]);
      if (last?.filter === filter) return last.matches;
      const found = find(terms);
      const counted = refresh === null ? found : keepPositions(found, changedTest(changedIn(), refresh));
      const listed = keepLicenses(index.licenses, counted, licenses);
      const totals = countByLicense(index.licenses, counted);
      const counts = licenseCounts(totals, licenses);
      const matches = {
        positions: sort.length === 0 ? bestFirst(index, listed, wordsOf(terms)) : inOrder(listed, sorting.order(sort)),
        licenses: counts,
        unlistedLicenses: unlistedLicenses(totals, counts),
      };
      last = { filter, matches };
      return matches;
    },
    licensesOf: (text) => licenseCounts(countByLicense(index.licenses, find(termsOf(text)))),
  };
}

/** What was typed to be found in names. */
function wordsOf({ texts, filters }: FixedTerms): string[] {
  return [...texts, ...filters.flatMap((filter) => (filter.on === 'name' && !filter.excluded ? filter.text : []))];
}

/** Whether what `terms` find is among what `before` has found. */
function narrows(terms: FixedTerms, before: FixedTerms): boolean {
  return (
    JSON.stringify(terms.filters) === JSON.stringify(before.filters) &&
    before.texts.every((word) => terms.texts.some((longer) => isFoundWithin(longer, word)))
  );
}

/** Whether all that have a word have the other one, too; `cafe` may not be an ID, `cafe1` may. */
function isFoundWithin(longer: string, word: string): boolean {
  return longer.includes(word) && (mayBeId(word) || !mayBeId(longer));
}

/** An unknown license stays in the filter, with a count of 0, while a search hides its customers. */
function countByLicense({ numbers, indexes }: LicenseIndex, positions: Uint32Array): Map<number, number> {
  const counts = new Uint32Array(numbers.length);
  for (let at = 0; at < positions.length; at++) {
    const license = indexes[positions[at] ?? 0] ?? 0;
    counts[license] = (counts[license] ?? 0) + 1;
  }
  return new Map(numbers.map((number, license) => [number, counts[license] ?? 0]));
}

/** @param licenses by number; none means all */
function keepLicenses(
  { numbers, indexes }: LicenseIndex,
  positions: Uint32Array,
  licenses: readonly number[],
): Uint32Array {
  if (licenses.length === 0) return positions;
  const kept = numbers.map((number) => licenses.includes(number));
  return keepPositions(positions, (position) => kept[indexes[position] ?? 0] === true);
}

/** @param order all positions; null where the natural order is wanted, which `positions` are in */
function inOrder(positions: Uint32Array, order: Uint32Array | null): Uint32Array {
  if (!order) return positions;
  const wanted = new Uint8Array(order.length);
  for (const position of positions) wanted[position] = 1;
  return keepPositions(order, (position) => wanted[position] === 1);
}
