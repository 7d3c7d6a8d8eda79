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

/** Shows a folder in the system's file manager. */
export function openFolder(folder: string): void {
  void shell.openPath(folder);
}

/** Opens a file in the program for its kind; where there is none, shows it in its folder. */
export async function openFile(file: string): Promise<void> {
  const problem = await shell.openPath(file);
  if (problem) shell.showItemInFolder(file);
}
