import type keytarModule from 'keytar';
import pLimit from 'p-limit';
import type { SecretLocation } from '../../preload/contract/connections.ts';
import type { Failure, FailureCode } from '../../preload/contract/failures.ts';
import { fail, failure } from '../failure.ts';
import { waitFor } from '../wait-for.ts';
import type { SavedConnection } from './store.ts';

/** A connection, and whether the keychain may hold its secret. */
type Owner = Pick<SavedConnection, 'id' | 'secretInKeychain'>;

/** What became of a secret: what the keychain holds now and, if it does not hold this one, why. */
export interface Kept {
  secretInKeychain: Owner['secretInKeychain'];
  problem: Failure | null;
}

/**
 * Keeps each connection's secret in the system's keychain, or in memory until Fieldbook is closed if the keychain won't
 * take it.
 */
export interface Secrets {
  /** Never fails: what the keychain won't take is kept in memory. */
  keep(owner: Owner, secret: string): Promise<Kept>;
  /** Where the secret in use is, without asking the keychain. */
  locationOf(owner: Owner): SecretLocation;
  /** Null when there is none. Throws `keychain-unavailable`, `keychain-locked` or `keychain-denied`. */
  read(owner: Owner): Promise<string | null>;
  /** Removes the secret wherever it is. Throws as `read`; the failure says which entry is left, and how to remove it. */
  remove(owner: Owner): Promise<void>;
  /** Whether a keychain answers in time. */
  keychainAvailable(): Promise<boolean>;
}

type KeychainCode = Extract<FailureCode, `keychain-${string}`>;
type Keytar = Pick<typeof keytarModule, 'getPassword' | 'setPassword' | 'deletePassword'>;

const service = 'Fieldbook';
const probeAccount = 'availability';
/** For finding out whether there is a keychain, in milliseconds. */
const probeLimit = 3_000;
/** Long enough to unlock a keychain by its prompt, in milliseconds. */
const answerLimit = 60_000;
/** CRED_MAX_CREDENTIAL_BLOB_SIZE, in bytes. https://learn.microsoft.com/windows/win32/api/wincred/ns-wincred-credentialw */
const mostOnWindows = 2_560;

class TooLong extends Error {}
/** The keychain may have stored what it was given, or may store it yet. */
class Unsure extends Error {}

/** @param platform as `process.platform`: what the keychain takes, and how a person removes an entry, depends on it */
export function createSecrets(platform: NodeJS.Platform = process.platform): Secrets {
  const forThisRun = new Map<string, string>();
  // One call after the other: one that still waits for its prompt must not store a secret after a later one has removed it.
  const inTurn = pLimit(1);

  function ask<T>(question: (keytar: Keytar) => Promise<T>, limit = answerLimit): Promise<T> {
    const asked = inTurn(async () => question(await loadKeytar()));
    const error = (): Error => new Unsure(`The keychain did not answer within ${limit / 1000} seconds.`);
    return waitFor(asked, null, { milliseconds: limit, error });
  }

  /** Resolves once the keychain holds the secret and gives it back. */
  async function store(account: string, secret: string): Promise<void> {
    const bytes = Buffer.byteLength(secret);
    if (platform === 'win32' && bytes > mostOnWindows) {
      throw new TooLong(`${bytes} bytes; the keychain takes ${mostOnWindows}.`);
    }
    const stored = await ask(async (keytar) => {
      await keytar.setPassword(service, account, secret);
      return keytar.getPassword(service, account);
    });
    if (stored !== secret) throw new Unsure('The keychain gives back something else than it was given.');
  }

  return {
    async keychainAvailable() {
      try {
        await ask((keytar) => keytar.getPassword(service, probeAccount), probeLimit);
        return true;
      } catch {
        return false;
      }
    },
    locationOf({ id, secretInKeychain }) {
      if (forThisRun.has(id)) return 'this-run';
      return secretInKeychain === true ? 'keychain' : 'none';
    },
    async keep({ id, secretInKeychain }, secret) {
      try {
        await store(id, secret);
        forThisRun.delete(id);
        return { secretInKeychain: true, problem: null };
      } catch (error) {
        forThisRun.set(id, secret);
        const mayHold = secretInKeychain !== false || error instanceof Unsure;
        return { secretInKeychain: mayHold ? 'outdated' : false, problem: keptForThisRun(error) };
      }
    },
    async read({ id, secretInKeychain }) {
      const kept = forThisRun.get(id) ?? null;
      if (kept !== null || secretInKeychain !== true) return kept;
      try {
        return await ask(async (keytar) => {
          const found = await keytar.getPassword(service, id);
          if (found !== null) return found;
          await unlock(keytar);
          return keytar.getPassword(service, id);
        });
      } catch (error) {
        return fail(codeOf(error), messageOf(error));
      }
    },
    async remove({ id, secretInKeychain }) {
      forThisRun.delete(id);
      if (secretInKeychain === false) return;
      try {
        await ask((keytar) => clear(keytar, id));
      } catch (error) {
        const code = codeOf(error);
        fail(code, `${messageOf(error)} Left: service ${service}, account ${id}.`, {
          title: 'The secret could not be removed',
          advice: `${failure(code, '').title}. Once it can be used, forget the connection again; or remove the secret by hand: ${removal(platform, id)}`,
        });
      }
    },
  };
}

