import type { Database } from 'better-sqlite3';
import {
  type CustomerFilter,
  type CustomerPage,
  type CustomerQuery,
  type CustomerRow,
  longestDrawn,
  type Suggestions,
  type WholeCustomer,
} from '../../../preload/contract/customers.ts';
import type { RowRange } from '../../../preload/contract/export.ts';
import { fail } from '../../failure.ts';
import { openCustomers } from '../storage/cached-customers.ts';
import { type Customer, customerKey } from '../customers/customer.ts';
import { foldTerm } from './any-term.ts';
import { matchRanges, similarRanges } from './highlight.ts';
import { licenseCounts, licenseOf, unlistedLicenses } from '../customers/licenses.ts';
import { positionOfKey } from './locate.ts';
import { parseQuery, type SearchTerms } from './query-language.ts';
import { type Matching, openMatching } from './matching.ts';
import { mayBeId, readSearchIndex, type SearchIndex } from './search-index.ts';
import { readLicenseTotals } from '../storage/snapshot.ts';
import { readRowIds } from '../storage/stored-order.ts';
import { isNatural } from './sorting.ts';
import { suggest } from './suggestions.ts';

/** In milliseconds: the window paints its first rows undisturbed, and who types sooner has the index made at once. */
const beforeLoadingAhead = 500;

/** A search over the snapshot that `database` shows; it is made anew for each snapshot. */
export interface Search {
  page(query: CustomerQuery): CustomerPage;
  /** The index, where it was needed already. */
  index(): SearchIndex | undefined;
  /** A customer, names and ID whole; null when it is not in the list. */
  whole(key: string): WholeCustomer | null;
  /** What the filter that ends at the caret may become. */
  suggest(text: string, caret: number): Suggestions;
  /** All customers that a filter leaves, in order; each is read when it is asked for. */
  all(filter: CustomerFilter): { total: number; customers: Iterable<Customer> };
  /** The customers in some rows of the list that a filter leaves, in order, each once; each is read when it is asked for. */
  rows(filter: CustomerFilter, ranges: readonly RowRange[]): { total: number; customers: Iterable<Customer> };
}

/** Where the texts of a search are marked: what was asked of the names is not marked in the ID. */
interface Marked {
  inNames: string[];
  inId: string[];
  /** Whether the names have only what is similar. */
  similar: boolean;
}

/**
 * Opens a search over a database whose snapshot does not change while the search is in use.
 * @param known the index, where it is known already; otherwise it is made when it is needed
 */
