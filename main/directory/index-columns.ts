import type { Customer } from './customer.ts';
import { makeColumn, mergeColumns, type TextColumn } from './text-column.ts';

/** What a search and the next refresh need to know of all customers at once, by place in the list. */
export interface IndexColumns {
  /** The folded short name and, on a line of its own, the full name if it differs. */
  names: TextColumn;
  /** The folded ID; an empty line for a lead. */
  ids: TextColumn;
  /** License numbers: any whole number, a newer server may have more. */
  licenses: Float64Array;
}

/** Makes the columns of customers, in the order in which they are given. */
export function makeColumns(customers: readonly Customer[]): IndexColumns {
  return {
    names: makeColumn(customers, ({ shortName, fullName }) =>
      shortName === fullName ? [shortName] : [shortName, fullName],
    ),
    ids: makeColumn(customers, ({ id }) => [id ?? '']),
    licenses: Float64Array.from(customers, ({ license }) => license),
  };
}

/** Puts two lists' columns together; `origins` as for `mergeColumns`. */
export function mergeIndexColumns(kept: IndexColumns, fresh: IndexColumns, origins: Int32Array): IndexColumns {
  return {
    names: mergeColumns(kept.names, fresh.names, origins),
    ids: mergeColumns(kept.ids, fresh.ids, origins),
    licenses: mergeNumbers(kept.licenses, fresh.licenses, origins),
  };
}

function mergeNumbers(kept: Float64Array, fresh: Float64Array, origins: Int32Array): Float64Array {
  const merged = new Float64Array(new SharedArrayBuffer(origins.length * Float64Array.BYTES_PER_ELEMENT));
  for (const [place, origin] of origins.entries()) merged[place] = (origin < 0 ? fresh[~origin] : kept[origin]) ?? 0;
  return merged;
}
