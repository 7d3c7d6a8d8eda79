import { shell } from 'electron';

/** Shows a folder in the system's file manager. */
export function openFolder(folder: string): void {
  void shell.openPath(folder);
}

/** Opens a file in the program for its kind; where there is none, shows it in its folder. */
export async function openFile(file: string): Promise<void> {
  const problem = await shell.openPath(file);
  if (problem) shell.showItemInFolder(file);
}
