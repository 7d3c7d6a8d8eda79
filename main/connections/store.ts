import { basename } from 'node:path';
import * as v from 'valibot';
import type { Failure } from '../../preload/bridge.ts';
import { failure, FailureError } from '../failure.ts';
import { readJsonFile, writeJsonFile } from '../json-file.ts';

const SignInSchema = v.variant('method', [
  v.object({
    method: v.literal('entra-app'),
    tenantId: v.string(),
    clientId: v.string(),
    scope: v.string(),
    authority: v.string(),
  }),
  v.object({ method: v.literal('access-token') }),
  v.object({ method: v.literal('sample') }),
]);

const SavedConnection = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)),
  name: v.string(),
  baseUrl: v.string(),
  signIn: SignInSchema,
  /** Whether a secret was put into the keychain: reading this must not need the keychain. */
  secretInKeychain: v.boolean(),
});

const Saved = v.object({
  version: v.literal(1),
  current: v.nullable(v.string()),
  connections: v.array(SavedConnection),
});

export type SavedConnection = v.InferOutput<typeof SavedConnection>;
export type Saved = v.InferOutput<typeof Saved>;

/** The connections without their secrets, in a JSON file that is always written whole. */
export interface ConnectionStore {
  read(): Saved;
  /** Throws `cache-unwritable`, or `cache-from-newer-version` rather than overwrite a newer Fieldbook's file. */
  write(saved: Saved): void;
  /** What was wrong with the file when it was opened; null when nothing was. */
  problem: Failure | null;
}

/**
 * Opens the store in `file`. A file that can't be understood is set aside under a new name, never overwritten: the
 * cached directories it spoke of are still there, and are found again by connecting again.
 */
export function openConnectionStore(file: string, now: () => number): ConnectionStore {
  const opened = readOrSetAside(file, now());
  let saved = opened.saved;
  return {
    problem: opened.problem,
    read: () => saved,
    write(next) {
      if (opened.problem?.code === 'cache-from-newer-version') throw new FailureError(opened.problem);
      writeJsonFile(file, next);
      saved = next;
    },
  };
}

function readOrSetAside(file: string, now: number): { saved: Saved; problem: Failure | null } {
  const none: Saved = { version: 1, current: null, connections: [] };
  const content = readJsonFile(file, Saved, now);
  switch (content.kind) {
    case 'missing':
      return { saved: none, problem: null };
    case 'read':
      return { saved: content.value, problem: null };
    case 'newer': {
      const title = 'The connections were saved by a newer Fieldbook';
      return { saved: none, problem: failure('cache-from-newer-version', basename(file), { title }) };
    }
    case 'damaged': {
      const title = 'The list of connections was damaged';
      const advice = 'The damaged file was kept under another name. Connect again: what was cached is still there.';
      return { saved: none, problem: failure('cache-damaged', `Kept as ${content.keptAs}.`, { title, advice }) };
    }
  }
}
