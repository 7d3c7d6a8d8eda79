import { naturalSort, type SortKey } from '../../preload/contract/columns.ts';
import type { CustomerFilter } from '../../preload/contract/customers.ts';
import type { RowRange } from '../../preload/contract/export.ts';
import type { LicenseCount, UnlistedLicenses } from '../../preload/contract/licenses.ts';
import { announce } from './announcement.svelte.ts';

interface CustomersState extends CustomerFilter {
  /** How many customers match; null before the first answer. */
  total: number | null;
  /** As in `CustomerPage`. */
  similar: boolean;
  notFound: string[];
  licenseCounts: LicenseCount[];
  unlistedLicenses: UnlistedLicenses;
  /** The row that the arrow keys have reached, counted from 0; null before that. */
  active: number | null;
  /** The row where the selection began. */
  anchor: number | null;
  /** The selected rows: ascending, without overlaps. */
  selected: RowRange[];
  /** The search text whose rows were last drawn: one that froze the window never gets here. */
  painted: string;
  /** Where the active customer moved when rows were replaced; `from` is null if found again after a start. */
  moved: { from: number | null; to: number } | null;
}

const nothingFound = {
  total: null,
  similar: false,
  notFound: [],
  licenseCounts: [],
  unlistedLicenses: { licenses: 0, customers: 0 },
};

/** The filter that lists all customers. */
export const unfiltered: Omit<CustomerFilter, 'sort'> = { text: '', anyOf: [], licenses: [], changedIn: null };

/** What is searched for, and what was found; the rows themselves are in `customer-pages`. */
export const customers: CustomersState = $state({
  ...unfiltered,
  sort: [],
  ...nothingFound,
  active: null,
  anchor: null,
  selected: [],
  painted: '',
  moved: null,
});

/** What is listed, and in which order. */
export function currentFilter(): CustomerFilter {
  const { text, anyOf, licenses, changedIn, sort } = $state.snapshot(customers);
  return { text, anyOf, licenses, changedIn, sort };
}

/** What the column headers show; nothing while the best match, or what was pasted first, is first. */
export function shownSort(): readonly SortKey[] {
  const isNatural = customers.sort.length === 0 && customers.text.trim() === '' && customers.anyOf.length === 0;
  return isNatural ? naturalSort : customers.sort;
}

/** Whether anything narrows the list. */
export function isFiltered(): boolean {
  const { text, anyOf, licenses, changedIn } = customers;
  return text.trim() !== '' || anyOf.length > 0 || licenses.length > 0 || changedIn !== null;
}

/** Selects nobody, and forgets what was done with who was selected. */
export function unselect(): void {
  announce('');
  Object.assign(customers, { active: null, anchor: null, selected: [], moved: null });
}

/** Forgets what was searched for and found; the order stays. */
export function clearCustomers(): void {
  unselect();
  Object.assign(customers, unfiltered, {
    ...nothingFound,
    painted: unfiltered.text,
  });
}
