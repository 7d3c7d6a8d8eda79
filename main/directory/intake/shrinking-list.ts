import type { HeldList, HeldReason } from '../../../preload/contract/held-list.ts';
import type { Customer } from '../customers/customer.ts';
import { licenseOf } from '../customers/licenses.ts';
import type { Comparison } from './comparison.ts';

/** From here on, a fifth is suspicious. Smaller directories change by halves easily, and by a few customers at any time. */
const smallestGuarded = 20;
const leastSuspicious = 5;
/** Names that are kept of who would go, and how much of each, in UTF-16 units. */
const mostNamed = 100;
const longestName = 80;

/** Why a list waits, and whom the person is asked about. */
export type Doubt = Pick<HeldList, 'reason' | 'cached' | 'remaining' | 'leaving' | 'licenses'>;

/**
 * What makes a person decide on a new list; null when it can be applied.
 * @param removedLately how many were taken away within a week, and are gone: many small steps are a large one
 */
export function doubtAbout(comparison: Comparison, removedLately: number): Doubt | null {
  const { remaining, added, removed } = comparison;
  const cached = remaining + removed.length;
  function doubt(reason: HeldReason, lost: readonly Customer[], earlier = 0): Doubt {
    const leaving = lost.slice(0, mostNamed).map(({ shortName }) => shortName.slice(0, longestName).toWellFormed());
    const licenses = countByLicense(lost);
    return { reason, cached: cached + earlier, remaining: cached - lost.length, leaving, licenses };
  }

  const unnamed = withoutNames(comparison);
  const reidentified = underNewIds(comparison);
  if (unnamed.length > 0 && (unnamed.length === cached || isTooMuch(unnamed.length, cached))) {
    return doubt('no-names', unnamed);
  }
  if (reidentified.length > 1 && reidentified.length > cached / 2) return doubt('new-ids', reidentified);
  if ((remaining + added.length === 0 && cached > 0) || isTooMuch(removed.length, cached))
    return doubt('removed', removed);
  const isStep = removed.length > 0 && isTooMuch(removed.length + removedLately, cached + removedLately);
  return isStep ? doubt('removed-in-steps', removed, removedLately) : null;
}

function countByLicense(customers: readonly Customer[]): Doubt['licenses'] {
  const counts = Map.groupBy(customers, ({ license }) => licenseOf(license).name);
  return [...counts]
    .map(([name, { length }]) => ({ name, customers: length }))
    .sort((a, b) => b.customers - a.customers)
    .slice(0, mostNamed);
}

function isTooMuch(lost: number, cached: number): boolean {
  return cached >= smallestGuarded ? lost > cached / 5 : lost >= leastSuspicious && lost > cached / 2;
}

/** Who had a name, and has none in the new list. */
function withoutNames({ altered }: Comparison): Customer[] {
  const isLost = (before: string, after: string): boolean => before.trim() !== '' && after.trim() === '';
  return altered
    .filter(({ before, after }) => isLost(before.shortName, after.shortName) || isLost(before.fullName, after.fullName))
    .map(({ before }) => before);
}

/** Who is gone while another one of the same name has come: Live Platform may have been set up anew. */
function underNewIds({ added, removed }: Comparison): Customer[] {
  if (removed.length === 0) return [];
  const arrived = new Set(added.filter(({ id }) => id !== null).map(({ shortName }) => shortName));
  return removed.filter(({ id, shortName }) => id !== null && arrived.has(shortName));
}
