import { SqliteError } from 'better-sqlite3';
import { failure, FailureError } from '../../failure.ts';

const adviceByCode: [code: RegExp, advice: string][] = [
  [/^(ENOSPC|EDQUOT|EFBIG)$/, 'The disk is full. Free some space on it, or export to another disk.'],
  [
    /^(EACCES|EPERM|EBUSY|EROFS)$/,
    'This folder or file can’t be written. If another program has the file open, close it there; otherwise choose another folder.',
  ],
  [/^(ENOENT|ENOTDIR)$/, 'The folder is not there any more. Choose another one.'],
  [/^(EISDIR|ENOTEMPTY|EEXIST)$/, 'There is a folder of this name. Choose another name.'],
  [/^ELOOP$/, 'This link leads nowhere. Choose another name.'],
  [/^ENAMETOOLONG$/, 'The name is too long for this disk. Choose a shorter one.'],
];

/** What an error means that was met while writing an export; one of the cache itself is given back as it is. */
export function exportFailure(error: unknown): unknown {
  if (error instanceof FailureError || error instanceof SqliteError) return error;
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  const { code } = error;
  const advice = adviceByCode.find(([pattern]) => pattern.test(code))?.[1];
  // The message would name the file; the code says enough.
  return new FailureError(failure('export-failed', code, advice === undefined ? {} : { advice }), { cause: error });
}
