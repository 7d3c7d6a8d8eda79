import type { CustomerColumn, CustomerPage, CustomerQuery, CustomerRow, LicenseCount } from '../../preload/bridge.ts';
import { directory } from './directory.svelte.ts';

/** Rows a page; the rows on screen touch at most two pages. */
const pageSize = 100;

type Filter = Pick<CustomerQuery, 'text' | 'licenses' | 'sort'>;

interface CustomersState extends Filter {
  /** Customers that match; null before the first answer. */
  total: number | null;
  licenseCounts: LicenseCount[];
  /** The row that the arrow keys have reached, counted from 0; null before that. */
  active: number | null;
}

const unfiltered: Filter = { text: '', licenses: [], sort: { column: 'shortName', descending: false } };

/** What is searched for, and what was found. */
export const customers: CustomersState = $state({ ...unfiltered, total: null, licenseCounts: [], active: null });

/** Pages of rows that have arrived, by number; replaced as a whole, so that rows of two searches never mix. */
let pages = $state.raw<ReadonlyMap<number, CustomerRow[]>>(new Map());

// Counts searches: an answer to an older one is not shown any more.
let generation = 0;
// The search that is under way. While one is, newer ones wait, and only the newest of them is asked: typing never piles up work.
let searching: Promise<void> | undefined;
let first = 0;
let last = 0;
const requested = new Set<number>();

/** The customer in a row of the list as it is filtered and sorted now; undefined while its page is on the way. */
export function customerAt(row: number): CustomerRow | undefined {
  return pages.get(Math.floor(row / pageSize))?.[row % pageSize];
}

export function searchFor(text: string): void {
  customers.text = text;
  restart();
}

export function toggleLicense(number: number): void {
  const { licenses } = customers;
  customers.licenses = licenses.includes(number) ? licenses.filter((n) => n !== number) : [...licenses, number];
  restart();
}

/** Sorts by a column; by the same column again, the other way round. */
export function sortBy(column: CustomerColumn): void {
  const { sort } = customers;
  customers.sort = { column, descending: sort.column === column && !sort.descending };
  restart();
}

export function clearFilters(): void {
  customers.text = '';
  customers.licenses = [];
  restart();
}

/** Forgets filters and rows, for another connection's list. */
export function resetFilters(): void {
  Object.assign(customers, { ...unfiltered, total: null, licenseCounts: [], active: null });
  pages = new Map();
}

export function isFiltered(): boolean {
  return customers.text.trim() !== '' || customers.licenses.length > 0;
}

/** Says which rows are on screen, so that their pages are fetched. */
export function showRows(from: number, to: number): void {
  first = from;
  last = to;
  fetchMissingPages();
}

function restart(): void {
  customers.active = null;
  first = 0;
  last = 0;
  void loadCustomers();
}

/** Asks again for what is on screen, and shows it when it has arrived: what is there stays until then. */
export async function loadCustomers(): Promise<void> {
  generation++;
  searching ??= search().finally(() => {
    searching = undefined;
  });
  await searching;
}

async function search(): Promise<void> {
  let asked: number;
  do {
    asked = generation;
    const page = await fetchPage(Math.floor(first / pageSize));
    if (page && asked === generation) show(page);
  } while (asked !== generation);
}

function show(page: CustomerPage): void {
  requested.clear();
  pages = new Map([[page.offset / pageSize, page.rows]]);
  customers.total = page.total;
  customers.licenseCounts = page.licenses;
  if (customers.active !== null && customers.active >= page.total) customers.active = null;
  fetchMissingPages();
}

function fetchMissingPages(): void {
  if (searching && pages.size === 0) return;
  const lastPage = Math.floor(Math.min(last, Math.max(0, (customers.total ?? 0) - 1)) / pageSize);
  for (let number = Math.floor(first / pageSize); number <= lastPage; number++) {
    if (!pages.has(number) && !requested.has(number)) void addPage(number);
  }
}

async function addPage(number: number): Promise<void> {
  requested.add(number);
  const asked = generation;
  const page = await fetchPage(number);
  if (page && asked === generation) pages = new Map([...pages, [number, page.rows]]);
}

async function fetchPage(number: number): Promise<CustomerPage | null> {
  const { text, licenses, sort } = $state.snapshot(customers);
  const answer = await window.fieldbook.customers.search({
    text,
    licenses,
    sort,
    offset: number * pageSize,
    limit: pageSize,
  });
  if (answer.ok) return answer.value;
  directory.failure = answer.failure;
  return null;
}
