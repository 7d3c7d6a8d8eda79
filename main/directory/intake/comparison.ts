import { type Customer, equalCustomers } from '../customers/customer.ts';
import { type CustomerPlaces, placeOf } from '../customers/places.ts';
import type { Alteration, ListChanges } from '../storage/changes.ts';
import { followLeads } from './followed-leads.ts';

/** What a new list makes of the cached one. */
export interface Comparison extends ListChanges {
  /** By place in the cached list: 1 for a row that stays as it is. */
  stays: Uint8Array;
  /** Rows to be put in their places: customers who are new or altered, or whose ID is written another way. */
  fresh: Customer[];
  /** By place in `fresh`: the place in the cached list of who is the same but for the ID's writing; -1 for all others. */
  rewritten: number[];
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
  const rewritten: number[] = [];
  const unknown: Customer[] = [];
  const altered: Alteration[] = [];

  for (const [at, after] of next.entries()) {
    const place = cachedPlaces[at] ?? placeOf(places, after) ?? -1;
    const before = met[place] === 0 ? cached[place] : undefined;
    let rewrittenFrom = -1;
    if (!before) unknown.push(after);
    else {
      met[place] = 1;
      const equal = equalCustomers(before, after);
      if (!equal) altered.push({ before, after });
      else if (before.id === after.id) {
        stays[place] = 1;
        continue;
      } else rewrittenFrom = place;
    }
    fresh.push(after);
    rewritten.push(rewrittenFrom);
  }
  const missing = cached.filter((_, place) => met[place] === 0);
  const staying = (): Customer[] => cached.filter((_, place) => met[place] === 1);
  const { followed, added, removed } = followLeads(missing, unknown, staying);
  const remaining = cached.length - removed.length;
  return { stays, fresh, rewritten, added, removed, altered: [...altered, ...followed], remaining };
}
