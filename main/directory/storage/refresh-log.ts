import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import type { ChangeCounts, LastChanges } from '../../../preload/contract/changes.ts';
import type { DirectoryStatus } from '../../../preload/contract/directory.ts';
import type { Failure } from '../../../preload/contract/failures.ts';
import type { RefreshRecord } from '../../../preload/contract/refresh.ts';
import { failure, FailureSchema } from '../../failure.ts';
import { licenseCounts } from '../customers/licenses.ts';
import { LicenseTotals } from './snapshot.ts';

/** Refreshes stay on record so long, in milliseconds. */
const longestKept = 2 * 365 * 24 * 3_600_000;
/** Refreshes whose clocks have to agree on what is that old. */
const judging = 20;

/** When a refresh ran, in epoch milliseconds. */
export interface RefreshTimes {
  startedAt: number;
  endedAt: number;
}

/** What became of a refresh; `received` counts the rows that Live Platform sent, `licenses` the customers by license number. */
type RefreshEnd =
  | { outcome: 'failed'; failure: Failure }
  | { outcome: 'held'; received: number }
  | { outcome: 'unchanged'; received: number; licenses: ReadonlyMap<number, number> }
  | {
      outcome: 'replaced';
      received: number;
      licenses: ReadonlyMap<number, number>;
      changes: ChangeCounts | null;
      /** Whether a person chose a list that was held. */
      decided: boolean;
    };

/** Writes one refresh into the log, and drops what is too old. @returns its number */
export function recordRefresh(database: Database, times: RefreshTimes, end: RefreshEnd): number {
  const isReplaced = end.outcome === 'replaced';
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO refreshes (started_at, ended_at, outcome, received, failure, licenses, changes, decided)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      times.startedAt,
      times.endedAt,
      end.outcome,
      'received' in end ? end.received : null,
      'failure' in end ? JSON.stringify(v.parse(FailureSchema, end.failure)) : null,
      'licenses' in end
        ? JSON.stringify(licenseCounts(end.licenses).map(({ number, customers }) => [number, customers]))
        : null,
      isReplaced && end.changes ? JSON.stringify(end.changes) : null,
      isReplaced && end.decided ? 1 : 0,
    );
  dropOldest(database, earliestOfLast(database) - longestKept);
  return Number(lastInsertRowid);
}

/**
 * The earliest moment at which one of the last refreshes ended: a clock that is years ahead for a while must not take away what is
 * on record.
 */
function earliestOfLast(database: Database): number {
  const ends = database.prepare('SELECT ended_at FROM refreshes ORDER BY number DESC LIMIT ?').pluck().all(judging);
  return Math.min(...v.parse(v.array(v.number()), ends));
}

/** Drops what ended before a moment; but not the record of the cached list, by which it is told from a first one. */
function dropOldest(database: Database, before: number): void {
  const old = database.prepare('SELECT number FROM refreshes WHERE ended_at < ? AND number <> ?').pluck();
  for (const number of old.all(before, readListNumber(database) ?? 0)) {
    database.prepare('DELETE FROM changes WHERE refresh = ?').run(number);
    database.prepare('DELETE FROM refreshes WHERE number = ?').run(number);
  }
}

/** The number that the next refresh is recorded under. Only for who writes. */
export function nextRefreshNumber(database: Database): number {
  const last = database.prepare('SELECT ifnull(max(number), 0) FROM refreshes').pluck().get();
  return v.parse(v.number(), last) + 1;
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

const Counts = v.object({
  added: v.number(),
  removed: v.number(),
  renamed: v.number(),
  license: v.number(),
  applied: v.number(),
}) satisfies v.GenericSchema<ChangeCounts>;

const LoggedRefresh = v.object({
  number: v.number(),
  started_at: v.number(),
  ended_at: v.number(),
  outcome: v.picklist(['replaced', 'unchanged', 'held', 'failed']),
  received: v.nullable(v.number()),
  failure: v.nullable(v.pipe(v.string(), v.fallback(v.pipe(v.string(), v.parseJson(), FailureSchema), unreadable))),
  licenses: v.nullable(LicenseTotals),
  changes: v.nullable(v.pipe(v.string(), v.parseJson(), Counts)),
  decided: v.number(),
});
type LoggedRefresh = v.InferOutput<typeof LoggedRefresh>;

function lastRefreshes(database: Database, which: string, count: number): LoggedRefresh[] {
  const rows = database.prepare(`SELECT * FROM refreshes ${which} ORDER BY number DESC LIMIT ?`).all(count);
  return v.parse(v.array(LoggedRefresh), rows);
}

/** The last refresh, if it failed; null when it succeeded or there was none. A decision on an older list asked nobody. */
export function readLastFailure(database: Database): DirectoryStatus['lastFailure'] {
  const [last] = lastRefreshes(database, 'WHERE NOT decided', 1);
  return last?.failure ? { at: last.ended_at, failure: last.failure } : null;
}

/** What the last refresh that got a list has changed; null when it changed nothing. */
export function readLastChanges(database: Database): LastChanges | null {
  const [last] = lastRefreshes(database, "WHERE outcome IN ('replaced', 'unchanged')", 1);
  return last?.changes ? { refresh: last.number, ...last.changes } : null;
}

/** The last hundred refreshes, newest first: a list that was decided on stands with the refresh that brought it. */
export function readRefreshes(database: Database): RefreshRecord[] {
  const refreshes = lastRefreshes(database, '', 100);
  const numbers = new Map(refreshes.map((each) => [each.outcome === 'held' ? each.ended_at : null, each.number]));
  // Not by time: a clock may have been set back.
  const cameWith = (each: LoggedRefresh): number =>
    (each.decided === 1 ? numbers.get(each.ended_at) : null) ?? each.number;
  return refreshes
    .sort((a, b) => cameWith(b) - cameWith(a))
    .map(({ number, started_at, ended_at, outcome, received, failure: problem, changes, licenses }) => ({
      number,
      startedAt: started_at,
      endedAt: ended_at,
      outcome,
      received,
      failure: problem,
      changes,
      licenses: licenses && licenseCounts(new Map(licenses)),
    }));
}
