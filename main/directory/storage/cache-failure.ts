import { SqliteError } from 'better-sqlite3';
import * as v from 'valibot';
import type { Failure } from '../../../preload/bridge.ts';
import { failure, FailureError } from '../../failure.ts';

const fileSystemCodes = /^E(ACCES|BUSY|DQUOT|EXIST|FBIG|IO|ISDIR|MFILE|NFILE|NOSPC|NOTDIR|PERM|ROFS)$/;

/** Where it is known why nothing can be written, the advice says so. */
const adviceByCode: [code: RegExp, advice: string][] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, 'The disk is full. Free some space on it, then try again.'],
  [
    /^(SQLITE_BUSY|SQLITE_LOCKED|EBUSY)/,
    'Another program holds the cached list, such as a backup or a virus scan. Wait until it has ended, then try again.',
  ],
];

/**
 * What an error from SQLite or the file system, or stored data that can't be, means for the cache; a `FailureError` keeps
 * its own failure, and null is no failure of the cache. Codes: https://www.sqlite.org/rescode.html
 */
export function cacheFailure(error: unknown): Failure | null {
  if (error instanceof FailureError) return error.failure;
  // Its message would quote what is stored.
  if (error instanceof v.ValiError) return failure('cache-damaged', 'What is stored is not what was written.');
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const { code } = error;
  const detail = `${code}: ${error.message}`;
  if (/^SQLITE_(CORRUPT|NOTADB|SCHEMA|ERROR)/.test(code)) return failure('cache-damaged', detail);
  if (!(error instanceof SqliteError) && !fileSystemCodes.test(code)) return null;
  const advice = adviceByCode.find(([pattern]) => pattern.test(code))?.[1];
  return failure('cache-unwritable', detail, advice === undefined ? {} : { advice });
}
