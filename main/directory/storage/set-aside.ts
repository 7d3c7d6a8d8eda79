import { existsSync, renameSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { companions } from './companions.ts';

/**
 * Gives a damaged database, which nobody has open, a name that was never used, and tells that name.
 * Throws what the file system reports.
 */
export function setAside(file: string, now: number): string {
  const name = unusedName(file, now);
  for (const companion of companions) {
    if (existsSync(file + companion)) renameSync(file + companion, name + companion);
  }
  return basename(name);
}

/**
 * Gives what is no file, such as a folder or a pipe, another name where it stands in the place of a database's log or its index:
 * SQLite can't make its own there. @returns the new names. Throws what the file system reports.
 */
export function setAsideStrangers(file: string, now: number): string[] {
  const strangers = [...companions.slice(1), '-journal'].filter(
    (companion) => statSync(file + companion, { throwIfNoEntry: false })?.isFile() === false,
  );
  const name = unusedName(file, now);
  for (const companion of strangers) renameSync(file + companion, name + companion);
  return strangers.map((companion) => basename(name + companion));
}

function unusedName(file: string, now: number): string {
  const stamp = `${file}.damaged-${new Date(now).toISOString().replaceAll(':', '-')}`;
  let name = stamp;
  for (let count = 2; companions.some((companion) => existsSync(name + companion)); count++) name = `${stamp}-${count}`;
  return name;
}
