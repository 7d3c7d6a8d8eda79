import { mkdtempSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { shell } from 'electron';

/** Whether files can be made in a folder: found out by making one, for what Windows grants can't be read off. */
export function isWritable(folder: string): boolean {
  try {
    rmdirSync(mkdtempSync(join(folder, 'writable-')));
    return true;
  } catch {
    return false;
  }
}

/** Opens a file in the program for its kind, or a folder in the file manager; where that fails, shows it where it is. */
export async function openPath(path: string): Promise<void> {
  const problem = await shell.openPath(path);
  if (problem) shell.showItemInFolder(path);
}
