import type { HeldList, HeldReason } from '../../preload/contract/held-list.ts';
import { countOf, formatNumber } from '../ui/format.ts';

/** What is said of a held list. */
export const meaning =
  'That may be a fault, so the new list was not applied. The list below is unchanged until you decide.';
export const keep = 'Keep cached list';
export const replace = 'Replace';

/** What is wrong with the list, in numbers. */
export function title({ reason, remaining, cached }: HeldList): string {
  const lost = `${formatNumber(cached - remaining)} of ${countOf(cached, 'customer')}`;
  switch (reason) {
    case 'removed':
      return `Live Platform now lists ${formatNumber(remaining)} of ${countOf(cached, 'customer')}`;
    case 'removed-in-steps':
      return `Live Platform has dropped ${lost} within a week`;
    case 'new-ids':
      return `Live Platform now lists ${lost} under new IDs`;
    case 'no-names':
      return `Live Platform now lists ${lost} without their names`;
  }
}

export const showWho = 'Show which';
export const hideWho = 'Hide which';

/** Precedes the names. */
export const who: Record<HeldReason, string> = {
  removed: 'Would be removed:',
  'removed-in-steps': 'Would be removed:',
  'new-ids': 'Would get a new ID:',
  'no-names': 'Would lose the name:',
};

export const byLicense = 'By license:';

/** `12 Hosted Pro, 3 OC Pro`. */
export function licenses({ licenses: counts }: HeldList): string {
  return counts.map(({ name, customers }) => `${formatNumber(customers)} ${name}`).join(', ');
}

/** Follows the listed names. */
export function more(unlisted: number): string {
  return unlisted > 0 ? ` and ${formatNumber(unlisted)} more` : '';
}
