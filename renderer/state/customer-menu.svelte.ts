import type { CustomerRow } from '../../preload/contract/customers.ts';

interface CustomerMenuState {
  /** The customer whose menu is open; null when none is. */
  customer: CustomerRow | null;
  /** Where it opens, in CSS pixels from the window's corner. */
  x: number;
  y: number;
}

/** The menu of a customer. */
export const customerMenu: CustomerMenuState = $state({ customer: null, x: 0, y: 0 });

/** Closes it, when what it is about is not shown any more. */
export function closeCustomerMenu(): void {
  customerMenu.customer = null;
}

/** Opens it at a place, such as that of a click. */
export function openCustomerMenu(customer: CustomerRow, { x, y }: { x: number; y: number }): void {
  Object.assign(customerMenu, { customer, x, y });
}
