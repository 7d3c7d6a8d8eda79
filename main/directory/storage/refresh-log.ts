import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import type { DirectoryStatus, Failure, LastChanges, RefreshRecord } from '../../../preload/bridge.ts';
import { failure, FailureSchema } from '../../failure.ts';
import { countChanges, readRemoved } from './changes.ts';
import { licenseCounts } from '../customers/licenses.ts';
import { LicenseTotals } from './snapshot.ts';

/** Refreshes that stay on record, with what they changed: years of work, and some megabytes at most. */
const mostKept = 1_000;

/** When a refresh ran, in epoch milliseconds. */
export interface RefreshTimes {
  startedAt: number;
  endedAt: number;
}

/** What became of a refresh; `received` counts the rows that Live Platform sent. */
type RefreshEnd =
  { outcome: 'replaced' | 'unchanged' | 'held'; received: number } | { outcome: 'failed'; failure: Failure };

/** Writes one refresh into the log, after the snapshot it made, and drops what is too old. @returns its number */
export function recordRefresh(database: Database, times: RefreshTimes, end: RefreshEnd): number {
  const received = end.outcome === 'failed' ? null : end.received;
  const logged = end.outcome === 'failed' ? JSON.stringify(v.parse(FailureSchema, end.failure)) : null;
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO refreshes (started_at, ended_at, outcome, received, failure, licenses)
       VALUES (?, ?, ?, ?, ?, (SELECT licenses FROM snapshot WHERE ?))`,
    )
    .run(times.startedAt, times.endedAt, end.outcome, received, logged, bringsList(end) ? 1 : 0);
  const number = Number(lastInsertRowid);
  database.prepare('DELETE FROM changes WHERE refresh <= ?').run(number - mostKept);
  database.prepare('DELETE FROM refreshes WHERE number <= ?').run(number - mostKept);
  return number;
}

function bringsList({ outcome }: RefreshEnd): boolean {
  return outcome === 'replaced' || outcome === 'unchanged';
}

/** The number of the last refresh in the log, whatever became of it; null before the first. */
export function readLastNumber(database: Database): number | null {
  return v.parse(v.nullable(v.number()), database.prepare('SELECT max(number) FROM refreshes').pluck().get());
}

/** The number of the refresh that brought the cached list; null before the first. It tells one list from another. */
export function readListNumber(database: Database): number | null {
  const number = database.prepare("SELECT max(number) FROM refreshes WHERE outcome = 'replaced'").pluck().get();
  return v.parse(v.nullable(v.number()), number);
}

/** A failure that a newer Fieldbook has written: there was one, and more can't be said. */
const unreadable = failure('malformed', 'The record of this failure can’t be read.');

const LoggedRefresh = v.object({
  number: v.number(),
  started_at: v.number(),
  ended_at: v.number(),
  outcome: v.picklist(['replaced', 'unchanged', 'held', 'failed']),
  received: v.nullable(v.number()),
  failure: v.nullable(v.pipe(v.string(), v.fallback(v.pipe(v.string(), v.parseJson(), FailureSchema), unreadable))),
  licenses: v.nullable(LicenseTotals),
});

function lastRefreshes(database: Database, count: number): v.InferOutput<typeof LoggedRefresh>[] {
  const rows = database.prepare('SELECT * FROM refreshes ORDER BY number DESC LIMIT ?').all(count);
  return v.parse(v.array(LoggedRefresh), rows);
}

/** The last refresh, if it failed; null when it succeeded or there was none. */
export function readLastFailure(database: Database): DirectoryStatus['lastFailure'] {
  const [last] = lastRefreshes(database, 1);
  return last?.failure ? { at: last.ended_at, failure: last.failure } : null;
}

/** What the last refresh that got a list has changed; null when it changed nothing. */
export function readLastChanges(database: Database): LastChanges | null {
  const number = database
    .prepare("SELECT max(number) FROM refreshes WHERE outcome IN ('replaced', 'unchanged')")
    .pluck();
  const refresh = v.parse(v.nullable(v.number()), number.get());
  const counts = refresh === null ? undefined : countChanges(database, refresh).get(refresh);
  return refresh !== null && counts ? { refresh, ...counts, removedNames: readRemoved(database, refresh) } : null;
}

/** The last hundred refreshes, newest first. */
export function readRefreshes(database: Database): RefreshRecord[] {
  const refreshes = lastRefreshes(database, 100);
  const changes = countChanges(database, refreshes.at(-1)?.number ?? 0);
  return refreshes.map(({ number, started_at, ended_at, outcome, received, failure: problem, licenses }) => ({
    number,
    startedAt: started_at,
    endedAt: ended_at,
    outcome,
    received,
    failure: problem,
    changes: changes.get(number) ?? null,
    licenses: licenses && licenseCounts(new Map(licenses)),
  }));
}
