import { existsSync, renameSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { fileSuffixes } from './file-suffixes.ts';

/**
 * Gives a damaged database, which nobody has open, a name that was never used, and tells that name.
 * Throws what the file system reports.
 */
export function setAside(file: string, now: number): string {
  const name = unusedName(file, now);
  for (const suffix of fileSuffixes) {
    if (existsSync(file + suffix)) renameSync(file + suffix, name + suffix);
  }
  return basename(name);
}

/**
 * Gives what is no file, such as a folder or a pipe, another name where it stands in the place of a database's log or its index:
 * SQLite can't make its own there. @returns the new names. Throws what the file system reports.
 */
export function setAsideStrangers(file: string, now: number): string[] {
  const strangers = [...fileSuffixes.slice(1), '-journal'].filter(
    (suffix) => statSync(file + suffix, { throwIfNoEntry: false })?.isFile() === false,
  );
  const name = unusedName(file, now);
  for (const suffix of strangers) renameSync(file + suffix, name + suffix);
  return strangers.map((suffix) => basename(name + suffix));
}

function unusedName(file: string, now: number): string {
  const stamp = `${file}.damaged-${new Date(now).toISOString().replaceAll(':', '-')}`;
  let name = stamp;
  for (let count = 2; fileSuffixes.some((suffix) => existsSync(name + suffix)); count++) name = `${stamp}-${count}`;
  return name;
}
