import type { CustomerChange } from '../../preload/bridge.ts';

/** What a customer's details say. */
export const name = 'Customer details';
export const close = 'Close details';
export const closeHint = 'Close (Esc)';
export const fullName = 'Full name';
export const license = 'License';
export const service = 'Service';
export const id = 'ID';
export const noId = 'None: an Operator Connect lead to which no license has been applied yet.';
export const history = 'History';

/** One change of a customer, without its time. */
export function change({ kind, before, after }: CustomerChange): string {
  switch (kind) {
    case 'added':
      return 'First seen';
    case 'removed':
      return 'Removed';
    case 'renamed':
      return `Renamed from ${before ?? ''} to ${after ?? ''}`;
    case 'license':
      return `License changed from ${before ?? ''} to ${after ?? ''}`;
  }
}
