import type { Customer } from './customer.ts';
import { fold } from './fold.ts';

const digits = /\d/;
const number = /0*(\d+)/g;

/**
 * A key by which plain string comparison gives natural order: `BB9` before `BB84`. Each number gets its length in front,
 * which keeps it among the digits and makes longer numbers larger. Much faster than comparing with `Intl.Collator`.
 * @param folded as `fold` gives it
 */
export function naturalKey(folded: string): string {
  if (!digits.test(folded)) return folded;
  return folded.replace(number, (_, value: string) => String.fromCharCode(48 + Math.min(value.length, 40)) + value);
}

/** Compares two keys by UTF-16 code units, for `sort`. */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * Sorts customers by short name, full name and ID.
 * @returns the customers, and their names folded for `buildSearchIndex`: folding is dear, and both need it
 */
export function inNaturalOrder(customers: readonly Customer[]): { customers: Customer[]; foldedNames: string[] } {
  const keyed = customers.map((customer) => {
    const shortName = fold(customer.shortName);
    const fullName = customer.fullName === customer.shortName ? shortName : fold(customer.fullName);
    const names = fullName === shortName ? shortName : `${shortName}\n${fullName}`;
    return { customer, names, key: naturalKey(names) };
  });
  keyed.sort((a, b) => compareKeys(a.key, b.key) || compareKeys(a.customer.id ?? '', b.customer.id ?? ''));
  return { customers: keyed.map(({ customer }) => customer), foldedNames: keyed.map(({ names }) => names) };
}
