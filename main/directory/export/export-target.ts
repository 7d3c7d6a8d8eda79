import type { Stats } from 'node:fs';
import { access, constants, lstat, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { codeOf } from '../../error-code.ts';
import { fail } from '../../failure.ts';

/** Where an export goes, and the file that is there now; null when there is none. */
export interface ExportTarget {
  file: string;
  existing: Pick<Stats, 'mode' | 'uid' | 'gid'> | null;
}

/**
 * Finds where an export into `path` has to be written: behind a link it is the file that the link names, so that the link stays.
 * @param ownFolder Fieldbook's own: whatever is in it, however deep, is never replaced
 * Throws `export-failed` for what can't be replaced by a file without taking something else away, and what the file system reports.
 */
export async function exportTarget(path: string, ownFolder: string): Promise<ExportTarget> {
  const file = await behindLinks(path);
  if (await isInside(file, ownFolder)) {
    fail('export-failed', 'Fieldbook’s data folder.', {
      advice: 'Fieldbook keeps its own files in this folder. Choose another folder.',
    });
  }
  const existing = await stat(file).catch(unlessMissing);
  if (!existing) return { file, existing };
  if (existing.isDirectory()) throw Object.assign(new Error('A folder is in its place.'), { code: 'EISDIR' });
  if (!existing.isFile())
    fail('export-failed', 'A device.', { advice: 'This name is a device’s. Choose another name.' });
  // Replacing it would cut it off from its other names; writing into it could leave half a file under all of them.
  if (existing.nlink > 1) {
    const advice =
      'This file is known by other names too (hard links), and would be cut off from them. Choose another name.';
    fail('export-failed', `${existing.nlink} hard links.`, { advice });
  }
  // A file can be replaced wherever its folder can be written: whether it may be is another question.
  await access(file, constants.W_OK);
  return { file, existing };
}

/** Whether a file is in a folder, whichever link leads there. */
async function isInside(file: string, folder: string): Promise<boolean> {
  const real = await realpath(folder).catch(() => folder);
  const way = relative(real, join(await realpath(dirname(file)), basename(file)));
  return way.split(sep)[0] !== '..' && !isAbsolute(way);
}

async function behindLinks(path: string): Promise<string> {
  const found = await realpath(path).catch(unlessMissing);
  if (found !== null) return found;
  const link = await lstat(path).catch(unlessMissing);
  // A link to a file that is yet to be written. It can't go round in circles: `realpath` would have said so.
  return link?.isSymbolicLink() ? behindLinks(resolve(dirname(path), await readlink(path))) : path;
}

function unlessMissing(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null;
  throw error;
}
