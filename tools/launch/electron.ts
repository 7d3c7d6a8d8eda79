/** Electron's binary: where it is, and whether it can start here. */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { nativeFormat } from '../../test/packaging/native-format.ts';
import type { ElectronBinary } from './decide.ts';

const electronPackage = resolve(import.meta.dirname, '../../node_modules/electron');
/** In milliseconds. The first start of all takes seconds where a virus scanner reads along. */
const patience = 60_000;

let found: ElectronBinary | undefined;

/**
 * The installed binary, or the one in the folder that ELECTRON_OVERRIDE_DIST_PATH names. Found by looking at files, never by
 * `require('electron')`, which downloads it when it is missing; tried once in the life of this process.
 */
export function findElectron(): ElectronBinary {
  found ??= lookAt(process.env['ELECTRON_OVERRIDE_DIST_PATH'] || null);
  return found;
}

function lookAt(folder: string | null): ElectronBinary {
  const executable = resolve(folder ?? join(electronPackage, 'dist'), pathInDist());
  if (!existsSync(executable)) return { state: 'missing', folder };
  const cause = whyNotStarting(executable);
  return cause === null ? { state: 'ready', executable } : { state: 'broken', cause };
}

/** Electron's installer writes it to path.txt; a folder that was unpacked by hand comes without. */
function pathInDist(): string {
  const written = join(electronPackage, 'path.txt');
  if (existsSync(written)) return readFileSync(written, 'utf8').trim();
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/** Why `executable` can't start on this machine; null when it can. */
export function whyNotStarting(executable: string): string | null {
  const here = `${process.platform} on ${process.arch}`;
  // Linux would hand it to the shell as a script.
  const format = process.platform === 'linux' ? nativeFormat(firstBytes(executable)) : null;
  if (format && (format.platform !== process.platform || format.arch !== process.arch)) {
    return `it is built for ${format.platform} on ${format.arch}, and this is ${here}`;
  }
  // As Node it needs no display and no sandbox, and still loads all libraries.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' };
  return causeOf(spawnSync(executable, ['--version'], { env, timeout: patience, encoding: 'utf8' }), here);
}

/**
 * What a start that failed says of its cause; null when it did not fail.
 * @param here the system and processor, in words
 */
export function causeOf(
  { error, status, signal, stderr }: Pick<SpawnSyncReturns<string>, 'error' | 'status' | 'signal' | 'stderr'>,
  here: string,
): string | null {
  if (error) return causeOfError(error, here);
  if (status === 0) return null;
  const library = /error while loading shared libraries: ([^:\s]+): cannot open/.exec(stderr)?.[1];
  if (library) return `the library ${library} is missing`;
  const [line] = stderr.split('\n').filter((each) => each.trim() !== '');
  return (
    line?.trim().replace(/\.$/, '') ?? (signal ? `it was ended by ${signal}` : `it ended with code ${String(status)}`)
  );
}

function causeOfError({ code, message }: NodeJS.ErrnoException, here: string): string {
  if (code === 'ETIMEDOUT') return `it did not answer within ${patience / 1000} seconds`;
  if (code === 'EACCES' || code === 'EPERM') return 'this system does not allow it to be run';
  // The file is there, so what is missing is the loader it names.
  if (code === 'ENOENT') return `it needs glibc, which this system (${here}) does not have`;
  // ENOEXEC, EFTYPE on Windows, EBADARCH on macOS: an executable for another processor.
  return `it is built for another system than this (${here}): ${code ?? message}`;
}

function firstBytes(file: string): Buffer {
  const bytes = Buffer.alloc(4096);
  const descriptor = openSync(file, 'r');
  try {
    return bytes.subarray(0, readSync(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
}
