import type { Database } from 'better-sqlite3';
import { isGuid } from '../../guid.ts';
import type { CustomerFilter } from '../../../preload/contract/customers.ts';
import type { LicenseCount, UnlistedLicenses } from '../../../preload/contract/licenses.ts';
import { type AnyTerm, findAnyTerm } from './any-term.ts';
import { readColumn } from '../storage/cached-customers.ts';
import { licenseCounts, unlistedLicenses } from '../customers/licenses.ts';
import { parseQuery } from './query-language.ts';
import { isAmong, keepPositions } from './positions.ts';
import { openRanking } from './ranking.ts';
import { type LicenseIndex, mayBeId, positionsWithText, type SearchIndex } from './search-index.ts';
import { openSimilar } from './similar/similar.ts';
import { openSorting } from './sorting.ts';
import { changedTest, type FixedFilter, fixFilters, keepFiltered } from './term-filters.ts';

/** What a filter leaves. */
export interface Matches {
  /** In order. */
  positions: Uint32Array;
  /** Whether nobody matches the text, and these are who is most like it. */
  similar: boolean;
  /** Those of the filter's `anyOf` that no customer has. */
  notFound: string[];
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

interface FoundInOrder {
  positions: Uint32Array;
  /** Whether the best, or the first that was asked for, is first; otherwise they are ascending. */
  inOrder: boolean;
}

const none = new Uint32Array();

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
  let lastAny: { terms: string; found: AnyTerm } | undefined;
  const similar = openSimilar(index);
  const ranking = openRanking(index);

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

  /** Who is most like what nobody matches, best first. */
  function findSimilar({ texts, filters }: FixedTerms): Uint32Array {
    const words = texts.filter((text) => !isGuid(text));
    // What was quoted is meant as it stands.
    return words.length === 0 || texts.some(isPhrase)
      ? none
      : similar.positions(words, keepFiltered(index, changedIn, all.positions, filters));
  }

  /** Who has any of some terms: a list that was pasted is asked for again at each letter typed after it. */
  function findAny(asked: readonly string[]): AnyTerm {
    const terms = JSON.stringify(asked);
    if (lastAny?.terms !== terms) lastAny = { terms, found: findAnyTerm(index, asked) };
    return lastAny.found;
  }

  /** Who a filter finds, whatever their license. */
  function findAll(terms: FixedTerms, anyOf: readonly string[]): Pick<Matches, 'similar' | 'notFound'> & FoundInOrder {
    const exact = find(terms);
    const alike = exact.length > 0 ? none : findSimilar(terms);
    const found = alike.length > 0 ? alike : exact;
    const similar = alike.length > 0;
    if (anyOf.length === 0) return { similar, notFound: [], positions: found, inOrder: similar };
    const { positions: any, notFound } = findAny(anyOf);
    const count = index.rowIds.length;
    if (wordsOf(terms).length > 0) {
      return { similar, notFound, positions: keepPositions(found, isAmong(any, count)), inOrder: similar };
    }
    return { similar, notFound, positions: keepPositions(any, isAmong(found, count)), inOrder: true };
  }

  return {
    matches({ text, anyOf, licenses, changedIn: refresh, sort }) {
      const terms = termsOf(text);
      const filter = JSON.stringify([terms, anyOf, licenses, refresh, sort]);
      if (last?.filter === filter) return last.matches;
      const { positions: found, inOrder: isRanked, similar, notFound } = findAll(terms, anyOf);
      const counted = refresh === null ? found : keepPositions(found, changedTest(changedIn(), refresh));
      const listed = keepLicenses(index.licenses, counted, licenses);
      const ranked = (): Uint32Array => (isRanked ? listed : ranking.bestFirst(listed, wordsOf(terms)));
      const totals = countByLicense(index.licenses, counted);
      const counts = licenseCounts(totals, licenses);
      const matches = {
        positions: sort.length === 0 ? ranked() : inOrder(isRanked ? listed.toSorted() : listed, sorting.order(sort)),
        similar,
        notFound,
        licenses: counts,
        unlistedLicenses: unlistedLicenses(totals, counts),
      };
      last = { filter, matches };
      return matches;
    },
    licensesOf: (text) => licenseCounts(countByLicense(index.licenses, find(termsOf(text)))),
  };
}

function isPhrase(text: string): boolean {
  return text.includes(' ');
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
  return keepPositions(order, isAmong(positions, order.length));
}
