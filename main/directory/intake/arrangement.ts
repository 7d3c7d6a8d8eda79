import { compareCustomers, naturalOrder, type OrderColumns } from '../search/natural-order.ts';

/** Room between two rowIds of a new list, so that a customer who comes between takes no other's. */
const gap = 1024;

/**
 * Puts new customers in their places among those who stay.
 * @param stays by place among the cached customers, 1 for those who stay
 * @returns by place of the new list, a place among the cached ones, or the complement (`~`) of one among the fresh
 */
export function arrange(cached: OrderColumns, stays: Uint8Array, fresh: OrderColumns, freshCount: number): Int32Array {
  const staying = stays.reduce((sum, one) => sum + one, 0);
  const origins = new Int32Array(staying + freshCount);
  let place = 0;
  let next = 0;
  function takeCachedUpTo(end: number): void {
    for (; next < end; next++) if (stays[next] === 1) origins[place++] = next;
  }
  for (const arrival of naturalOrder(fresh, freshCount)) {
    takeCachedUpTo(placeFor(cached, next, stays.length, fresh, arrival));
    origins[place++] = ~arrival;
  }
  takeCachedUpTo(stays.length);
  return origins;
}

/** The first place among the cached customers, from `start` on, whose customer comes behind the new one. */
function placeFor(cached: OrderColumns, start: number, end: number, fresh: OrderColumns, arrival: number): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareCustomers(cached, middle, fresh, arrival) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Gives each customer of an arranged list a row ID. Those who stay keep theirs, and new ones share the room between.
 * @param cached the row IDs of the cached customers
 * @returns null where the room is used up
 */
export function rowIdsBetween(origins: Int32Array, cached: Float64Array): Float64Array | null {
  const rowIds = new Float64Array(origins.length);
  let before = 0;
  let place = 0;
  while (place < origins.length) {
    const origin = origins[place] ?? 0;
    if (origin >= 0) {
      before = rowIds[place++] = cached[origin] ?? 0;
      continue;
    }
    let end = place;
    while (end < origins.length && (origins[end] ?? 0) < 0) end++;
    const after = end < origins.length ? (cached[origins[end] ?? 0] ?? 0) : before + (end - place + 1) * gap;
    const step = Math.floor((after - before) / (end - place + 1));
    if (step < 1) return null;
    while (place < end) before = rowIds[place++] = before + step;
  }
  return rowIds;
}

/** Row IDs for a list that is written anew. */
export function newRowIds(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, place) => (place + 1) * gap);
}
