import { rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Makes a file of Fieldbook's own one that nobody can read: a link in a circle. */
export async function makeUnreadable(userData: string, name: string): Promise<void> {
  const file = join(userData, name);
  await rename(file, `${file}-away`);
  await symlink(name, file);
}
