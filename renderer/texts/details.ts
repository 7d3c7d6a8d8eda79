import type { CustomerChange, CustomerHistory } from '../../preload/contract/changes.ts';
import { readable } from '../ui/readable.ts';

/** What a customer's details say. */
export const name = 'Customer details';
export const close = 'Close details';
export const closeHint = 'Close (Esc)';
export const fullName = 'Full name';
export const license = 'License';
export const service = 'Service';
export const id = 'ID';
export const leadHasNone = 'None yet';

export const firstSeen = 'First seen';
export const lastChanged = 'Last changed';
export const history = 'History';
export const neverChanged = 'Not since then';
/** For somebody whose changes are on record. */
export const notInList = 'Not in the list any more. This is what is on record.';
export const notOnRecord = 'Not on record';
export const historyUnreadable = 'The history can’t be read just now. The customer above is as cached.';

/** Follows the time when a customer was first seen. */
export function firstSeenIn({ oldestList }: NonNullable<CustomerHistory['firstSeen']>): string {
  return oldestList ? ', in the oldest list on record' : '';
}

/** One change of a customer, without its time. */
export function change({ kind, before, after }: CustomerChange): string {
  switch (kind) {
    case 'added':
      return 'New in the list';
    case 'removed':
      return 'Removed from the list';
    case 'renamed':
      return `Renamed from ${readable(before ?? '')} to ${readable(after ?? '')}`;
    case 'license':
      return `License changed from ${before ?? ''} to ${after ?? ''}`;
    case 'applied':
      return `License applied: ${after ?? ''}`;
  }
}

/** What the buttons that copy a customer say, and what they confirm. */
export const copying = 'Copy';
export const copyShortName = 'Copy short name';
export const copyAsJson = 'Copy as JSON';
export const shortNameCopied = 'Short name copied.';
export const jsonCopied = 'Customer copied as JSON.';
