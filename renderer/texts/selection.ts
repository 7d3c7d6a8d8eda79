import { countOf, formatNumber } from '../ui/format.ts';
import { readable } from '../ui/readable.ts';

/** What is said of the customers that are listed, selected and copied. */
export const name = 'List';

/** `12 of 35 customers`; `35 customers` where nothing narrows the list. */
export function listed(total: number, all: number): string {
  return total === all ? countOf(all, 'customer') : `${formatNumber(total)} of ${countOf(all, 'customer')}`;
}

/** `12 of 15 found`, of terms that were pasted. */
export function found(terms: number, all: number): string {
  return `${formatNumber(terms)} of ${formatNumber(all)} found`;
}

/** Copies the terms that no customer has. */
export function copyNotFound(terms: number): string {
  return `Copy ${formatNumber(terms)} not found`;
}

/** `Copied 3 terms.` */
export function copiedTerms(terms: number): string {
  return `Copied ${countOf(terms, 'term')}.`;
}

export const similar = 'Similar, no exact match';

/** `3 selected`. */
export function selected(count: number): string {
  return `${formatNumber(count)} selected`;
}

export const copying = 'Copying…';

/** `Copied 3 customers.` */
export function copied(count: number): string {
  return `Copied ${countOf(count, 'customer')}.`;
}

/** For a customer whom a search or filter leaves out. */
export function excluded(shortName: string): string {
  return `${readable(shortName)} is not among these customers.`;
}

/** For a customer whom a refresh removed. */
export function gone(shortName: string): string {
  return `${readable(shortName)} is not in the list any more.`;
}
