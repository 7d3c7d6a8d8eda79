import type { Database } from 'better-sqlite3';
import { type CachedList, readInSteps } from '../main/directory/intake/cached-list.ts';
import { workAhead } from '../main/directory/threads/work-ahead.ts';

/** Reads the whole list at once, for a test that does not care about the steps. */
export function readCachedList(database: Database): CachedList {
  return workAhead(readInSteps(database)).finish();
}
