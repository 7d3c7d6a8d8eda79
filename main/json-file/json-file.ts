import {
  copyFileSync,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { writeFileSync } from 'atomically';
import * as v from 'valibot';
import type { Failure } from '../../preload/contract/failures.ts';
import { codeOf } from '../error-code.ts';
import { fail, failure } from '../failure.ts';

/**
 * What a JSON file was found to hold. `whole`: nothing in it is invalid; otherwise `value` is made of what is valid. What
 * can't be understood at all is kept under another name, `keptAs`. A file that can't be read now is left alone; `reason` is
 * the system's code.
 */
export type JsonContent<T> =
  | { kind: 'missing' }
  | { kind: 'read'; value: T; whole: boolean }
  | { kind: 'newer' }
  | { kind: 'unreadable'; reason: string }
  | { kind: 'damaged'; keptAs: string };

/** How to read a JSON file that has a `version`. */
export interface JsonSchemas<T> {
  /** What Fieldbook writes. */
  whole: v.GenericSchema;
  /** Keeps what is valid; fails when nothing is. */
  valid: v.GenericSchema<unknown, T>;
}

/** A JSON file that is always written whole, and never over content that could not be read. */
export interface JsonFile<T> {
  /** What it holds. As long as it can't be read, each call tries again. */
  content(): JsonContent<T>;
  /**
   * Writes it whole or not at all; the file is first copied to another name if it holds invalid values. Throws
   * `cache-unwritable`, and `cache-unreadable` or `cache-from-newer-version` rather than overwrite what could not be read.
   */
  write(value: T): void;
}

/** What a person is told of a file's content. */
export type ContentWording = Record<'newer' | 'unreadable' | 'damaged' | 'partly', { title: string; advice: string }>;

const ByNewer = v.object({ version: v.pipe(v.number(), v.minValue(2)) });

/**
 * Opens a JSON file that only Fieldbook writes, and removes temporary files that a kill left behind. A version above 1 is a
 * newer Fieldbook's, and the file stays as it is; a damaged file is set aside under a new name.
 * @param now epoch milliseconds, for the name of a file that is set aside
 * @param read gives a file's bytes, and throws what the file system reports
 */
export function openJsonFile<T>(
  file: string,
  schemas: JsonSchemas<T>,
  now: () => number,
  read: (file: string) => Uint8Array = readBytes,
): JsonFile<T> {
  removeUnfinished(file);
  let found = contentOf(file, schemas, now(), read);

  function content(): JsonContent<T> {
    if (found.kind === 'unreadable') found = contentOf(file, schemas, now(), read);
    return found;
  }

  return {
    content,
    write(value) {
      const before = content();
      if (before.kind === 'unreadable') fail('cache-unreadable', `${basename(file)}: ${before.reason}`);
      if (before.kind === 'newer') fail('cache-from-newer-version', basename(file));
      try {
        if (before.kind === 'read' && !before.whole) copyFileSync(file, nameToKeep(file, now()));
        writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
      } catch (error) {
        fail('cache-unwritable', `${basename(file)}: ${codeOf(error)}`);
      }
      found = { kind: 'read', value, whole: true };
    },
  };
}

/** What to tell a person of a file's content; null when all is well. */
export function contentProblem(file: string, content: JsonContent<unknown>, wording: ContentWording): Failure | null {
  const name = basename(file);
  switch (content.kind) {
    case 'missing':
      return null;
    case 'read':
      return content.whole ? null : failure('cache-damaged', `${name} holds invalid values.`, wording.partly);
    case 'newer':
      return failure('cache-from-newer-version', name, wording.newer);
    case 'unreadable':
      return failure('cache-unreadable', `${name}: ${content.reason}`, wording.unreadable);
    case 'damaged':
      return failure('cache-damaged', `${name} was kept as ${content.keptAs}.`, wording.damaged);
  }
}

function contentOf<T>(
  file: string,
  { whole, valid }: JsonSchemas<T>,
  now: number,
  read: (file: string) => Uint8Array,
): JsonContent<T> {
  let bytes: Uint8Array;
  try {
    bytes = read(file);
  } catch (error) {
    const reason = codeOf(error);
    // A link to a missing drive is not a missing file.
    return reason === 'ENOENT' && !isThere(file) ? { kind: 'missing' } : { kind: 'unreadable', reason };
  }
  const json = parsed(bytes);
  // In another encoding, a name would be read as another one.
  if (json === undefined) return { kind: 'unreadable', reason: 'It is not in UTF-8.' };
  const { success, output } = v.safeParse(valid, json);
  if (success) return { kind: 'read', value: output, whole: v.is(whole, json) };
  if (v.is(ByNewer, json)) return { kind: 'newer' };
  return setAside(file, now);
}

function readBytes(file: string): Uint8Array {
  const found = statSync(file);
  // Opening a pipe would wait for a writer, and a device may never end. For a folder, the system gives its own error.
  const isReadable = found.isFile() || found.isDirectory();
  if (!isReadable) throw Object.assign(new Error('It is no file.'), { code: 'EINVAL' });
  return readFileSync(file);
}

function isThere(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** Null for what is no JSON, undefined for JSON in an encoding that can't be known. */
function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes));
  } catch {
    return isJson(new TextDecoder('latin1').decode(bytes)) ? undefined : null;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** By the byte order mark that editors and PowerShell put first. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}

function setAside<T>(file: string, now: number): JsonContent<T> {
  const keptAs = nameToKeep(file, now);
  try {
    renameSync(file, keptAs);
    return { kind: 'damaged', keptAs: basename(keptAs) };
  } catch (error) {
    // It stays where it is, and is never overwritten.
    return { kind: 'unreadable', reason: codeOf(error) };
  }
}

function nameToKeep(file: string, now: number): string {
  return `${file}.damaged-${new Date(now).toISOString().replaceAll(':', '-')}`;
}

/** Only those named as `atomically` names its temporary files. */
function removeUnfinished(file: string): void {
  try {
    const real = isThere(file) ? realpathSync(file) : file;
    const beginning = `${basename(real)}.tmp-`;
    for (const name of readdirSync(dirname(real))) {
      const isUnfinished = name.startsWith(beginning) && /^\d{10}[\da-f]{6}$/.test(name.slice(beginning.length));
      if (isUnfinished) rmSync(join(dirname(real), name), { force: true });
    }
  } catch {
    return;
  }
}
