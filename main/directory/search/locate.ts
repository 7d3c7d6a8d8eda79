import type { Database } from 'better-sqlite3';
import { type Customer, customerKey, parseKey } from '../customers/customer.ts';
import { fold } from '../customers/fold.ts';
import { readLaterKey } from '../storage/changes.ts';
import type { SearchIndex } from './search-index.ts';
import { ranksBeginningWith } from './text-index.ts';

/**
 * The rank of the customer with this key, as `customerKey` gives it, or who had it before; null when there is none.
 * @param customerAt reads a customer by rank
 */
export function rankOfKey(
  database: Database,
  index: SearchIndex,
  key: string,
  customerAt: (rank: number) => Customer,
): number | null {
  const rank = rankOfPresentKey(index, key, customerAt);
  if (rank !== null) return rank;
  const later = readLaterKey(database, key);
  return later === null ? null : rankOfPresentKey(index, later, customerAt);
}

function rankOfPresentKey(index: SearchIndex, key: string, customerAt: (rank: number) => Customer): number | null {
  const parts = parseKey(key);
  if (!parts) return null;
  const texts = parts.id === null ? index.names : index.ids;
  // Different texts may be folded to the same.
  for (const rank of ranksBeginningWith(fold(parts.beginning), texts)) {
    if (customerKey(customerAt(rank)) === key) return rank;
  }
  return null;
}
