// The columns of the customer list, and what it is sorted by.

/** In the order in which they stand until a person moves them. */
export const customerColumns = ['shortName', 'fullName', 'license', 'service', 'id'] as const;

export type CustomerColumn = (typeof customerColumns)[number];

export interface SortKey {
  column: CustomerColumn;
  descending: boolean;
}

/** What the list is sorted by until a person chooses. */
export const defaultSort: SortKey[] = [{ column: 'shortName', descending: false }];
