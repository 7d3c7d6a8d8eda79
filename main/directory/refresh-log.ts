import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import type { DirectoryStatus, Failure } from '../../preload/bridge.ts';
import { FailureSchema } from '../failure.ts';

/** When a refresh ran, in epoch milliseconds. */
export interface RefreshTimes {
  startedAt: number;
  endedAt: number;
}

/** What became of a refresh; `received` counts the rows that Live Platform sent. */
type RefreshEnd = { outcome: 'replaced' | 'unchanged'; received: number } | { outcome: 'failed'; failure: Failure };

/** Writes one refresh into the log. */
export function recordRefresh(database: Database, times: RefreshTimes, end: RefreshEnd): void {
  const received = end.outcome === 'failed' ? null : end.received;
  const failure = end.outcome === 'failed' ? JSON.stringify(end.failure) : null;
  database
    .prepare('INSERT INTO refreshes (started_at, ended_at, outcome, received, failure) VALUES (?, ?, ?, ?, ?)')
    .run(times.startedAt, times.endedAt, end.outcome, received, failure);
}

const LoggedFailure = v.object({
  ended_at: v.number(),
  failure: v.nullable(v.pipe(v.string(), v.parseJson(), FailureSchema)),
});

/** The last refresh, if it failed; null when it succeeded or there was none. */
export function readLastFailure(database: Database): DirectoryStatus['lastFailure'] {
  const row = database.prepare('SELECT ended_at, failure FROM refreshes ORDER BY number DESC LIMIT 1').get();
  if (row === undefined) return null;
  const last = v.parse(LoggedFailure, row);
  return last.failure && { at: last.ended_at, failure: last.failure };
}
