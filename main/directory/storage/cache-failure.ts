import { SqliteError } from 'better-sqlite3';
import * as v from 'valibot';
import type { Failure } from '../../../preload/contract/failures.ts';
import { failure, FailureError } from '../../failure.ts';

/** Where it is known why nothing can be read or written, the advice says so. */
const adviceByCode: [code: RegExp, advice: string][] = [
  [/^(SQLITE_(IOERR_)?NOMEM|ENOMEM)/, 'There is not enough memory. Close other programs, then try again.'],
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, 'The disk is full. Free some space on it, then try again.'],
  [
    /^(SQLITE_BUSY|SQLITE_LOCKED|EBUSY)/,
    'Another program holds the cached list, such as a backup or a virus scan. Wait until it has ended, then try again.',
  ],
];

/**
 * What an error from SQLite or the file system, or stored data that can't be, means for the cache; a `FailureError` keeps
 * its own failure, and null is no failure of the cache. Codes: https://www.sqlite.org/rescode.html
 * `cache-damaged` is a suspicion here: only `damageOf` can say so.
 * @param code what it means when nothing speaks for damage
 */
export function cacheFailure(
  error: unknown,
  code: 'cache-unwritable' | 'cache-unreadable' = 'cache-unwritable',
): Failure | null {
  if (error instanceof FailureError) return error.failure;
  // Its message would quote what is stored.
  if (error instanceof v.ValiError) return failure('cache-damaged', 'What is stored is not what was written.');
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const detail = `${error.code}: ${error.message}`;
  if (/^SQLITE_(CORRUPT|NOTADB|SCHEMA|ERROR)/.test(error.code)) return failure('cache-damaged', detail);
  if (!(error instanceof SqliteError) && !isFromFileSystem(error)) return null;
  const advice = adviceByCode.find(([pattern]) => pattern.test(String(error.code)))?.[1];
  return failure(code, detail, advice === undefined ? {} : { advice });
}

/** Node gives errors of the operating system the call that failed. https://nodejs.org/api/errors.html#class-systemerror */
function isFromFileSystem(error: Error): boolean {
  return 'syscall' in error && 'errno' in error;
}
