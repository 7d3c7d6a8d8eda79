// The columns of the customer list, and what it is sorted by.

export type CustomerColumn = 'shortName' | 'fullName' | 'license' | 'service' | 'id';

export interface SortKey {
  column: CustomerColumn;
  descending: boolean;
}
