import { type Customer, customerKey } from '../customers/customer.ts';
import { fold } from '../customers/fold.ts';
import type { SearchIndex } from './search-index.ts';
import { ranksBeginningWith } from './text-index.ts';

const leadKey = /^lead (.*)$/s;

/**
 * The rank of the customer with this key, as `customerKey` gives it; null when there is none.
 * @param customerAt reads a customer by rank
 */
export function rankOfKey(index: SearchIndex, key: string, customerAt: (rank: number) => Customer): number | null {
  const leadName = leadKey.exec(key)?.[1];
  const candidates = [
    ...ranksBeginningWith(lineOf(key), index.ids),
    ...(leadName === undefined ? [] : ranksBeginningWith(lineOf(leadName), index.names)),
  ];
  // Different texts may be folded to the same.
  return candidates.find((rank) => customerKey(customerAt(rank)) === key) ?? null;
}

function lineOf(unfolded: string): string {
  return `${fold(unfolded)}\n`;
}
