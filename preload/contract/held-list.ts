// A list that waits for the person’s decision.

/** Why a list is suspicious: it takes away much, at once or within a week, or comes with new IDs or without names. */
export type HeldReason = 'removed' | 'removed-in-steps' | 'new-ids' | 'no-names';

/** A list that waits for the person's decision: of `cached` customers it leaves `remaining` as they are known. */
export interface HeldList {
  /** When it came, in epoch milliseconds: which one a decision is about. */
  at: number;
  reason: HeldReason;
  cached: number;
  remaining: number;
  /** The short names of those who would go, or be others; at most a hundred. */
  leaving: string[];
  /** How many of all of those have a license, by its name; the most frequent first. */
  licenses: { name: string; customers: number }[];
}

export const heldChoices = ['keep', 'replace'] as const;

export type HeldChoice = (typeof heldChoices)[number];
