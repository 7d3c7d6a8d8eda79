import type keytarModule from 'keytar';
import type { SecretPlace } from '../../preload/bridge.ts';
import { fail } from '../failure.ts';

/** A connection, and whether its secret was put into the keychain. */
interface Owner {
  id: string;
  secretInKeychain: boolean;
}

/** Keeps each connection's secret: in the system's keychain, or, where none answers, in memory until Fieldbook is closed. */
export interface Secrets {
  keep(connectionId: string, secret: string): Promise<Exclude<SecretPlace, 'none'>>;
  /** Where a connection's secret is, without asking the keychain. */
  placeOf(connection: Owner): SecretPlace;
  /** Null when there is none. Throws `keychain-unavailable`. */
  read(connection: Owner): Promise<string | null>;
  /** Throws `keychain-unavailable` when the keychain holds the secret and can't be reached. */
  remove(connection: Owner): Promise<void>;
  /** Whether a keychain answers, in time. */
  keychainAvailable(): Promise<boolean>;
}

const service = 'Fieldbook';
const probeAccount = 'availability';
/** A locked keychain may wait for its password prompt; nothing of ours waits longer than that, in milliseconds. */
const probeLimit = 3_000;
/** Long enough to unlock a keychain by its prompt, in milliseconds. */
const readLimit = 60_000;

type Keytar = Pick<typeof keytarModule, 'getPassword' | 'setPassword' | 'deletePassword'>;

export function createSecrets(): Secrets {
  const forThisRun = new Map<string, string>();

  async function keychainAvailable(): Promise<boolean> {
    try {
      const keytar = await loadKeytar();
      await withinLimit(keytar.getPassword(service, probeAccount), probeLimit);
      return true;
    } catch {
      return false;
    }
  }

  return {
    keychainAvailable,
    placeOf({ id, secretInKeychain }) {
      if (forThisRun.has(id)) return 'this-run';
      return secretInKeychain ? 'keychain' : 'none';
    },
    async keep(connectionId, secret) {
      if (await keychainAvailable()) {
        try {
          const keytar = await loadKeytar();
          await withinLimit(keytar.setPassword(service, connectionId, secret), readLimit);
          forThisRun.delete(connectionId);
          return 'keychain';
        } catch {
          // The keychain answers but does not store: as good as none.
        }
      }
      forThisRun.set(connectionId, secret);
      return 'this-run';
    },
    async read({ id, secretInKeychain }) {
      const kept = forThisRun.get(id) ?? null;
      if (kept !== null || !secretInKeychain) return kept;
      return askKeychain((keytar) => keytar.getPassword(service, id));
    },
    async remove({ id, secretInKeychain }) {
      if (secretInKeychain) await askKeychain((keytar) => keytar.deletePassword(service, id));
      forThisRun.delete(id);
    },
  };
}

async function askKeychain<T>(question: (keytar: Keytar) => Promise<T>): Promise<T> {
  try {
    return await withinLimit(question(await loadKeytar()), readLimit);
  } catch (error) {
    return fail('keychain-unavailable', error instanceof Error ? error.message : String(error));
  }
}

// Loaded when first needed: where libsecret is missing, loading fails, and that must not keep Fieldbook from starting.
async function loadKeytar(): Promise<Keytar> {
  const module = await import('keytar');
  return module.default;
}

async function withinLimit<T>(promise: Promise<T>, limit: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`The keychain did not answer within ${limit / 1000} seconds.`));
    }, limit);
  });
  try {
    return await Promise.race([promise, expired]);
  } finally {
    clearTimeout(timer);
  }
}
