import { compareCustomers, naturalOrder, type OrderColumns } from '../search/natural-order.ts';

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
