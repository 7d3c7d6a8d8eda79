import type { LicenseCount } from '../../preload/bridge.ts';
import { countOf } from '../ui/format.ts';

/** What the license filter says. */
export const name = 'Filter';
export const licenses = 'License';

/** `Hosted Essentials, 11 customers`. */
export function licenseButton({ name: license, customers }: LicenseCount): string {
  return `${license}, ${countOf(customers, 'customer')}`;
}
