// The customer list: what is asked for, and the rows that are answered.
import type { SortKey } from './columns.ts';
import type { License, LicenseCount, UnlistedLicenses } from './licenses.ts';

/** In UTF-16 units. The window's search box takes fewer. */
export const longestSearch = 1_000;

/** Licenses that can be chosen at once. */
export const mostLicenses = 1_000;

/** Rows that are answered at once. */
export const mostRows = 200;

/** Customers whose rows can be asked for at once. */
export const mostLocated = 200;

/** Terms that can be pasted at once. */
export const mostTerms = 1_000;

/** In UTF-16 units: no more of a text is drawn, marked or sent in a page. It is kept, searched, copied and exported whole. */
export const longestDrawn = 500;

export interface CustomerQuery {
  /** As a person types it: words, phrases and filters, read by `main/directory/search/query-language.ts`; at most `longestSearch`. */
  text: string;
  /** Terms, at most `mostTerms` of at most `longestSearch` each, of which a customer must have one; none: not asked. */
  anyOf: string[];
  /** License numbers, at most `mostLicenses`; an empty list means all. */
  licenses: number[];
  /** Only what this refresh, by number, added or changed; null means all. */
  changedIn: number | null;
  /**
   * Each column once; the first one counts before all, and equal customers stay in natural order. None: nobody has chosen, and the best match is first
   * while there are words to match; otherwise the order of `anyOf` holds or, where that is empty, the natural one.
   */
  sort: SortKey[];
  /** The first row wanted, counted from 0. */
  offset: number;
  /** At most `mostRows`. */
  limit: number;
  /** Keys of customers whose rows are asked for too; at most `mostLocated`. */
  locate: string[];
}

/** Which customers are listed, and in which order. */
export type CustomerFilter = Pick<CustomerQuery, 'text' | 'anyOf' | 'licenses' | 'changedIn' | 'sort'>;

/** Where the words of a search occur in a text: `[start, end)` pairs of UTF-16 positions, ascending, not overlapping. */
export type MatchRanges = [start: number, end: number][];

/** A customer as it is drawn: names and ID are cut after `longestDrawn` and end in `…` then. `customers:whole` has them whole. */
export interface CustomerRow {
  /** Stays with this customer from one refresh to the next, and is no other's: made of the ID or, for a lead, of all that it has. */
  key: string;
  /** Null: a lead to which no license has been applied yet. */
  id: string | null;
  shortName: string;
  fullName: string;
  license: License;
  matches: { shortName: MatchRanges; fullName: MatchRanges; id: MatchRanges };
}

/** A customer with names and ID whole, however long. */
export type WholeCustomer = Pick<CustomerRow, 'id' | 'shortName' | 'fullName' | 'license'>;

export interface CustomerPage {
  offset: number;
  rows: CustomerRow[];
  /** Customers that match text and licenses. */
  total: number;
  /** Whether nobody matches the text, and these are who is most like it. */
  similar: boolean;
  /** Those of `anyOf` that no customer has. */
  notFound: string[];
  /** The row of each customer in the query's `locate`; null where it is not listed. */
  located: (number | null)[];
  /** Customers that match the text, by license: the six known ones always, of unknown ones the chosen and the most frequent. */
  licenses: LicenseCount[];
  unlistedLicenses: UnlistedLicenses;
}

/** What the filter that is being typed, from `start` to `end` in `text`, may become. */
export interface Suggestions {
  /** The search text, cleaned of what is not from a keyboard. */
  text: string;
  start: number;
  end: number;
  /** Whole filters, such as `license:"OC Pro"`, and how many customers each would find; null where they are not counted. */
  items: { term: string; customers: number | null }[];
}
