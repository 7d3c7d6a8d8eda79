import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import type {
  CustomerFilter,
  CustomerPage,
  CustomerQuery,
  CustomerRow,
  RowRange,
  SortKey,
} from '../../preload/bridge.ts';
import { keepChanged } from './changes.ts';
import { type Customer, customerKey } from './customer.ts';
import { matchRanges } from './highlight.ts';
import { licenseCounts, licenseOf } from './licenses.ts';
import { parseQuery, type SearchTerms } from './query-language.ts';
import { loadSearchIndex, matchingRanks, type SearchIndex } from './search-index.ts';
import { readLicenseTotals } from './snapshot.ts';
import { openSorting, type Sorting } from './sorting.ts';
import { keepFiltered } from './term-filters.ts';

const CachedCustomer = v.object({
  id: v.nullable(v.string()),
  short_name: v.string(),
  full_name: v.string(),
  license: v.number(),
});

const RankByKey = v.array(v.object({ rank: v.number(), key: v.string() }));

/** The customers a filter leaves, in order, and the counts that the license filter shows. */
interface Matches {
  filter: string;
  ranks: Uint32Array;
  licenses: CustomerPage['licenses'];
}

/** A search over the snapshot that `database` shows; it is made anew for each snapshot. */
export interface Search {
  page(query: CustomerQuery): CustomerPage;
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

/** Opens a search over a database whose snapshot does not change while the search is in use. */
export function openSearch(database: Database, now: () => number): Search {
  const selectByRank = database.prepare('SELECT id, short_name, full_name, license FROM customers WHERE rank = ?');
  const selectRanksByKey = database.prepare(
    `SELECT rank, coalesce(lower(id), 'lead ' || short_name) AS key FROM customers
     WHERE key IN (SELECT value FROM json_each(?))`,
  );
  let index: SearchIndex | undefined;
  let sorting: Sorting | undefined;
  let last: Matches | undefined;

  function loadedIndex(): SearchIndex {
    index ??= loadSearchIndex(database);
    return index;
  }

  function cachedCustomer(rank: number): v.InferOutput<typeof CachedCustomer> {
    return v.parse(CachedCustomer, selectByRank.get(rank));
  }

  function matches(query: CustomerFilter): Matches {
    const filter = JSON.stringify([query.text, query.licenses, query.changedIn, query.sort]);
    if (last?.filter === filter) return last;
    const { texts, filters } = parseQuery(query.text, now());
    const matching = matchingRanks(loadedIndex(), texts);
    keepFiltered(database, loadedIndex(), matching, filters);
    if (query.changedIn !== null) keepChanged(database, matching, query.changedIn);
    const totals = countByLicense(loadedIndex(), matching);
    keepLicenses(loadedIndex(), matching, query.licenses);
    sorting ??= openSorting(database, loadedIndex());
    const ranks = sorting.order(query.sort).filter((rank) => matching[rank] === 1);
    last = { filter, ranks, licenses: licenseCounts(totals) };
    return last;
  }

  function row(rank: number, { inNames, inId }: Marked): CustomerRow {
    const { id, short_name: shortName, full_name: fullName, license } = cachedCustomer(rank);
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

  function page(query: CustomerQuery): CustomerPage {
    const { offset, limit, locate } = query;
    if (isUnfiltered(query)) return unfilteredPage(offset, limit, locate);
    const { ranks, licenses } = matches(query);
    const marked = markedTexts(parseQuery(query.text, now()));
    const rows = Array.from(ranks.subarray(offset, offset + limit), (rank) => row(rank, marked));
    return { offset, rows, total: ranks.length, located: located(locate, ranks), licenses };
  }

  // What a start shows comes from the database alone: at a million customers the index takes a quarter of a second to load.
  function unfilteredPage(offset: number, limit: number, locate: readonly string[]): CustomerPage {
    const totals = readLicenseTotals(database);
    const total = [...totals.values()].reduce((sum, customers) => sum + customers, 0);
    const count = Math.max(0, Math.min(limit, total - offset));
    if (!index) setImmediate(loadAhead);
    const rows = Array.from({ length: count }, (_, place) => row(offset + place, unmarked));
    return { offset, rows, total, located: located(locate, null), licenses: licenseCounts(totals) };
  }

  /** @param ranks by row; null when each customer's rank is its row */
  function located(keys: readonly string[], ranks: Uint32Array | null): (number | null)[] {
    if (keys.length === 0) return [];
    const found = v.parse(RankByKey, selectRanksByKey.all(JSON.stringify(keys)));
    const rowOf = (rank: number): number | null => {
      const at = ranks ? ranks.indexOf(rank) : rank;
      return at < 0 ? null : at;
    };
    const rows = new Map(found.map(({ key, rank }) => [key, rowOf(rank)]));
    return keys.map((key) => rows.get(key) ?? null);
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
    for (const rank of ranks) {
      const { id, short_name: shortName, full_name: fullName, license } = cachedCustomer(rank);
      yield { id, shortName, fullName, license };
    }
  }

  function all(filter: CustomerFilter): ReturnType<Search['all']> {
    const { ranks } = matches(filter);
    return { total: ranks.length, customers: customersOf(ranks) };
  }

  function rows(filter: CustomerFilter, ranges: readonly RowRange[]): Customer[] {
    const { ranks } = matches(filter);
    return ranges.flatMap(({ first, last: end }) => [...customersOf(ranks.subarray(first, end + 1))]);
  }

  return { page, all, rows };
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
