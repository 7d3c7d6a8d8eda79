import { existsSync, readFileSync, renameSync } from 'node:fs';
import { basename } from 'node:path';
import { writeFileSync } from 'atomically';
import * as v from 'valibot';
import { fail } from './failure.ts';

/** What a JSON file was found to hold. One that can't be understood is kept under another name, `keptAs`. */
export type JsonContent<T> =
  { kind: 'missing' } | { kind: 'read'; value: T } | { kind: 'newer' } | { kind: 'damaged'; keptAs: string };

const ByNewer = v.object({ version: v.pipe(v.number(), v.minValue(2)) });

/**
 * Reads a JSON file that has a `version`. One of a higher version than 1 was written by a newer Fieldbook, and stays as
 * it is; one that is damaged is set aside under a new name, never overwritten.
 * @param now epoch milliseconds, for the name of a damaged file
 */
export function readJsonFile<T>(file: string, schema: v.GenericSchema<unknown, T>, now: number): JsonContent<T> {
  if (!existsSync(file)) return { kind: 'missing' };
  const content = parsedContent(file);
  const parsed = v.safeParse(schema, content);
  if (parsed.success) return { kind: 'read', value: parsed.output };
  if (v.is(ByNewer, content)) return { kind: 'newer' };
  return { kind: 'damaged', keptAs: basename(setAside(file, now)) };
}

function setAside(file: string, now: number): string {
  const keptAs = `${file}.damaged-${new Date(now).toISOString().replaceAll(':', '-')}`;
  try {
    renameSync(file, keptAs);
    return keptAs;
  } catch {
    // Where nothing can be renamed nothing can be overwritten either.
    return file;
  }
}

/** Writes a JSON file whole, or not at all. Throws `cache-unwritable`. */
export function writeJsonFile(file: string, value: unknown): void {
  try {
    writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
  } catch (error) {
    fail('cache-unwritable', `${basename(file)}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Null for what is no JSON, or can't be read. */
function parsedContent(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
