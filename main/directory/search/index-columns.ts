import type { Customer } from '../customers/customer.ts';
import {
  addLine,
  type ColumnDraft,
  draftColumn,
  endText,
  finishColumn,
  mergeColumns,
  type TextColumn,
} from './text-column.ts';

/** What a search and the next refresh need to know of all customers at once, by place in the list. */
export interface IndexColumns {
  /** The folded short name and, on a line of its own, the full name if it differs. */
  names: TextColumn;
  /** The folded ID, of which nothing may be left; not even a line for a lead. */
  ids: TextColumn;
  /** License numbers: any whole number, a newer server may have more. */
  licenses: Float64Array;
}

/** Columns that are being made, customer after customer. */
export interface ColumnsDraft {
  names: ColumnDraft;
  ids: ColumnDraft;
  licenses: Float64Array;
}

/** Begins the columns of `count` customers. */
export function draftColumns(count: number): ColumnsDraft {
  return { names: draftColumn(count), ids: draftColumn(count), licenses: new Float64Array(count) };
}

/** Adds the customer in the next place. */
export function addCustomer({ names, ids, licenses }: ColumnsDraft, customer: Customer): void {
  const { id, shortName, fullName, license } = customer;
  licenses[names.texts] = license;
  addLine(names, shortName);
  if (fullName !== shortName) addLine(names, fullName);
  endText(names);
  if (id !== null) addLine(ids, id);
  endText(ids);
}

export function finishColumns({ names, ids, licenses }: ColumnsDraft): IndexColumns {
  return { names: finishColumn(names), ids: finishColumn(ids), licenses };
}

/** Makes the columns of customers, in the order in which they are given. */
export function makeColumns(customers: readonly Customer[]): IndexColumns {
  const draft = draftColumns(customers.length);
  for (const customer of customers) addCustomer(draft, customer);
  return finishColumns(draft);
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
  for (let place = 0; place < origins.length; place++) {
    const origin = origins[place] ?? 0;
    merged[place] = (origin < 0 ? fresh[~origin] : kept[origin]) ?? 0;
  }
  return merged;
}
