import { mkdtempSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { shell } from 'electron';

/** Whether files can be created in a folder, found out by creating one: Windows permissions can't be read reliably. */
export function isWritable(folder: string): boolean {
  try {
    rmdirSync(mkdtempSync(join(folder, 'writable-')));
    return true;
  } catch {
    return false;
  }
}

/** Opens a file in its program, or a folder in the file manager; where that fails, shows it in its folder. */
export async function openPath(path: string): Promise<void> {
  const problem = await shell.openPath(path);
  if (problem) shell.showItemInFolder(path);
}
