import { lstatSync, rmSync, statSync } from 'node:fs';
import { fileSuffixes } from './file-suffixes.ts';

/** Which files a database was opened from. */
export interface Identity {
  file: string | null;
  /** Of the write-ahead log. */
  log: string | null;
}

/** Tells the files of a database from others that took their place under the same names; null where there is none to be seen. */
export function identityOf(file: string): Identity {
  return { file: identityOfOne(file), log: identityOfOne(`${file}-wal`) };
}

/** Whether the file of this name is still the one that was opened. */
export function isSameFile(file: string, opened: Identity): boolean {
  return identityOfOne(file) === opened.file;
}

/** Whether there is a link under this name, wherever it leads. */
export function isLink(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  } catch {
    return false;
  }
}

/**
 * Removes the log that was left when another file took the database's place: it does not belong to that one, and SQLite would
 * not know. While the database that was opened is still open, for its files' identities may be given away afterwards.
 */
export function dropForeignLog(file: string, opened: Identity): void {
  const now = identityOf(file);
  if (now.file !== null && now.file !== opened.file && now.log !== null && now.log === opened.log) removeLog(file);
}

/** Removes the log and its index. */
export function removeLog(file: string): void {
  for (const suffix of fileSuffixes.slice(1)) rmSync(file + suffix, { force: true });
}

function identityOfOne(file: string): string | null {
  try {
    const { dev, ino } = statSync(file, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}
