import type { SavedView } from '../../preload/contract/preferences.ts';
import { activeCustomer, forgetPages } from './customer-pages.svelte.ts';
import { lookFor } from './customer-search.svelte.ts';
import { clearCustomers, customers } from './customers.svelte.ts';

/** In UTF-16 units; a lead's key holds its names. */
const longestRemembered = 2_000;

/** Forgets filters and rows for another connection's list, and goes back to where the person was in it. */
export function openSavedView(view: SavedView | undefined): void {
  clearCustomers();
  forgetPages();
  customers.text = view?.text ?? '';
  customers.licenses = view?.licenses ?? [];
  lookFor(view?.selected ?? null);
}

/** Where the person is in the list, as far as the window has drawn it: what to come back to. */
export function currentView(): SavedView {
  const { painted, licenses } = $state.snapshot(customers);
  const key = activeCustomer()?.key ?? null;
  return { text: painted, licenses, selected: key !== null && key.length <= longestRemembered ? key : null };
}
