import { type CustomerColumn, defaultSort } from '../../preload/contract/columns.ts';
import {
  type CustomerFilter,
  type CustomerPage,
  type CustomerRow,
  mostLocated,
} from '../../preload/contract/customers.ts';
import type { RowRange } from '../../preload/contract/export.ts';
import type { LicenseCount, UnlistedLicenses } from '../../preload/contract/licenses.ts';
import type { ListPlace } from '../../preload/contract/preferences.ts';
import { countRows, joined } from './row-ranges.ts';
import { excluded, gone } from '../texts/selection.ts';
import { announce } from './announcement.svelte.ts';
import { valueOrAlert } from './alerts.svelte.ts';

/** Rows a page; the rows on screen touch at most two pages. */
const pageSize = 100;

/** Selected customers that are followed one by one when rows are replaced; of more, only the active one is. */
const mostFollowed = mostLocated - 1;

/** In UTF-16 units; a lead's key holds its names. */
const longestRemembered = 2_000;

interface CustomersState extends CustomerFilter {
  /** Customers that match; null before the first answer. */
  total: number | null;
  licenseCounts: LicenseCount[];
  unlistedLicenses: UnlistedLicenses;
  /** The row that the arrow keys have reached, counted from 0; null before that. */
  active: number | null;
  /** The row where the selection began. */
  anchor: number | null;
  /** The selected rows: ascending, without overlaps. */
  selected: RowRange[];
  /** The search text whose rows were drawn last: what froze the window would not get so far. */
  painted: string;
  /** Where the active customer went when rows were replaced; `from` is null if it was found again after a start. */
  moved: { from: number | null; to: number } | null;
}

const noLicenses: UnlistedLicenses = { licenses: 0, customers: 0 };

/** What leaves all customers in the list. */
export const unfiltered: Omit<CustomerFilter, 'sort'> = { text: '', licenses: [], changedIn: null };

