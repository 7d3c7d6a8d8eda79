// The columns of the customer list, and what it can be sorted by.

/** In the order in which they stand until a person moves them. */
export const customerColumns = ['shortName', 'fullName', 'license', 'service', 'id'] as const;

export type CustomerColumn = (typeof customerColumns)[number];

export interface SortKey {
  column: CustomerColumn;
  descending: boolean;
}

/** The natural order, as it looks in the column headers. */
export const naturalSort: readonly SortKey[] = [{ column: 'shortName', descending: false }];
