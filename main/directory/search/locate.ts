import type { Database } from 'better-sqlite3';
import { type Customer, customerKey, parseKey } from '../customers/customer.ts';
import { fold } from '../customers/fold.ts';
import { readLaterKey } from '../storage/changes.ts';
import type { SearchIndex } from './search-index.ts';
import { positionsBeginningWith } from './text/text-index.ts';

/**
 * The position of the customer with this key, as `customerKey` gives it, or who had it before; null when there is none.
 * @param customerAt reads a customer by position
 */
export function positionOfKey(
  database: Database,
  index: SearchIndex,
  key: string,
  customerAt: (position: number) => Customer,
): number | null {
  const position = positionOfPresentKey(index, key, customerAt);
  if (position !== null) return position;
  const later = readLaterKey(database, key);
  return later === null ? null : positionOfPresentKey(index, later, customerAt);
}

function positionOfPresentKey(
  index: SearchIndex,
  key: string,
  customerAt: (position: number) => Customer,
): number | null {
  const parts = parseKey(key);
  if (!parts) return null;
  const texts = parts.id === null ? index.names : index.ids;
  // Different texts may be folded to the same.
  for (const position of positionsBeginningWith(fold(parts.beginning), texts)) {
    if (customerKey(customerAt(position)) === key) return position;
  }
  return null;
}
