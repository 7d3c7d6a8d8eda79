import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';

// An export is written beside its target, in a folder that is the person's. So that a kill leaves nothing there, a note beside
// the cache says where the temporary file is, from before it is made until it is gone.

/** Names a temporary file beside `target`, and notes it beside the cache in `cacheFile`. */
export async function beginTemporary(cacheFile: string, target: string): Promise<Temporary> {
  const id = randomUUID();
  const file = join(dirname(target), temporaryName(id));
  const note = noteOf(cacheFile, id);
  // Where no note can be written, an export must still be possible.
  await writeFile(note, file, { flag: 'wx' }).catch(() => undefined);
  return {
    file,
    async end() {
      await rm(file, { force: true });
      await rm(note, { force: true });
    },
  };
}

/** The temporary file of one export. */
export interface Temporary {
  file: string;
  /** Removes it, if it is still there. Throws what the file system reports; the note stays then. */
  end(): Promise<void>;
}

/**
 * Removes what exports from the cache in `cacheFile` have left behind when Fieldbook was killed; none may run. Only a file whose
 * name holds the ID of its note is removed. What can't be looked at now, on a drive that is not there, waits for the next time.
 */
export function removeUnfinished(cacheFile: string): void {
  const folder = dirname(cacheFile);
  const beginning = basename(noteOf(cacheFile, ''));
  for (const name of namesIn(folder)) {
    if (name.startsWith(beginning)) removeOne(join(folder, name), name.slice(beginning.length));
  }
}

function removeOne(note: string, id: string): void {
  try {
    // Opening a pipe would wait for somebody to write into it.
    if (!statSync(note).isFile()) return;
    const temporary = readFileSync(note, 'utf8');
    if (basename(temporary) === temporaryName(id)) {
      if (!statSync(dirname(temporary)).isDirectory()) return;
      rmSync(temporary, { force: true });
    }
    rmSync(note, { force: true });
  } catch {
    return;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function temporaryName(id: string): string {
  return `.fieldbook-${id}.part`;
}

function noteOf(cacheFile: string, id: string): string {
  return `${cacheFile}.export-${id}`;
}
