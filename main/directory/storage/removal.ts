import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { codeOf } from '../../error-code.ts';
import { fail } from '../../failure.ts';
import { removeUnfinished } from '../export/unfinished-exports.ts';

/**
 * Removes the directory in a file, which nobody has open, and all that is called after it, whatever it is: what was set aside, and
 * what a kill has left of exports. Throws `cache-unwritable` when something is left.
 */
export async function removeDirectory(file: string): Promise<void> {
  // The notes say where the rest of an export is.
  removeUnfinished(file);
  try {
    const names = await readdir(dirname(file));
    const itsOwn = names.filter((name) => name.startsWith(basename(file)));
    await Promise.all(itsOwn.map((name) => rm(join(dirname(file), name), { force: true, recursive: true })));
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return;
    fail('cache-unwritable', `${code}: ${basename(file)}`, {
      title: 'The cached list could not be removed',
      advice: `Close any program that has ${basename(file)} open, in Fieldbook’s data folder, and forget the connection again.`,
    });
  }
}