export function openSearch(database: Database, now: () => number, known?: SearchIndex): Search {
  const customerIn = openCustomers(database);
  let index = known;
  let totals: ReadonlyMap<number, number> | undefined;
  let matching: Matching | undefined;

  function loadedIndex(): SearchIndex {
    index ??= readSearchIndex(database);
    return index;
  }

  function customerAt(position: number): Customer {
    const rowId = loadedIndex().rowIds[position] ?? 0;
    return customerIn(rowId) ?? fail('cache-damaged', `There is no row ${rowId}.`);
  }

  function loadedMatching(): Matching {
    matching ??= openMatching(database, loadedIndex(), now);
    return matching;
  }

  function page(query: CustomerQuery): CustomerPage {
    const { offset, limit, locate } = query;
    if (isUnfiltered(query)) return unfilteredPage(offset, limit, locate);
    const { positions, licenses, unlistedLicenses: unlisted, similar, notFound } = loadedMatching().matches(query);
    const marked = { ...markedTexts(parseQuery(query.text, now()), query.anyOf), similar };
    const rows = Array.from(positions.subarray(offset, offset + limit), (position) =>
      rowOf(customerAt(position), marked),
    );
    return {
      offset,
      rows,
      total: positions.length,
      similar,
      notFound,
      located: located(locate, positions),
      licenses,
      unlistedLicenses: unlisted,
    };
  }

  // What a start shows comes from the database alone: at a million customers the index takes two seconds to make.
  function unfilteredPage(offset: number, limit: number, locate: readonly string[]): CustomerPage {
    totals ??= readLicenseTotals(database);
    const total = [...totals.values()].reduce((sum, customers) => sum + customers, 0);
    const rows = unfilteredRows(offset, Math.max(0, Math.min(limit, total - offset)));
    const licenses = licenseCounts(totals);
    const unlisted = unlistedLicenses(totals, licenses);
    const found = { total, similar: false, notFound: [], located: located(locate, null) };
    return { offset, rows, ...found, licenses, unlistedLicenses: unlisted };
  }

  function whole(key: string): WholeCustomer | null {
    const position = positionOfKey(database, loadedIndex(), key, customerAt);
    if (position === null) return null;
    const { id, shortName, fullName, license } = customerAt(position);
    return { id, shortName, fullName, license: licenseOf(license) };
  }

  /** @param positions by row; null when each customer's position is its row */
  function located(keys: readonly string[], positions: Uint32Array | null): (number | null)[] {
    return keys.map((key) => {
      const position = positionOfKey(database, loadedIndex(), key, customerAt);
      if (position === null || !positions) return position;
      const row = positions.indexOf(position);
      return row < 0 ? null : row;
    });
  }

  function unfilteredRows(offset: number, count: number): CustomerRow[] {
    const stored = index ? null : storedCustomers(offset, count);
    if (stored) setTimeout(loadAhead, beforeLoadingAhead);
    const customers = stored ?? Array.from({ length: count }, (_, i) => customerAt(offset + i));
    return customers.map((customer) => rowOf(customer, unmarked));
  }

  /** Through the stored order alone; null where that is wrong: with the index, it is made again. */
  function storedCustomers(offset: number, count: number): Customer[] | null {
    const rowIds = new Set(readRowIds(database, offset, count));
    const customers = Array.from(rowIds).flatMap((rowId) => customerIn(rowId) ?? []);
    return customers.length === count ? customers : null;
  }

  function loadAhead(): void {
    // Damage found here would have nobody to report to; the search that needs the index meets it again.
    try {
      if (database.open) loadedIndex();
    } catch {
      index = undefined;
    }
  }

  function* customersOf(positions: Uint32Array): Generator<Customer> {
    for (const position of positions) yield customerAt(position);
  }

  function all(filter: CustomerFilter): ReturnType<Search['all']> {
    const { positions } = loadedMatching().matches(filter);
    return { total: positions.length, customers: customersOf(positions) };
  }

  function* customersIn(parts: readonly Uint32Array[]): Generator<Customer> {
    for (const part of parts) yield* customersOf(part);
  }

  function rows(filter: CustomerFilter, ranges: readonly RowRange[]): ReturnType<Search['rows']> {
    const { positions } = loadedMatching().matches(filter);
    const parts: Uint32Array[] = [];
    let next = 0;
    for (const { first, last } of ranges.toSorted((a, b) => a.first - b.first)) {
      parts.push(positions.subarray(Math.max(first, next), last + 1));
      next = Math.max(next, last + 1);
    }
    const total = parts.reduce((sum, { length }) => sum + length, 0);
    return { total, customers: customersIn(parts) };
  }

  return {
    index: () => index,
    page,
    whole,
    all,
    rows,
    suggest: (text, caret) => suggest(text, caret, (rest) => loadedMatching().licensesOf(rest)),
  };
}

function rowOf(customer: Customer, { inNames, inId, similar }: Marked): CustomerRow {
  const { id, shortName, fullName, license } = customer;
  const ranges = similar ? similarRanges : matchRanges;
  return {
    key: customerKey(customer),
    id: id === null ? null : drawn(id),
    shortName: drawn(shortName),
    fullName: drawn(fullName),
    license: licenseOf(license),
    matches: {
      shortName: ranges(shortName, inNames),
      fullName: ranges(fullName, inNames),
      id: matchRanges(id ?? '', inId),
    },
  };
}

function drawn(text: string): string {
  return text.length <= longestDrawn ? text : `${text.slice(0, longestDrawn).toWellFormed()}…`;
}

const unmarked: Marked = { inNames: [], inId: [], similar: false };

function markedTexts({ texts, filters }: SearchTerms, anyOf: readonly string[]): Omit<Marked, 'similar'> {
  const asked = (on: 'name' | 'id'): string[] =>
    filters.flatMap((filter) => (filter.on === on && !filter.excluded ? filter.text : []));
  const terms = anyOf.map(foldTerm).filter(Boolean);
  return {
    inNames: [...texts, ...terms, ...asked('name')],
    inId: [...[...texts, ...terms].filter(mayBeId), ...asked('id')],
  };
}

function isUnfiltered({ text, anyOf, licenses, changedIn, sort }: CustomerFilter): boolean {
  return text.trim() === '' && anyOf.length === 0 && licenses.length === 0 && changedIn === null && isNatural(sort);
}
