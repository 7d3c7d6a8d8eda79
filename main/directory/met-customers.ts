import type { CustomerPlaces } from './customer.ts';

/** Where the customers of a new list were met first, by key. */
export interface MetCustomers {
  /**
   * @param place where the customer is now
   * @returns where it was met before; null for the first time
   */
  meet(key: string, place: number): number | null;
}

/**
 * Most customers of a new list are in the cached one: for them its table serves, and a mark in an array. A table of their own
 * would take a tenth of a refresh.
 */
export function meetCustomers({ customers, places }: CustomerPlaces): MetCustomers {
  // One more than the place in the new list, by place in the cached one; 0: not met yet.
  const known = new Uint32Array(customers.length);
  const others = new Map<string, number>();
  return {
    meet(key, place) {
      const cachedPlace = places.size === 0 ? undefined : places.get(key);
      const earlier = cachedPlace === undefined ? others.get(key) : (known[cachedPlace] ?? 0) - 1;
      if (earlier !== undefined && earlier >= 0) return earlier;
      if (cachedPlace === undefined) others.set(key, place);
      else known[cachedPlace] = place + 1;
      return null;
    },
  };
}
