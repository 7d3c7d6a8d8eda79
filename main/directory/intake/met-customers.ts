import { type Customer, identity } from '../customers/customer.ts';
import { type CustomerPlaces, placeOf } from '../customers/places.ts';

/** Who was met in a new list so far. */
export interface MetCustomers {
  /**
   * @param place where the customer will be in the new list if this is the first time
   * @returns where it was met before; null for the first time, as for each lead: twins have numbers
   */
  meet(customer: Customer, place: number): number | null;
  /** Whether the cached list has a customer with this ID. */
  isCached(id: string): boolean;
  /** By place in the new list, the place in the cached one; -1 for who is not in it. */
  cachedPlaces: readonly number[];
}

/**
 * Most customers of a new list are in the cached one: for them its table serves, and a mark in an array. A table of their own
 * would take a tenth of a refresh, and to look each up again for comparing another one.
 */
export function meetCustomers({ customers, places }: CustomerPlaces): MetCustomers {
  // One more than the place in the new list, by place in the cached one; 0: not met yet.
  const met = new Uint32Array(customers.length);
  const others = new Map<string, number>();
  const cachedPlaces: number[] = [];
  return {
    cachedPlaces,
    isCached: (id) => places.ids.has(identity(id)),
    meet(customer, place) {
      // In a first list there is nobody to look for.
      const cachedPlace = customers.length === 0 ? undefined : placeOf(places, customer);
      if (customer.id !== null) {
        const key = identity(customer.id);
        const earlier = cachedPlace === undefined ? others.get(key) : (met[cachedPlace] ?? 0) - 1;
        if (earlier !== undefined && earlier >= 0) return earlier;
        if (cachedPlace === undefined) others.set(key, place);
        else met[cachedPlace] = place + 1;
      }
      cachedPlaces.push(cachedPlace ?? -1);
      return null;
    },
  };
}