/** What is searched for, and what was found. */
export const customers: CustomersState = $state({
  ...unfiltered,
  sort: defaultSort,
  total: null,
  licenseCounts: [],
  unlistedLicenses: noLicenses,
  active: null,
  anchor: null,
  selected: [],
  painted: '',
  moved: null,
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
// The customer that was selected when this list was last left: it is looked for once.
let remembered: string | null = null;
// Keys of the customers that were selected when rows were last replaced, by row: their pages may not have been fetched.
let followed = new Map<number, string>();
// What was asked when rows were last shown, as JSON: only the rows of the same question move under a person.
let answered = '';

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
  // The same customers in another order: who is selected stays so.
  first = 0;
  last = 0;
  void loadCustomers();
}

export function clearFilters(): void {
  customers.text = '';
  customers.licenses = [];
  customers.changedIn = null;
  restart();
}

/** Forgets filters and rows for another connection's list, and goes back to where the person was in it. */
export function openPlace(place: ListPlace | undefined): void {
  Object.assign(customers, unfiltered, {
    total: null,
    licenseCounts: [],
    unlistedLicenses: noLicenses,
    painted: unfiltered.text,
  });
  unselect();
  pages = {};
  customers.text = place?.text ?? '';
  customers.licenses = place?.licenses ?? [];
  remembered = place?.selected ?? null;
}

/** Where the person is in the list, as far as the window has drawn it: what to come back to. */
export function currentPlace(): ListPlace {
  const { painted, licenses } = $state.snapshot(customers);
  const key = activeCustomer()?.key ?? null;
  return { text: painted, licenses, selected: key !== null && key.length <= longestRemembered ? key : null };
}

/** What is listed, and in which order. */
export function currentFilter(): CustomerFilter {
  const { text, licenses, changedIn, sort } = $state.snapshot(customers);
  return { text, licenses, changedIn, sort };
}

/** The customer in the active row; undefined when there is none, or its page is on the way. */
export function activeCustomer(): CustomerRow | undefined {
  return customers.active === null ? undefined : customerAt(customers.active);
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
  unselect();
  first = 0;
  last = 0;
  void loadCustomers();
}

function unselect(): void {
  announce('');
  remembered = null;
  Object.assign(customers, { active: null, anchor: null, selected: [], moved: null });
}

/** Asks again for what is on screen, and shows it when it has arrived: what is there stays until then. */
export async function loadCustomers(): Promise<void> {
  generation++;
  searching ??= search().finally(() => {
    searching = undefined;
  });
  await searching;
}

/** Resolves when what is listed is what is searched for. */
export async function whenFound(): Promise<void> {
  await searching;
}

async function search(): Promise<void> {
  let settled = false;
  while (!settled) {
    const asked = generation;
    const keys = followedKeys();
    const page = await fetchPage(Math.floor(first / pageSize), keys);
    const activePage = page && (await fetchPageOfActive(page));
    settled = asked === generation && sameKeys(keys, followedKeys());
    if (page && settled) show(page, activePage, keys);
  }
}

/** The page that the active customer is in now, unless it has just come: who is selected is always known in full. */
async function fetchPageOfActive({ offset, located }: CustomerPage): Promise<CustomerPage | null> {
  const [active = null] = located;
  if (active === null || Math.floor(active / pageSize) === offset / pageSize) return null;
  return fetchPage(Math.floor(active / pageSize), []);
}

/** The keys of who must stay selected when rows are replaced: the active customer, then the other selected ones. */
function followedKeys(): string[] {
  const active = customers.active === null ? remembered : keyAt(customers.active);
  if (active === null) return [];
  if (countRows(customers.selected) > mostFollowed) return [active];
  const selected = customers.selected.flatMap((range) =>
    Array.from({ length: range.last - range.first + 1 }, (_, place) => keyAt(range.first + place)),
  );
  return [active, ...selected.filter((key) => key !== null)];
}

/** Null while it is not known who is there. */
function keyAt(row: number): string | null {
  return followed.get(row) ?? customerAt(row)?.key ?? null;
}

function sameKeys(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((key, at) => key === others[at]);
}

/** @param keys who the page's `located` tells the rows of */
function show(page: CustomerPage, activePage: CustomerPage | null, keys: readonly string[]): void {
  const was = activeCustomer();
  const from = customers.active;
  requested = [];
  pages = Object.fromEntries([page, activePage ?? page].map(({ offset, rows }) => [offset / pageSize, rows]));
  followed = new Map(page.located.flatMap((row, at) => (row === null ? [] : [[row, keys[at] ?? '']])));
  customers.total = page.total;
  customers.licenseCounts = page.licenses;
  customers.unlistedLicenses = page.unlistedLicenses;
  void rememberWhenPainted();
  followTo(page.located);
  const question = JSON.stringify(currentFilter());
  if (was && customers.active === null) {
    announce(question === answered ? gone(was.shortName) : excluded(was.shortName));
  }
  if (customers.active !== null && customers.active !== from && (from === null || question === answered)) {
    customers.moved = { from, to: customers.active };
  }
  answered = question;
  remembered = null;
  fetchMissingPages();
}

/** After the next frame: then the rows are on screen, and the window answers. */
async function rememberWhenPainted(): Promise<void> {
  const { text } = customers;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  requestAnimationFrame(() => setTimeout(resolve));
  await promise;
  if (customers.text === text) customers.painted = text;
}

/** Selects who was selected before, wherever they are now; never another one in their place. */
function followTo([active = null, ...others]: (number | null)[]): void {
  const rows = others.filter((row) => row !== null);
  customers.active = active;
  customers.anchor = active;
  customers.selected = joined(rows.map((row) => ({ first: row, last: row })));
  if (rows.length === 0 && active !== null) customers.selected = [{ first: active, last: active }];
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
  const page = await fetchPage(number, []);
  if (page && asked === generation) pages = { ...pages, [number]: page.rows };
  else requested = requested.filter((other) => other !== number);
}

async function fetchPage(number: number, locate: string[]): Promise<CustomerPage | null> {
  const answer = await window.fieldbook.customers.search({
    ...currentFilter(),
    offset: number * pageSize,
    limit: pageSize,
    locate,
  });
  return valueOrAlert('list', answer) ?? null;
}
