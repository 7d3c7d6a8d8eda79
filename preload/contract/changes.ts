// What refreshes have changed, and what is on record of a customer.

/** `applied`: a lead got its ID. */
export const changeKinds = ['added', 'removed', 'renamed', 'license', 'applied'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** How many customers a refresh changed; one that was renamed and got another license counts twice. */
export type ChangeCounts = Record<ChangeKind, number>;

/** What the last refresh that got a list has changed. */
export interface LastChanges extends ChangeCounts {
  /** The refresh's number, for `CustomerQuery.changedIn`. */
  refresh: number;
}

/** One change in a customer's history (epoch milliseconds); names or licenses as they were before and after. */
export interface CustomerChange {
  at: number;
  kind: ChangeKind;
  before: string | null;
  after: string | null;
}

/** Changes that are answered at once. */
export const mostChanges = 200;

/** Which changes are meant. */
export interface ChangeFilter {
  /** As in `CustomerFilter`: words must occur in the customer's names or ID, or in what they were before or after; at most `longestSearch`. */
  text: string;
  /** As in `CustomerFilter`: a change must have one of them; none: not asked. */
  anyOf: string[];
  /** Only changes of this kind; null means all. */
  kind: ChangeKind | null;
  /** Only what later refreshes than this one have changed, by number; 0 means all. */
  after: number;
  /** Only what has changed since this moment (epoch milliseconds); 0 means all. */
  since: number;
}

/** Which changes are wanted. */
export interface ChangeQuery extends ChangeFilter {
  /** The first change wanted, counted from 0. */
  offset: number;
  /** At most `mostChanges`. */
  limit: number;
}

/** What a table of changes says of them. */
export interface ChangeLabels {
  /** When, what, who, the ID, before, after. */
  titles: string[];
  kinds: Record<ChangeKind, string>;
}

/** A change and whose it is. */
export interface LoggedChange extends CustomerChange {
  /** The number of the refresh that brought it. */
  refresh: number;
  /** As in `CustomerRow`. */
  key: string;
  /** Null for a lead. */
  id: string | null;
  /** Short name and full name as they were after it, or before the customer was removed. */
  name: string;
}

export interface ChangePage {
  /** Newest first; what one refresh has changed, by kind. */
  changes: LoggedChange[];
  /** How many match. */
  total: number;
  /** The last refresh that is on record, by number; 0 before the first. What is looked at now is seen up to it. */
  latest: number;
}

/** What is on record of a customer. */
export interface CustomerHistory {
  /** When a list first held the customer (epoch milliseconds); `oldestList`: there is no older list on record. Null when nothing is. */
  firstSeen: { at: number; oldestList: boolean } | null;
  /** Newest first, at most a hundred. */
  changes: CustomerChange[];
}
