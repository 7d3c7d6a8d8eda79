import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import type {
  CustomerFilter,
  CustomerPage,
  CustomerQuery,
  CustomerRow,
  RowRange,
  SortKey,
  Suggestions,
} from '../../preload/bridge.ts';
import { keepChanged } from './changes.ts';
import { type Customer, customerKey } from './customer.ts';
import { matchRanges } from './highlight.ts';
import { licenseCounts, licenseOf } from './licenses.ts';
import { rankOfKey } from './locate.ts';
import { parseQuery, type SearchTerms } from './query-language.ts';
import { readSearchIndex, matchingRanks, type SearchIndex } from './search-index.ts';
import { readLicenseTotals } from './snapshot.ts';
import { openSorting, type Sorting } from './sorting.ts';
import { suggest } from './suggestions.ts';
import { keepFiltered } from './term-filters.ts';

const CachedCustomer = v.object({
  id: v.nullable(v.string()),
  shortName: v.string(),
  fullName: v.string(),
  license: v.number(),
});

const columns = 'SELECT id, short_name AS shortName, full_name AS fullName, license FROM customers';
export const customerAtRow = `${columns} WHERE rank = ?`;
/** By row ID from its beginning: no sorting, no scan, however many customers there are. */
export const firstCustomers = `${columns} WHERE rank >= 0 ORDER BY rank LIMIT ?`;

/** The customers a filter leaves, in order, and the counts that the license filter shows. */
interface Matches {
  filter: string;
  ranks: Uint32Array;
  licenses: CustomerPage['licenses'];
}

/** A search over the snapshot that `database` shows; it is made anew for each snapshot. */
export interface Search {
  page(query: CustomerQuery): CustomerPage;
  /** What the filter that ends at the caret may become. */
  suggest(text: string, caret: number): Suggestions;
  /** All customers that a filter leaves, in order; each is read when it is asked for. */
  all(filter: CustomerFilter): { total: number; customers: Iterable<Customer> };
  /** The customers in some rows of the list that a filter leaves. */
  rows(filter: CustomerFilter, ranges: readonly RowRange[]): Customer[];
}

/** Where the texts of a search are marked: what was asked of the names is not marked in the ID. */
interface Marked {
  inNames: string[];
  inId: string[];
}

/**
 * Opens a search over a database whose snapshot does not change while the search is in use.
 * @param known the index, where it is known already; otherwise it is made when it is needed
 */
