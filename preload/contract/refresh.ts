// A refresh: how far it is, and what is on record of past ones.
import type { ChangeCounts } from './changes.ts';
import type { Failure } from './failures.ts';
import type { LicenseCount } from './licenses.ts';

export type RefreshState =
  | { kind: 'idle' }
  | {
      kind: 'running';
      step: 'signing-in' | 'waiting' | 'downloading' | 'saving';
      receivedBytes: number;
      /** How many were read out of the bytes so far. */
      rows: number;
      /** For how many milliseconds Live Platform has sent almost nothing; null while bytes flow, and where none are waited for. */
      stalledFor: number | null;
    }
  /** It failed, for a reason that may pass, and is tried again so many milliseconds after this was told. */
  | { kind: 'waiting'; pause: number };

/** A past refresh (epoch milliseconds); `received` counts rows, `changes` is null when it changed nothing. */
export interface RefreshRecord {
  number: number;
  startedAt: number;
  endedAt: number;
  outcome: 'replaced' | 'unchanged' | 'held' | 'failed';
  received: number | null;
  failure: Failure | null;
  changes: ChangeCounts | null;
  /** Customers by license in the list that was cached then, as in `CustomerPage`; null when the refresh brought none. */
  licenses: LicenseCount[] | null;
}
