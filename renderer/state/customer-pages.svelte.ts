import type { CustomerPage, CustomerRow } from '../../preload/contract/customers.ts';
import { valueOrAlert } from './alerts.svelte.ts';
import { isOfCurrent } from './connections.svelte.ts';
import { currentFilter, customers } from './customers.svelte.ts';

/** Rows a page; the rows on screen touch at most two pages. */
const pageSize = 100;

/** Pages of rows that have arrived, by number; replaced as a whole, so that rows of two searches never mix. */
let pages = $state.raw<Partial<Record<number, CustomerRow[]>>>({});
let requested: number[] = [];
let list = 0;
let first = 0;
let last = 0;

/** The customer in a row of the list as it is filtered and sorted now; undefined while its page is on the way. */
export function customerAt(row: number): CustomerRow | undefined {
  return pages[Math.floor(row / pageSize)]?.[row % pageSize];
}

/** The customer in the active row; undefined when there is none, or its page is on the way. */
export function activeCustomer(): CustomerRow | undefined {
  return customers.active === null ? undefined : customerAt(customers.active);
}

/** Says which rows are on screen, so that their pages are fetched. */
export function showRows(from: number, to: number): void {
  first = from;
  last = to;
  fetchMissingPages();
}

/** Another list begins at its first row. */
export function showFirstRows(): void {
  first = 0;
  last = 0;
}

/** Counts the lists that were asked for: what belongs to an older one is not shown any more when it arrives. */
export function listNumber(): number {
  return list;
}

/** From now on another list is asked for; the rows of this one stay until it arrives. */
export function leaveList(): void {
  list++;
}

/** Drops all rows: they are another list’s. */
export function forgetPages(): void {
  pages = {};
}

/** Puts these pages in place of all others, and fetches what is missing on screen. */
export function replacePages(arrived: CustomerPage[]): void {
  requested = [];
  pages = Object.fromEntries(arrived.map(({ offset, rows }) => [offset / pageSize, rows]));
  fetchMissingPages();
}

/** The page that begins the rows on screen. @param locate as in `CustomerQuery` */
export function fetchFirstPage(locate: string[]): Promise<CustomerPage | null> {
  return fetchPage(Math.floor(first / pageSize), locate);
}

/** The page that a row is in, unless it is this one; null where it can't be read, too. */
export async function fetchPageOf(row: number, { offset }: CustomerPage): Promise<CustomerPage | null> {
  const number = Math.floor(row / pageSize);
  return number === offset / pageSize ? null : fetchPage(number, []);
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
  const asked = list;
  const page = await fetchPage(number, []);
  if (page && asked === list) pages = { ...pages, [number]: page.rows };
  else requested = requested.filter((other) => other !== number);
}

async function fetchPage(number: number, locate: string[]): Promise<CustomerPage | null> {
  const answer = await window.fieldbook.customers.search({
    ...currentFilter(),
    offset: number * pageSize,
    limit: pageSize,
    locate,
  });
  const found = valueOrAlert('list', answer);
  return found && isOfCurrent(found) ? found.content : null;
}
