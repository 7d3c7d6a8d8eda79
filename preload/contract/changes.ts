// What refreshes have changed, and what is on record of a customer.

/** `applied`: a lead got its ID. */
export type ChangeKind = 'added' | 'removed' | 'renamed' | 'license' | 'applied';

/** How many customers a refresh changed; one that was renamed and got another license counts twice. */
export type ChangeCounts = Record<ChangeKind, number>;

/** What the last refresh that got a list has changed. */
export interface LastChanges extends ChangeCounts {
  /** The refresh's number, for `CustomerQuery.changedIn`. */
  refresh: number;
  /** At most a hundred. */
  removedNames: string[];
}

/** One change in a customer's history (epoch milliseconds); names or licenses as they were before and after. */
export interface CustomerChange {
  at: number;
  kind: ChangeKind;
  before: string | null;
  after: string | null;
}

/** What is on record of a customer. */
export interface CustomerHistory {
  /** When a list first held the customer (epoch milliseconds); `oldestList`: there is no older list on record. Null when nothing is. */
  firstSeen: { at: number; oldestList: boolean } | null;
  /** Newest first, at most a hundred. */
  changes: CustomerChange[];
}
