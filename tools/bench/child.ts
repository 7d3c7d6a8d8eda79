import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';

/**
 * Runs a script of this folder in a process of its own, as cold as the app begins, and gives what it prints as JSON.
 * Throws when it fails.
 */
export async function measure<T>(script: string, args: unknown, schema: v.GenericSchema<unknown, T>): Promise<T> {
  const child = spawn(process.execPath, ['--expose-gc', join(import.meta.dirname, script), JSON.stringify(args)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (child.exitCode !== 0) throw new Error(`${script} ended with ${String(child.exitCode)}.`);
  return v.parse(schema, JSON.parse(output));
}

/** In such a process: what it was told. Throws when that is something else. */
export function argument<T>(schema: v.GenericSchema<unknown, T>): T {
  return v.parse(schema, JSON.parse(process.argv[2] ?? 'null'));
}

/** In such a process: gives the result. */
export function give(result: unknown): void {
  process.stdout.write(JSON.stringify(result));
}
