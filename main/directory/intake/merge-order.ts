import { makeColumns } from '../search/index-columns.ts';
import { compareCustomers, type OrderColumns } from '../search/natural-order.ts';
import type { CachedList } from './cached-list.ts';

/**
 * Puts customers in their places among those who stay. Reads a few of these for each, however long the list is.
 * @param stays by position in the cached list, 1 for those who stay
 * @param fresh the customers who arrive, in natural order
 * @returns by position in the new list, a position in the cached one, or the complement (`~`) of one among the fresh
 */
export function mergeOrder(cached: CachedList, stays: Uint8Array, fresh: OrderColumns, count: number): Int32Array {
  const staying = positionsOf(stays);
  const origins = new Int32Array(new SharedArrayBuffer((staying.length + count) * Int32Array.BYTES_PER_ELEMENT));
  let next = 0;
  for (let arrival = 0; arrival < count; arrival++) {
    const isBefore = (at: number): boolean => {
      const customer = cached.customerAt(staying[at] ?? 0);
      return compareCustomers(makeColumns([customer]), 0, fresh, arrival) < 0;
    };
    const end = firstNot(isBefore, next, staying.length);
    origins.set(staying.subarray(next, end), next + arrival);
    origins[end + arrival] = ~arrival;
    next = end;
  }
  origins.set(staying.subarray(next), next + count);
  return origins;
}

function positionsOf(stays: Uint8Array): Int32Array {
  const positions = new Int32Array(stays.length);
  let count = 0;
  for (let position = 0; position < stays.length; position++) if (stays[position] === 1) positions[count++] = position;
  return positions.subarray(0, count);
}

/** Where a test that holds up to some place holds no more. A galloping search: the place is usually near. */
function firstNot(test: (at: number) => boolean, start: number, end: number): number {
  let low = start;
  let step = 1;
  while (low + step <= end && test(low + step - 1)) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step - 1, end);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
