import { existsSync, readFileSync, renameSync } from 'node:fs';
import { writeFileSync } from 'atomically';
import * as v from 'valibot';

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
  write(saved: Saved): void;
}

/**
 * Opens the store in `file`. A file that can't be understood is set aside under a new name, never overwritten: the
 * cached directories it spoke of are still there.
 */
export function openConnectionStore(file: string, now: () => number): ConnectionStore {
  let saved = readOrSetAside(file, now());
  return {
    read: () => saved,
    write(next) {
      writeFileSync(file, `${JSON.stringify(next, null, 2)}\n`);
      saved = next;
    },
  };
}

function readOrSetAside(file: string, now: number): Saved {
  const none: Saved = { version: 1, current: null, connections: [] };
  if (!existsSync(file)) return none;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Saved), readFileSync(file, 'utf8'));
  if (parsed.success) return parsed.output;
  renameSync(file, `${file}.damaged-${new Date(now).toISOString().replaceAll(':', '-')}`);
  return none;
}
