import type { ChangeCounts } from '../../preload/contract/changes.ts';
import { formatNumber } from '../ui/format.ts';

/** What is said of the changes a refresh brought. */
export const showThese = 'Show only these';
export const showAll = 'Show all customers';
/** For when no customer in the list changed. */
export const showRemoved = 'Show who was removed';

/** `3 new, 1 removed, 2 changed license`; what did not happen is left out. */
export function summary({ added, removed, renamed, license, applied }: ChangeCounts): string {
  const parts: [number, string][] = [
    [added, 'new'],
    [removed, 'removed'],
    [renamed, 'renamed'],
    [license, 'changed license'],
    [applied, applied === 1 ? 'license applied' : 'licenses applied'],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${formatNumber(count)} ${word}`)
    .join(', ');
}
