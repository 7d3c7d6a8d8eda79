import { type Customer, customerKey, type CustomerPlaces, equalCustomers } from '../customers/customer.ts';

/** What a new list makes of the cached one. */
export interface Comparison {
  /** By place in the cached list: 1 for a row that stays as it is. */
  stays: Uint8Array;
  /** Rows to be put in their places: customers who are new or altered. */
  fresh: Customer[];
  added: Customer[];
  removed: Customer[];
  altered: { before: Customer; after: Customer }[];
  /** How many cached customers are in the new list. */
  remaining: number;
}

/**
 * Compares two lists, customer by customer.
 * @param cachedPlaces as `MetCustomers` has them, as far as they are known
 */
export function compareLists(
  { customers: cached, places }: CustomerPlaces,
  next: readonly Customer[],
  cachedPlaces: readonly number[] = [],
): Comparison {
  const stays = new Uint8Array(cached.length);
  const met = new Uint8Array(cached.length);
  const fresh: Customer[] = [];
  const added: Customer[] = [];
  const altered: Comparison['altered'] = [];

  for (const [at, after] of next.entries()) {
    const place = cachedPlaces[at] ?? places.get(customerKey(after)) ?? -1;
    const before = cached[place];
    if (!before) added.push(after);
    // The same lead may stand in a list twice: its second row is no other customer.
    else if (met[place] === 0) {
      met[place] = 1;
      const equal = equalCustomers(before, after);
      if (!equal) altered.push({ before, after });
      if (equal && before.id === after.id) {
        stays[place] = 1;
        continue;
      }
    }
    fresh.push(after);
  }
  const removed = [...places.values()].flatMap((place) => (met[place] === 1 ? [] : (cached[place] ?? [])));
  return { stays, fresh, added, removed, altered, remaining: places.size - removed.length };
}