export function openSearch(database: Database, now: () => number, known?: SearchIndex): Search {
  const selectOne = database.prepare(customerAtRow);
  const selectFirst = database.prepare(firstCustomers);
  let index = known;
  let sorting: Sorting | undefined;
  let last: Matches | undefined;

  function loadedIndex(): SearchIndex {
    index ??= readSearchIndex(database);
    return index;
  }

  function customerAt(rank: number): Customer {
    return v.parse(CachedCustomer, selectOne.get(loadedIndex().rowIds[rank]));
  }

  /** The customers that a search text finds: 1 by rank. */
  function matching(text: string): Uint8Array {
    const { texts, filters } = parseQuery(text, now());
    const found = matchingRanks(loadedIndex(), texts);
    keepFiltered(database, loadedIndex(), found, filters);
    return found;
  }

  function matches(query: CustomerFilter): Matches {
    const filter = JSON.stringify([query.text, query.licenses, query.changedIn, query.sort]);
    if (last?.filter === filter) return last;
    const found = matching(query.text);
    if (query.changedIn !== null) keepChanged(database, found, query.changedIn);
    const totals = countByLicense(loadedIndex(), found);
    keepLicenses(loadedIndex(), found, query.licenses);
    sorting ??= openSorting(database, loadedIndex());
    const ranks = sorting.order(query.sort).filter((rank) => found[rank] === 1);
    last = { filter, ranks, licenses: licenseCounts(totals) };
    return last;
  }

  function page(query: CustomerQuery): CustomerPage {
    const { offset, limit, locate } = query;
    if (isUnfiltered(query)) return unfilteredPage(offset, limit, locate);
    const { ranks, licenses } = matches(query);
    const marked = markedTexts(parseQuery(query.text, now()));
    const rows = Array.from(ranks.subarray(offset, offset + limit), (rank) => rowOf(customerAt(rank), marked));
    return { offset, rows, total: ranks.length, located: located(locate, ranks), licenses };
  }

  // What a start shows comes from the database alone: at a million customers the index takes two seconds to make.
  function unfilteredPage(offset: number, limit: number, locate: readonly string[]): CustomerPage {
    const totals = readLicenseTotals(database);
    const total = [...totals.values()].reduce((sum, customers) => sum + customers, 0);
    const rows = unfilteredRows(offset, Math.max(0, Math.min(limit, total - offset)));
    return { offset, rows, total, located: located(locate, null), licenses: licenseCounts(totals) };
  }

  /** @param ranks by row; null when each customer's rank is its row */
  function located(keys: readonly string[], ranks: Uint32Array | null): (number | null)[] {
    return keys.map((key) => {
      const rank = rankOfKey(loadedIndex(), key, customerAt);
      if (rank === null || !ranks) return rank;
      const row = ranks.indexOf(rank);
      return row < 0 ? null : row;
    });
  }

  function unfilteredRows(offset: number, count: number): CustomerRow[] {
    if (index || offset > 0) return Array.from({ length: count }, (_, i) => rowOf(customerAt(offset + i), unmarked));
    setImmediate(loadAhead);
    return v.parse(v.array(CachedCustomer), selectFirst.all(count)).map((customer) => rowOf(customer, unmarked));
  }

  function loadAhead(): void {
    // Damage found here would have nobody to report to; the search that needs the index meets it again.
    try {
      if (database.open) loadedIndex();
    } catch {
      index = undefined;
    }
  }

  function* customersOf(ranks: Uint32Array): Generator<Customer> {
    for (const rank of ranks) yield customerAt(rank);
  }

  function all(filter: CustomerFilter): ReturnType<Search['all']> {
    const { ranks } = matches(filter);
    return { total: ranks.length, customers: customersOf(ranks) };
  }

  function rows(filter: CustomerFilter, ranges: readonly RowRange[]): Customer[] {
    const { ranks } = matches(filter);
    return ranges.flatMap(({ first, last: end }) => [...customersOf(ranks.subarray(first, end + 1))]);
  }

  return {
    page,
    all,
    rows,
    suggest: (text, caret) =>
      suggest(text, caret, (rest) => licenseCounts(countByLicense(loadedIndex(), matching(rest)))),
  };
}

function rowOf({ id, shortName, fullName, license }: Customer, { inNames, inId }: Marked): CustomerRow {
  return {
    key: customerKey({ id, shortName }),
    id,
    shortName,
    fullName,
    license: licenseOf(license),
    matches: {
      shortName: matchRanges(shortName, inNames),
      fullName: matchRanges(fullName, inNames),
      id: matchRanges(id ?? '', inId),
    },
  };
}

const unmarked: Marked = { inNames: [], inId: [] };

function markedTexts({ texts, filters }: SearchTerms): Marked {
  const asked = (on: 'name' | 'id'): string[] =>
    filters.flatMap((filter) => (filter.on === on && !filter.excluded ? filter.text : []));
  return { inNames: [...texts, ...asked('name')], inId: [...texts, ...asked('id')] };
}

function isUnfiltered({ text, licenses, changedIn, sort }: CustomerFilter): boolean {
  return text.trim() === '' && licenses.length === 0 && changedIn === null && isNatural(sort);
}

function isNatural([first, ...others]: readonly SortKey[]): boolean {
  return first?.column === 'shortName' && !first.descending && others.length === 0;
}

function countByLicense(index: SearchIndex, matching: Uint8Array): Map<number, number> {
  const totals = new Map<number, number>();
  // An unknown license stays in the filter, with a count of 0, while a search hides its customers.
  for (const [rank, license] of index.licenses.entries()) {
    totals.set(license, (totals.get(license) ?? 0) + (matching[rank] ?? 0));
  }
  return totals;
}

function keepLicenses(index: SearchIndex, matching: Uint8Array, licenses: readonly number[]): void {
  if (licenses.length === 0) return;
  for (const [rank, license] of index.licenses.entries()) if (!licenses.includes(license)) matching[rank] = 0;
}
