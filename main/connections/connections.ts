import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { ConnectionDraft } from '../../preload/contract/connection-form.ts';
import type { Connections, KnownConnection, SaveOutcome } from '../../preload/contract/connections.ts';
import type { Failure } from '../../preload/contract/failures.ts';
import { mayBeSameAccount } from '../account.ts';
import { type ParsedDraft, parseDraft } from './draft.ts';
import type { Secrets } from './secrets.ts';
import { type ConnectionStore, type SavedConnection, SavedConnection as SavedConnectionSchema } from './store.ts';

/**
 * The connections a person has made, and which one is in use. Only `list` and `forgetting` still know one that is being
 * forgotten.
 */
export interface ConnectionBook {
  list(): Connections;
  current(): SavedConnection | null;
  /** The connection a draft edits; null for a new one. */
  edited(draft: ConnectionDraft): SavedConnection | null;
  /**
   * Saves a draft and makes it the current connection; what can't be saved comes back as problems by field. Another
   * instance or account makes another connection; connections other than these two are never touched.
   */
  save(draft: ConnectionDraft): Promise<SaveOutcome>;
  select(id: string): void;
  /** Adds the built-in sample, which needs neither network nor sign-in, as a connection, and selects it. */
  selectSample(): void;
  /**
   * Brings a connection back of which only the cached directory is left; its secret has to be entered again. It becomes
   * current when no other is. Throws as {@link ConnectionStore.write}. @returns false for one that can't come back
   */
  offerAgain(lost: Pick<SavedConnection, 'id' | 'name' | 'baseUrl' | 'signIn'>): boolean;
  /** IDs of all connections, including those that are being forgotten. */
  ids(): string[];
  /** IDs of the connections that are being forgotten. */
  forgetting(): string[];
  /** From now on, and after a restart, the connection is being forgotten. @returns false when there is none with this ID */
  beginForgetting(id: string): boolean;
  /** Removes its secret. Throws as {@link Secrets.remove}. */
  removeSecret(id: string): Promise<void>;
  /** Nothing is left of it: the connection itself goes. */
  endForgetting(id: string): void;
  /** Something could not be removed: the connection stays, with the failure that says why. */
  keepForgetting(id: string, failure: Failure): void;
}

const sample: SavedConnection = {
  id: 'sample',
  name: 'Sample data',
  baseUrl: '',
  signIn: { method: 'sample' },
  secretInKeychain: false,
};

