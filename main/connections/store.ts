import * as v from 'valibot';
import type { Failure } from '../../preload/contract/failures.ts';
import { SignInSchema } from '../account.ts';
import { contentProblem, type ContentWording, openJsonFile } from '../json-file/json-file.ts';
import { validEntries } from '../json-file/valid-values.ts';

/** What a newer Fieldbook adds to a connection stays in the file. */
export const SavedConnection = v.looseObject({
  /** Files are named after it. */
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/), v.maxLength(64)),
  name: v.string(),
  baseUrl: v.string(),
  signIn: SignInSchema,
  /** Whether the keychain holds the secret, known without asking it. `outdated`: it may hold one that no longer serves. */
  secretInKeychain: v.union([v.boolean(), v.literal('outdated')]),
  /** It is being forgotten, and something of it could not be removed yet. */
  forgetting: v.exactOptional(v.literal(true)),
});

const entries = { version: v.literal(1), current: v.nullable(v.string()), connections: v.array(SavedConnection) };
const WholeSaved = v.looseObject(entries);

/** Leaves invalid connections out; if the current one is invalid, another takes its place. */
const ValidSaved = v.pipe(
  v.looseObject({
    ...entries,
    current: v.fallback(entries.current, null),
    // No list at all: the file is damaged.
    connections: validEntries(SavedConnection),
  }),
  v.transform((saved) => {
    const isThere = saved.connections.some(({ id }) => id === saved.current);
    return isThere ? saved : { ...saved, current: saved.connections[0]?.id ?? null };
  }),
);

export type SavedConnection = v.InferOutput<typeof SavedConnection>;
export type Saved = v.InferOutput<typeof WholeSaved>;

/** The connections without their secrets, in a JSON file that is always written whole. */
export interface ConnectionStore {
  /** Empty as long as the file can't be read; each call tries again. */
  read(): Saved;
  /** Throws as `JsonFile.write`: connections that could not be read are never overwritten. */
  write(saved: Saved): void;
  /** What is wrong with the file, or was when it was first read; null when nothing was. */
  readonly problem: Failure | null;
}

const wording: ContentWording = {
  newer: {
    title: 'The connections were saved by a newer Fieldbook',
    advice: 'Update Fieldbook on this computer to use them. Nothing was changed.',
  },
  unreadable: {
    title: 'The list of connections can’t be read',
    advice:
      'It was left alone, and what was cached is still there. Check that Fieldbook’s data folder and its drive can be read, then try again.',
  },
  damaged: {
    title: 'The list of connections was damaged',
    advice: 'The damaged file was kept under another name. Connect again: what was cached is still there.',
  },
  partly: {
    title: 'Some connections were damaged',
    advice:
      'The others are here. Before anything is saved, the file is copied to another name. Add the missing ones again.',
  },
};

/** Opens the store in `file`, as `openJsonFile` does. @param now epoch milliseconds */
export function openConnectionStore(file: string, now: () => number): ConnectionStore {
  const json = openJsonFile(file, { whole: WholeSaved, valid: ValidSaved }, now);
  let problem = contentProblem(file, json.content(), wording);

  function read(): Saved {
    const content = json.content();
    if (problem?.code === 'cache-unreadable') problem = contentProblem(file, content, wording);
    return content.kind === 'read' ? content.value : { version: 1, current: null, connections: [] };
  }

  return {
    read,
    write: (saved) => {
      json.write({ ...read(), ...saved });
    },
    get problem() {
      read();
      return problem;
    },
  };
}
