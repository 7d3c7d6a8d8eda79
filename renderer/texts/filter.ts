import type { LicenseCount, UnlistedLicenses } from '../../preload/contract/licenses.ts';
import { countOf } from '../ui/format.ts';

/** What the license filter says. */
export const name = 'Filter';
export const licenses = 'License';
/** In place of a count. */
export const unknown = '–';

/** `Hosted Essentials, 11 customers`; before the first list, not known. */
export function licenseButton({ name: license, customers }: LicenseCount, isKnown: boolean): string {
  return `${license}, ${isKnown ? countOf(customers, 'customer') : 'not known yet'}`;
}

/** Follows the listed licenses. */
export function unlisted({ licenses: count, customers }: UnlistedLicenses): string {
  return `… and ${countOf(count, 'more license')}, ${countOf(customers, 'customer')}. Find one by license:number.`;
}
