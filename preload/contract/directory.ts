// What is cached of one connection, and in which state.
import type { LastChanges } from './changes.ts';
import type { Failure } from './failures.ts';
import type { HeldList } from './held-list.ts';

/** A row of the list that could not be used: what it was is not kept, only where it stood and why. */
export interface SetAside {
  /** Counted from 1, as a person counts. */
  position: number;
  reason: string;
}

/** The list that is cached: when it was fetched (epoch milliseconds), and what became of its rows. */
export interface Snapshot {
  refreshedAt: number;
  customers: number;
  received: number;
  /** Rows that repeated another one to the letter. */
  collapsed: number;
  /** All of them are counted, the first hundred are listed. */
  setAside: { count: number; listed: SetAside[] };
}

export interface DirectoryStatus {
  snapshot: Snapshot | null;
  /** The last refresh, if it failed after the snapshot was made (epoch milliseconds). */
  lastFailure: { at: number; failure: Failure } | null;
  /** Null when the last list was the same as the one before, or the first. */
  lastChanges: LastChanges | null;
  /** A list that waits for the person's decision. */
  held: HeldList | null;
  /** What is wrong with the cache itself: damaged and set aside, from a newer version, unwritable, unreadable. */
  cacheProblem: Failure | null;
}
