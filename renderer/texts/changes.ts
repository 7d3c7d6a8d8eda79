import type { ChangeCounts, ChangeKind, ChangeLabels } from '../../preload/contract/changes.ts';
import { countOf, formatNumber } from '../ui/format.ts';

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

/** What the view of changes says. */
export const viewName = 'View';
export const customersTab = 'Customers';
export const changesTab = 'Changes';
export const period = 'Period';
export const periods = { unseen: 'Since I last looked', today: 'Today', week: '7 days', all: 'All' };
export const list = 'Changes';
export const countName = 'Number of changes';

export const kinds: Record<ChangeKind, string> = {
  added: 'New',
  removed: 'Removed',
  renamed: 'Renamed',
  license: 'License',
  applied: 'License applied',
};

/** For a search that nobody in the list matches. */
export const removedMatches = 'Removed from the list';
export const showInChanges = 'Show in Changes';

/** `3 unseen`, after the tab's name. */
export function unseen(count: number): string {
  return `${formatNumber(count)} unseen`;
}

export const copy = 'Copy changes';
/** For tables and files of them. */
export const labels: ChangeLabels = { titles: ['When', 'What', 'Customer', 'ID', 'Before', 'After'], kinds };

/** `12 changes`; after they were copied, that, too. */
export function counted(total: number, copied: number | null): string {
  return copied === null ? countOf(total, 'change') : `${countOf(total, 'change')} · Copied ${formatNumber(copied)}.`;
}

/** Lists more of them. */
export function more(left: number): string {
  return `Show more (${formatNumber(left)} left)`;
}

/** Why no change is listed. */
export function nothing(period: keyof typeof periods, isSearched: boolean): string {
  if (isSearched) return 'No change matches what is searched for.';
  return {
    unseen: 'Nothing has changed since you last looked.',
    today: 'Nothing has changed today.',
    week: 'Nothing has changed in the last seven days.',
    all: 'No change is on record. Changes are recorded from the second refresh on.',
  }[period];
}
