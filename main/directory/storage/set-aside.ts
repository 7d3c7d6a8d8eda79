import { existsSync, renameSync } from 'node:fs';
import { basename } from 'node:path';
import { companions } from './companions.ts';

/**
 * Gives a damaged database, which nobody has open, a name that was never used, and tells that name.
 * Throws what the file system reports.
 */
export function setAside(file: string, now: number): string {
  const stamp = `${file}.damaged-${new Date(now).toISOString().replaceAll(':', '-')}`;
  let name = stamp;
  for (let count = 2; companions.some((companion) => existsSync(name + companion)); count++) name = `${stamp}-${count}`;
  for (const companion of companions) {
    if (existsSync(file + companion)) renameSync(file + companion, name + companion);
  }
  return basename(name);
}