/** Opens the connections that `store` keeps; their secrets go through `secrets` alone. */
export function openConnectionBook(store: ConnectionStore, secrets: Secrets): ConnectionBook {
  /** Why a connection that is being forgotten is still there, by ID. */
  const stillThere = new Map<string, Failure>();

  function kept(): SavedConnection[] {
    return store.read().connections.filter(({ forgetting }) => !forgetting);
  }

  function leaving(): SavedConnection[] {
    return store.read().connections.filter(({ forgetting }) => forgetting);
  }

  function byId(id: string | null): SavedConnection | null {
    return kept().find((connection) => connection.id === id) ?? null;
  }

  /** Writes a connection in place of the one with its ID, and makes it current. */
  function put(connection: SavedConnection): void {
    const { connections } = store.read();
    const isNew = !connections.some(({ id }) => id === connection.id);
    const edited = connections.map((each) => (each.id === connection.id ? connection : each));
    store.write({ version: 1, current: connection.id, connections: isNew ? [...edited, connection] : edited });
  }

  function list(): Connections {
    const current = byId(store.read().current);
    const all = kept().map(known);
    return {
      current: all.find(({ id }) => id === current?.id) ?? null,
      problem: store.problem,
      others: all.filter(({ id }) => id !== current?.id),
      order: all.map(({ id }) => id),
      forgetting: leaving().map(({ id, name }) => ({ id, name, failure: stillThere.get(id) ?? null })),
    };
  }

  function known(connection: SavedConnection): KnownConnection {
    const { id, name, baseUrl, signIn } = connection;
    return { id, name, baseUrl, signIn, secret: secrets.locationOf(connection) };
  }

  /** Another connection for the same account, if there is one. */
  function twinOf(parsed: ParsedDraft, edited: SavedConnection | null): SavedConnection | undefined {
    return kept().find(
      (other) =>
        other.id !== edited?.id && other.signIn.method === parsed.signIn.method && mayBeSameAccount(other, parsed),
    );
  }

  /** The connection that a draft is saved as: null for a new one, or the problem that keeps it from being saved. */
  function target(parsed: ParsedDraft, edited: SavedConnection | null): SavedConnection | string | null {
    if (edited && mayBeSameAccount(edited, parsed)) return edited;
    const twin = twinOf(parsed, edited);
    if (!twin || secrets.locationOf(twin) === 'none') return twin ?? null;
    // Nobody knows whose access token it is.
    if (parsed.signIn.method === 'access-token') return null;
    return `This is the connection “${twin.name}”. Switch to it instead.`;
  }

  return {
    list,
    current: () => byId(store.read().current),
    edited: (draft) => byId(draft.editing),
    async save(draft) {
      const edited = byId(draft.editing);
      const result = parseDraft(draft, edited, edited !== null && secrets.locationOf(edited) !== 'none');
      if (!result.ok) return { kind: 'invalid', problems: result.problems };
      const { name, baseUrl, signIn, secret } = result.parsed;
      const known = target(result.parsed, edited);
      if (typeof known === 'string') return { kind: 'invalid', problems: { serviceProviderUrl: known } };
      const before = {
        id: known?.id ?? randomUUID(),
        name,
        baseUrl,
        signIn,
        secretInKeychain: known?.secretInKeychain ?? false,
      };
      if (secret === null) {
        put(before);
        return { kind: 'saved', connections: list(), notKept: null };
      }
      // Written first: whatever happens next, it is on record that the keychain may hold a secret, which will be removed one day.
      put({ ...before, secretInKeychain: 'outdated' });
      const { secretInKeychain, problem } = await secrets.keep(before, secret);
      put({ ...before, secretInKeychain });
      return { kind: 'saved', connections: list(), notKept: problem };
    },
    select(id) {
      if (byId(id)) store.write({ ...store.read(), current: id });
    },
    selectSample() {
      put(sample);
    },
    offerAgain({ id, name, baseUrl, signIn }) {
      // Nobody knows what the keychain holds for it: it is removed with the connection.
      const offered = v.safeParse(SavedConnectionSchema, { id, name, baseUrl, signIn, secretInKeychain: 'outdated' });
      if (!offered.success || signIn.method === 'sample') return false;
      const { connections, current } = store.read();
      // A copy of a cached directory names the same account. Nobody knows whose access token it is.
      const isCopy =
        signIn.method === 'entra-app' &&
        connections.some((other) => other.signIn.method === 'entra-app' && mayBeSameAccount(other, offered.output));
      if (isCopy) return false;
      store.write({ version: 1, current: current ?? id, connections: [...connections, offered.output] });
      return true;
    },
    ids: () => store.read().connections.map(({ id }) => id),
    forgetting: () => leaving().map(({ id }) => id),
    beginForgetting(id) {
      if (!byId(id)) return leaving().some((each) => each.id === id);
      const { connections, current } = store.read();
      store.write({
        version: 1,
        current: current === id ? null : current,
        connections: connections.map((each) => (each.id === id ? { ...each, forgetting: true } : each)),
      });
      return true;
    },
    async removeSecret(id) {
      const connection = leaving().find((each) => each.id === id);
      if (connection) await secrets.remove(connection);
    },
    endForgetting(id) {
      const saved = store.read();
      store.write({ ...saved, connections: saved.connections.filter((each) => each.id !== id) });
      stillThere.delete(id);
    },
    keepForgetting(id, failure) {
      stillThere.set(id, failure);
    },
  };
}
