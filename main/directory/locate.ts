import { type Customer, customerKey } from './customer.ts';
import { fold } from './fold.ts';
import { rankAt, type SearchIndex } from './search-index.ts';

const leadKey = /^lead (.*)$/s;

/**
 * The rank of the customer with this key, as `customerKey` gives it; null when there is none.
 * @param customerAt reads a customer by rank
 */
export function rankOfKey(index: SearchIndex, key: string, customerAt: (rank: number) => Customer): number | null {
  const leadName = leadKey.exec(key)?.[1];
  const candidates = [
    ...ranksBeginningWith(index.ids, index.idStarts, key),
    ...(leadName === undefined ? [] : ranksBeginningWith(index.names, index.nameStarts, leadName)),
  ];
  // Different texts may be folded to the same.
  return candidates.find((rank) => customerKey(customerAt(rank)) === key) ?? null;
}

/** The ranks whose text begins with a line. */
function* ranksBeginningWith(text: string, starts: Uint32Array, unfolded: string): Generator<number> {
  const line = `${fold(unfolded)}\n`;
  for (let at = text.indexOf(line); at >= 0; at = text.indexOf(line, at + 1)) {
    const rank = rankAt(starts, at, 0);
    if (starts[rank] === at) yield rank;
  }
}
