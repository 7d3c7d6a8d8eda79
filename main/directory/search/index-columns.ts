import type { Customer } from '../customers/customer.ts';
import {
  addLine,
  type ColumnDraft,
  draftColumn,
  endText,
  finishColumn,
  sortColumn,
  type TextColumn,
} from './text/text-column.ts';

/** What a search and the next refresh need to know of all customers at once, by position. */
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

/** Adds the next customer. */
export function addCustomer({ names, ids, licenses }: ColumnsDraft, customer: Customer): void {
  const { id, shortName, fullName, license } = customer;
  licenses[names.texts] = license;
  addLine(names, shortName);
  if (fullName !== shortName) addLine(names, fullName);
  endText(names);
  if (id !== null) addLine(ids, id);
  endText(ids);
}

/** Gives the columns once every customer was added to the draft, which is not used after that. */
export function finishColumns({ names, ids, licenses }: ColumnsDraft): IndexColumns {
  return { names: finishColumn(names), ids: finishColumn(ids), licenses };
}

/** Makes the columns of customers, in the order in which they are given. */
export function makeColumns(customers: readonly Customer[]): IndexColumns {
  const draft = draftColumns(customers.length);
  for (const customer of customers) addCustomer(draft, customer);
  return finishColumns(draft);
}

/** The same columns in another order, in shared memory: another thread gets to see them without a copy. */
export function sortColumns({ names, ids, licenses }: IndexColumns, order: readonly number[]): IndexColumns {
  const sorted = new Float64Array(new SharedArrayBuffer(order.length * Float64Array.BYTES_PER_ELEMENT));
  for (const [position, from] of order.entries()) sorted[position] = licenses[from] ?? 0;
  return { names: sortColumn(names, order), ids: sortColumn(ids, order), licenses: sorted };
}