/**
 * Throws unless the keychain can be used, which only storing something shows: from a locked one libsecret reads null, as if
 * it were empty, and keytar's `findCredentials` ends the process. https://github.com/atom/node-keytar/issues/422
 */
async function unlock(keytar: Keytar): Promise<void> {
  await keytar.setPassword(service, probeAccount, 'no secret');
  await keytar.deletePassword(service, probeAccount);
}

/**
 * keytar answers `false` when nothing was deleted, in a locked keychain too; a deletion that did something needs no other
 * proof.
 */
async function clear(keytar: Keytar, account: string): Promise<void> {
  if (await keytar.deletePassword(service, account)) return;
  await unlock(keytar);
  await keytar.deletePassword(service, account);
  if ((await keytar.getPassword(service, account)) !== null) throw new Error('The entry is still there.');
}

function keptForThisRun(error: unknown): Failure {
  const code = codeOf(error);
  return failure(code, messageOf(error), {
    title: 'The secret is kept until Fieldbook is closed',
    advice: `${failure(code, '').title}. ${keepingLonger[code]}`,
  });
}

const keepingLonger: Record<KeychainCode, string> = {
  // libsecret keeps its session with a keychain even after that keychain is gone and another has taken its place.
  'keychain-unavailable': 'To keep it longer, restart Fieldbook when the keychain is there, and save it again.',
  'keychain-locked': 'To keep it longer, unlock the keychain and save it again.',
  'keychain-denied': 'To keep it longer, save it again and allow it.',
  'keychain-full': 'Enter it again after the next start.',
};

/** How a person removes an entry without Fieldbook. */
function removal(platform: NodeJS.Platform, account: string): string {
  if (platform === 'win32') return `cmdkey /delete:${service}/${account}`;
  if (platform === 'darwin') return `security delete-generic-password -s ${service} -a ${account}`;
  return `secret-tool clear service ${service} account ${account}`;
}

/** By libsecret's and the Security framework's messages; keytar gives no codes. An unknown one counts as out of reach. */
function codeOf(error: unknown): KeychainCode {
  if (error instanceof TooLong) return 'keychain-full';
  const message = messageOf(error);
  if (/locked|interaction is not allowed/i.test(message)) return 'keychain-locked';
  if (/dismissed|cancell?ed|denied|is not correct/i.test(message)) return 'keychain-denied';
  return 'keychain-unavailable';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

// Loaded when first needed: without libsecret loading fails, and Fieldbook must start all the same.
async function loadKeytar(): Promise<Keytar> {
  const module = await import('keytar');
  return module.default;
}
