import type { HeldList } from '../../preload/bridge.ts';
import { countOf, formatNumber } from '../ui/format.ts';

/** What is said of a list that waits for a decision. */
export const meaning =
  'That may be a fault, so the new list was not applied. The list below is unchanged until you decide.';
export const keep = 'Keep cached list';
export const replace = 'Replace';

export function title({ remaining, cached }: HeldList): string {
  return `Live Platform now lists ${formatNumber(remaining)} of ${countOf(cached, 'customer')}`;
}
