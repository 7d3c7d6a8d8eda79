import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import { type Customer, customerKey, type Lead, parseKey } from '../customers/customer.ts';
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
  const rank = rankOfPresentKey(database, index, key, customerAt);
  if (rank !== null) return rank;
  const later = readLaterKey(database, key);
  return later === null ? null : rankOfPresentKey(database, index, later, customerAt);
}

function rankOfPresentKey(
  database: Database,
  index: SearchIndex,
  key: string,
  customerAt: (rank: number) => Customer,
): number | null {
  const parts = parseKey(key);
  if (!parts) return null;
  if (parts.id === null) return rankOfLead(database, index, parts);
  // Different texts may be folded to the same.
  for (const rank of ranksBeginningWith(`${fold(parts.id)}\n`, index.ids)) {
    if (customerKey(customerAt(rank)) === key) return rank;
  }
  return null;
}

function rankOfLead(database: Database, { rowIds }: SearchIndex, lead: Lead): number | null {
  const { shortName, fullName, license, twin } = lead;
  const rowId = database
    .prepare(
      `SELECT row_id FROM customers
       WHERE id IS NULL AND short_name = ? AND full_name = ? AND license = ? AND twin = ?`,
    )
    .pluck()
    .get(shortName, fullName, license, twin);
  if (rowId === undefined) return null;
  const rank = rowIds.indexOf(v.parse(v.number(), rowId));
  return rank < 0 ? null : rank;
}
