import type { CustomerColumn, CustomerFilter, CustomerPage, CustomerRow, LicenseCount } from '../../preload/bridge.ts';
import { directory } from './directory.svelte.ts';

/** Rows a page; the rows on screen touch at most two pages. */
const pageSize = 100;

interface CustomersState extends CustomerFilter {
  /** Customers that match; null before the first answer. */
  total: number | null;
  licenseCounts: LicenseCount[];
  /** The row that the arrow keys have reached, counted from 0; null before that. */
  active: number | null;
}

/** What leaves all customers in the list. */
export const unfiltered: Omit<CustomerFilter, 'sort'> = { text: '', licenses: [], changedIn: null };

/** What is searched for, and what was found. */
export const customers: CustomersState = $state({
  ...unfiltered,
  sort: [{ column: 'shortName', descending: false }],
  total: null,
  licenseCounts: [],
  active: null,
});

/** Pages of rows that have arrived, by number; replaced as a whole, so that rows of two searches never mix. */
let pages = $state.raw<Partial<Record<number, CustomerRow[]>>>({});

// Counts searches: an answer to an older one is not shown any more.
let generation = 0;
// The search that is under way. While one is, newer ones wait, and only the newest of them is asked: typing never piles up work.
let searching: Promise<void> | undefined;
let first = 0;
let last = 0;
let requested: number[] = [];

/** The customer in a row of the list as it is filtered and sorted now; undefined while its page is on the way. */
export function customerAt(row: number): CustomerRow | undefined {
  return pages[Math.floor(row / pageSize)]?.[row % pageSize];
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

/** Shows only what a refresh added or changed; asked again, all. */
export function toggleChangedIn(refresh: number): void {
  customers.changedIn = customers.changedIn === refresh ? null : refresh;
  restart();
}

/**
 * Sorts by a column alone or, when it is added, after the columns that are sorted by already; by one of these again, the
 * other way round.
 */
export function sortBy(column: CustomerColumn, added: boolean): void {
  const { sort } = customers;
  const known = sort.find((key) => key.column === column);
  const key = { column, descending: known !== undefined && !known.descending && (added || sort.length === 1) };
  if (!added) customers.sort = [key];
  else if (known) customers.sort = sort.map((other) => (other === known ? key : other));
  else customers.sort = [...sort, key];
  restart();
}

export function clearFilters(): void {
  customers.text = '';
  customers.licenses = [];
  customers.changedIn = null;
  restart();
}

/** Forgets filters and rows, for another connection's list. */
export function resetFilters(): void {
  Object.assign(customers, { ...unfiltered, total: null, licenseCounts: [], active: null });
  pages = {};
}

/** What the list is searched, filtered and sorted by now. */
export function currentFilter(): CustomerFilter {
  const { text, licenses, changedIn, sort } = $state.snapshot(customers);
  return { text, licenses, changedIn, sort };
}

export function isFiltered(): boolean {
  return customers.text.trim() !== '' || customers.licenses.length > 0 || customers.changedIn !== null;
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
  const activeKey = customers.active === null ? undefined : customerAt(customers.active)?.key;
  requested = [];
  pages = { [page.offset / pageSize]: page.rows };
  customers.total = page.total;
  customers.licenseCounts = page.licenses;
  if (activeKey !== undefined) customers.active = rowOf(activeKey, page);
  fetchMissingPages();
}

/** Where a customer is after a refresh; null if it is gone, or out of sight: never another one in its place. */
function rowOf(key: string, page: CustomerPage): number | null {
  const place = page.rows.findIndex((row) => row.key === key);
  return place < 0 ? null : page.offset + place;
}

function fetchMissingPages(): void {
  if (customers.total === null) return;
  const lastPage = Math.floor(Math.min(last, customers.total - 1) / pageSize);
  for (let number = Math.floor(first / pageSize); number <= lastPage; number++) {
    if (!pages[number] && !requested.includes(number)) void addPage(number);
  }
}

async function addPage(number: number): Promise<void> {
  requested.push(number);
  const asked = generation;
  const page = await fetchPage(number);
  if (page && asked === generation) pages = { ...pages, [number]: page.rows };
  else requested = requested.filter((other) => other !== number);
}

async function fetchPage(number: number): Promise<CustomerPage | null> {
  const answer = await window.fieldbook.customers.search({
    ...currentFilter(),
    offset: number * pageSize,
    limit: pageSize,
  });
  if (answer.ok) return answer.value;
  directory.failure = answer.failure;
  return null;
}
