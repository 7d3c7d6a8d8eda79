import type { CustomerColumn } from '../../preload/contract/columns.ts';
import { changes, loadChanges } from './changes.svelte.ts';
import { showFirstRows } from './customer-pages.svelte.ts';
import { loadCustomers, lookFor } from './customer-search.svelte.ts';
import { customers, shownSort, unfiltered, unselect } from './customers.svelte.ts';

/** Lists who matches a search text. */
export function searchFor(text: string): void {
  customers.text = text;
  restart();
}

/** Lists who has any of some terms, in the order of the terms; with none, everybody. They take the place of what was searched for. */
export function searchForAnyOf(terms: string[]): void {
  Object.assign(customers, { text: '', anyOf: terms });
  restart();
}

/** Adds a license to those that are listed, or takes it out. */
export function toggleLicense(number: number): void {
  const { licenses } = customers;
  customers.licenses = licenses.includes(number) ? licenses.filter((n) => n !== number) : [...licenses, number];
  restart();
}

/** Lists those of everybody that is searched for who have this license. */
export function showOnlyLicense(number: number): void {
  customers.licenses = [number];
  restart();
}

/** Shows only what a refresh added or changed; asked again, all. */
export function toggleChangedIn(refresh: number): void {
  customers.changedIn = customers.changedIn === refresh ? null : refresh;
  restart();
}

/** Lists everybody. */
export function clearFilters(): void {
  Object.assign(customers, unfiltered);
  restart();
}

/**
 * Sorts by a column alone or, when it is added, after the columns that are sorted by already; by one of these again, the
 * other way round. By the short name alone for the third time: in no chosen order, which puts the best match first.
 */
export function sortBy(column: CustomerColumn, added: boolean): void {
  const sort = shownSort();
  const known = sort.find((key) => key.column === column);
  const alone = known && sort.length === 1;
  const key = { column, descending: known !== undefined && !known.descending && (added || sort.length === 1) };
  if (alone && !added && column === 'shortName' && known.descending) customers.sort = [];
  else if (!added) customers.sort = [key];
  else if (known) customers.sort = sort.map((other) => (other === known ? key : other));
  else customers.sort = [...sort, key];
  // The same customers in another order: who is selected stays so.
  showFirstRows();
  void loadCustomers();
}

function restart(): void {
  unselect();
  lookFor(null);
  showFirstRows();
  void loadCustomers();
  if (changes.shown) void loadChanges();
}
