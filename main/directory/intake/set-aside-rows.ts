import type { SetAside, Snapshot } from '../../../preload/contract/directory.ts';

/** Rows that are listed with their reason; the first ones say all there is to say. */
const mostListed = 100;

/** The rows of a list that were set aside: all are counted, the first hundred are kept, for there can be millions. */
export interface SetAsideRows {
  add(row: SetAside): void;
  /** By position, ascending. */
  all(): Snapshot['setAside'];
}

/** Begins with no row set aside. */
export function createSetAsideRows(): SetAsideRows {
  let count = 0;
  let listed: SetAside[] = [];

  function firstOnes(): SetAside[] {
    return listed.sort((a, b) => a.position - b.position).slice(0, mostListed);
  }

  return {
    add(row) {
      count++;
      listed.push(row);
      if (listed.length >= 10 * mostListed) listed = firstOnes();
    },
    all: () => ({ count, listed: firstOnes() }),
  };
}
