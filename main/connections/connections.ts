import { createHash } from 'node:crypto';
import type { Connection, ConnectionDraft, Connections, SaveOutcome } from '../../preload/bridge.ts';
import { parseDraft } from './draft.ts';
import type { Secrets } from './secrets.ts';
import type { ConnectionStore, SavedConnection } from './store.ts';

/** The connections a person has made, and which one is in use. */
export interface ConnectionBook {
  list(): Connections;
  current(): SavedConnection | null;
  /** The connection a draft edits; null for a new one. */
  edited(draft: ConnectionDraft): SavedConnection | null;
  /** Saves a draft and makes it the current connection; what can't be saved comes back as problems by field. */
  save(draft: ConnectionDraft): Promise<SaveOutcome>;
  select(id: string): void;
  /** Adds the built-in sample as a connection, which needs neither network nor sign-in, and selects it. */
  selectSample(): void;
  /** Removes the connection and its secret. Throws `keychain-unavailable`, and removes nothing then. */
  forget(id: string): Promise<void>;
}

const sample: SavedConnection = {
  id: 'sample',
  name: 'Sample data',
  baseUrl: '',
  signIn: { method: 'sample' },
  secretInKeychain: false,
};

export function openConnectionBook(store: ConnectionStore, secrets: Secrets): ConnectionBook {
  function byId(id: string | null): SavedConnection | null {
    return store.read().connections.find((connection) => connection.id === id) ?? null;
  }

  function put(connection: SavedConnection): void {
    const { connections } = store.read();
    const others = connections.filter(({ id }) => id !== connection.id);
    store.write({ version: 1, current: connection.id, connections: [...others, connection] });
  }

  function list(): Connections {
    const { connections, current: currentId } = store.read();
    const current = byId(currentId);
    return {
      current: current && { ...withoutPlace(current), secret: secrets.placeOf(current) },
      problem: store.problem,
      others: connections.filter(({ id }) => id !== currentId).map(withoutPlace),
    };
  }

  return {
    list,
    current: () => byId(store.read().current),
    edited: (draft) => byId(draft.editing),
    async save(draft) {
      const edited = byId(draft.editing);
      const result = parseDraft(draft, edited, edited !== null && secrets.placeOf(edited) !== 'none');
      if (!result.ok) return { kind: 'invalid', problems: result.problems };
      const { name, baseUrl, signIn, secret: typed } = result.parsed;
      // Another instance is another connection with a cache of its own: its customers can't show under this one.
      const same = edited?.baseUrl === baseUrl ? edited : store.read().connections.find((c) => c.baseUrl === baseUrl);
      const id = same?.id ?? idOf(baseUrl);
      const secret = typed ?? (edited && edited.id !== id ? await secrets.read(edited) : null);
      const secretInKeychain =
        secret === null ? (same?.secretInKeychain ?? false) : (await secrets.keep(id, secret)) === 'keychain';
      put({ id, name, baseUrl, signIn, secretInKeychain });
      return { kind: 'saved', connections: list() };
    },
    select(id) {
      if (byId(id)) store.write({ ...store.read(), current: id });
    },
    selectSample() {
      put(sample);
    },
    async forget(id) {
      const connection = byId(id);
      if (!connection) return;
      await secrets.remove(connection);
      const { connections, current } = store.read();
      store.write({
        version: 1,
        current: current === id ? null : current,
        connections: connections.filter((other) => other.id !== id),
      });
    },
  };
}

/** An instance always gets the same ID: its cached directory is found again, even if the list of connections is lost. */
function idOf(baseUrl: string): string {
  return createHash('sha256').update(baseUrl).digest('hex').slice(0, 32);
}

function withoutPlace({ id, name, baseUrl, signIn }: SavedConnection): Connection {
  return { id, name, baseUrl, signIn };
}
