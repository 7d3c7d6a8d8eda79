import { type CustomerPage, mostLocated } from '../../preload/contract/customers.ts';
import { excluded, gone } from '../texts/selection.ts';
import { announce } from './announcement.svelte.ts';
import {
  activeCustomer,
  customerAt,
  fetchFirstPage,
  fetchPageOf,
  leaveList,
  listNumber,
  replacePages,
} from './customer-pages.svelte.ts';
import { currentFilter, customers } from './customers.svelte.ts';
import { countRows, joined } from './row-ranges.ts';

/** Selected customers that are followed one by one when rows are replaced; of more, only the active one is. */
const mostFollowed = mostLocated - 1;

// The search that is under way. While one is, newer ones wait, and only the newest of them is asked: typing never piles up work.
let searching: Promise<void> | undefined;
// The customer that was selected when this list was last left: it is looked for once.
let remembered: string | null = null;
// Keys of the customers that were selected when rows were last replaced, by row: their pages may not have been fetched.
let followed = new Map<number, string>();
// What was asked when rows were last shown, as JSON: only the rows of the same question move under a person.
let answered = '';

/** Asks again for what is on screen, and shows it when it has arrived: what is there stays until then. */
export async function loadCustomers(): Promise<void> {
  leaveList();
  searching ??= search().finally(() => {
    searching = undefined;
  });
  await searching;
}

/** Resolves when what is listed is what is searched for. */
export async function whenFound(): Promise<void> {
  await searching;
}

/** Does what is meant for the list that was asked for: at once or, while the rows of another question are on screen, when it has come. */
export function onceAnswered(action: () => void): void {
  if (searching === undefined || question() === answered) action();
  else void searching.then(action);
}

/** Has a customer, by key, selected when the next list holds them; null: nobody. */
export function lookFor(key: string | null): void {
  remembered = key;
}

function question(): string {
  return JSON.stringify(currentFilter());
}

async function search(): Promise<void> {
  let settled = false;
  while (!settled) {
    const asked = listNumber();
    const keys = followedKeys();
    const page = await fetchFirstPage(keys);
    const activePage = page && (await fetchPageOfActive(page));
    settled = asked === listNumber() && sameKeys(keys, followedKeys());
    if (page && settled) show(page, activePage, keys);
  }
}

/** The page that the active customer is in now, unless it has just come: who is selected is always known in full. */
async function fetchPageOfActive(page: CustomerPage): Promise<CustomerPage | null> {
  const [active = null] = page.located;
  return active === null ? null : fetchPageOf(active, page);
}

/** The keys of who must stay selected when rows are replaced: the active customer, then the other selected ones. */
function followedKeys(): string[] {
  const active = customers.active === null ? remembered : keyAt(customers.active);
  if (active === null) return [];
  if (countRows(customers.selected) > mostFollowed) return [active];
  const selected = customers.selected.flatMap((range) =>
    Array.from({ length: range.last - range.first + 1 }, (_, index) => keyAt(range.first + index)),
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
  followed = new Map(page.located.flatMap((row, at) => (row === null ? [] : [[row, keys[at] ?? '']])));
  customers.total = page.total;
  customers.similar = page.similar;
  customers.notFound = page.notFound;
  customers.licenseCounts = page.licenses;
  customers.unlistedLicenses = page.unlistedLicenses;
  replacePages(activePage ? [page, activePage] : [page]);
  void rememberWhenPainted();
  followTo(page.located);
  const isSameQuestion = question() === answered;
  if (was && customers.active === null) announce(isSameQuestion ? gone(was.shortName) : excluded(was.shortName));
  if (customers.active !== null && customers.active !== from && (from === null || isSameQuestion)) {
    customers.moved = { from, to: customers.active };
  }
  answered = question();
  remembered = null;
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
