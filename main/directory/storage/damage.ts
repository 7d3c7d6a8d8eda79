import Sqlite, { type Database } from 'better-sqlite3';
import type { Failure } from '../../../preload/contract/failures.ts';
import { failure } from '../../failure.ts';
import { cacheFailure } from './cache-failure.ts';
import { countCustomers } from './cached-customers.ts';
import { busyTimeout, refuseCut, refusePipes } from './database.ts';
import { readRefreshes } from './refresh-log.ts';
import { readLicenseTotals, readSnapshot } from './snapshot.ts';

/**
 * Looks at a database's file anew, on a connection of its own: an error that was met in passing proves nothing.
 * @returns `cache-damaged`; null for a sound file. Throws what keeps it from being looked at.
 */
export function damageOf(file: string): Failure | null {
  try {
    refusePipes(file);
    refuseCut(file);
    const database = new Sqlite(file, { fileMustExist: true, timeout: busyTimeout });
    try {
      return damageIn(database);
    } finally {
      database.close();
    }
  } catch (error) {
    const problem = cacheFailure(error);
    if (problem?.code === 'cache-damaged') return problem;
    throw error;
  }
}

/** What SQLite's own check does not pass, or content that Fieldbook never writes. */
function damageIn(database: Database): Failure | null {
  // Not quick_check, which does not compare the indexes with their tables. https://www.sqlite.org/pragma.html#pragma_quick_check
  const found = database.pragma('integrity_check(1)', { simple: true });
  if (found !== 'ok') return failure('cache-damaged', `integrity_check: ${String(found)}`);
  readRefreshes(database);
  const listed = readSnapshot(database)?.customers ?? 0;
  const stored = countCustomers(database);
  const counted = [...readLicenseTotals(database).values()].reduce((sum, customers) => sum + customers, 0);
  if (counted !== listed) return failure('cache-damaged', `${counted} of ${listed} customers are counted by license.`);
  if (stored !== listed) return failure('cache-damaged', `${stored} of ${listed} customers are stored.`);
  const held = database.prepare('SELECT json_valid(list) FROM held_list').pluck().get();
  return held === 0 ? failure('cache-damaged', 'The list that waits can’t be read.') : null;
}
