import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import pLimit from 'p-limit';
import type { OfConnection, Overview } from '../../preload/contract/connections.ts';
import type { DirectoryStatus } from '../../preload/contract/directory.ts';
import type { RefreshState } from '../../preload/contract/refresh.ts';
import type { Account } from '../account.ts';
import type { Secrets } from '../connections/secrets.ts';
import type { SavedConnection } from '../connections/store.ts';
import { type Directory, openDirectory, overviewsOf, ownersOf, removeDirectory } from '../directory/directory.ts';
import { requestCustomerList } from '../live-platform/customer-list.ts';
import type { Fetch } from '../live-platform/http.ts';
import sampleCustomers from '../live-platform/sample-customers.json' with { type: 'json' };
import { createTokenSource } from '../live-platform/token-source.ts';
import { fail } from '../failure.ts';
import { type Log, logProblem } from '../log.ts';
import { createRefresh, type Refresh } from '../refresh/refresh.ts';
import type { OpenList } from '../refresh/run.ts';

/** The connection in use: its cached directory and its refresh. */
export interface Session {
  connectionId: string;
  directory: Directory;
  refresh: Refresh;
}

/** What sessions are made with; main/index.ts hands it in. */
export interface SessionParts {
  /** In Fieldbook's data folder. */
  directoriesFolder: string;
  /** What a directory's threads run. */
  workerFile: string;
  secrets: Secrets;
  fetch: Fetch;
  now: () => number;
  uptime: () => number;
  onRefreshState: (state: RefreshState) => void;
  onDirectory: (shown: OfConnection<DirectoryStatus> | null) => void;
  /** Called when a thread ended by an error. */
  onThreadEnded: (ended: Error) => void;
  log: Log;
}

/** A cached directory without a connection, and whose it says it is. */
export interface LostDirectory extends Account {
  id: string;
  name: string;
}

/** Holds the window's one session, and replaces it as a whole when the connection changes. */
export interface Sessions {
  current(): Session | null;
  /** Waits until no other session is being opened, and gives the one that is. */
  opened(): Promise<Session | null>;
  /** Opens the session of another connection, or of the same one after an edit; the old session ends first. */
  open(connection: SavedConnection | null): Promise<void>;
  /**
   * The directory whose list was on screen when an export began. Throws `export-failed` when its connection was left or
   * forgotten meanwhile.
   */
  directoryOf(connectionId: string): Directory;
  /** The directories that belong to none of these connections, given by ID. */
  lostDirectories(connectionIds: readonly string[]): Promise<LostDirectory[]>;
  /** What is cached of some connections, given by ID; null where that can't be read. */
  overviews(connectionIds: readonly string[]): Promise<OfConnection<Overview | null>[]>;
  /**
   * Removes a connection's cached directory from disk, with what was set aside of it; its refresh and exports end first.
   * Throws `cache-unwritable` when something is left.
   */
  removeDirectory(connectionId: string): Promise<void>;
}

/** Begins without a session. */
export function createSessions(parts: SessionParts): Sessions {
  let current: Session | null = null;
  // At the start, a connection may be chosen while the last one is still opening: two sessions must never write to one file.
  const inTurn = pLimit(1);

  function directoryFile(connectionId: string): string {
    return join(parts.directoriesFolder, `${connectionId}.sqlite`);
  }

  async function close(): Promise<void> {
    const session = current;
    current = null;
    session?.refresh.cancel();
    await session?.refresh.ended();
    await session?.directory.close();
  }

  return {
    current: () => current,
    opened: () => inTurn(() => current),
    open: (connection) =>
      inTurn(async () => {
        await close();
        if (connection) current = openSession(connection, directoryFile(connection.id), parts);
        parts.onDirectory(current && withConnection(current, await current.directory.status()));
      }),
    directoryOf(connectionId) {
      if (current?.connectionId === connectionId) return current.directory;
      return fail('export-failed', 'The connection was left meanwhile.', {
        advice: 'Its connection was forgotten, or another one is shown now. Nothing was saved.',
      });
    },
    async lostDirectories(connectionIds) {
      // Whatever opens a directory in a folder that can't be read says so.
      const names = await readdir(parts.directoriesFolder).catch(() => []);
      const ids = names.filter((name) => name.endsWith('.sqlite')).map((name) => basename(name, '.sqlite'));
      const lost = ids.filter((id) => !connectionIds.includes(id));
      const owners = await ownersOf(lost.map(directoryFile), parts.workerFile);
      return lost.flatMap((id, index) => {
        const owner = owners[index];
        return owner ? [{ id, ...owner }] : [];
      });
    },
    async overviews(connectionIds) {
      const overviews = await overviewsOf(connectionIds.map(directoryFile), parts.workerFile);
      return connectionIds.map((connection, index) => ({ connection, content: overviews[index] ?? null }));
    },
    removeDirectory: (connectionId) =>
      inTurn(async () => {
        if (current?.connectionId === connectionId) await close();
        await removeDirectory(directoryFile(connectionId));
      }),
  };
}

/** What is in a session's directory, with whose it is. */
export function withConnection<Content>({ connectionId }: Session, content: Content): OfConnection<Content> {
  return { connection: connectionId, content };
}

function openSession(connection: SavedConnection, file: string, parts: SessionParts): Session {
  const { name, baseUrl, signIn } = connection;
  const directory = openDirectory(file, parts.workerFile, parts.now, {
    owner: { name, baseUrl, signIn },
    ownFolder: dirname(parts.directoriesFolder),
    onChanged(status) {
      if (status.cacheProblem) logProblem(parts.log, status.cacheProblem);
      parts.onDirectory({ connection: connection.id, content: status });
    },
    onThreadEnded: parts.onThreadEnded,
  });
  const refresh = createRefresh({
    directory,
    openList: listOf(connection, parts),
    now: parts.now,
    uptime: parts.uptime,
    onState: parts.onRefreshState,
    onDirectory: (status) => {
      parts.onDirectory({ connection: connection.id, content: status });
    },
    log: parts.log,
  });
  parts.log.write({ event: 'connection-opened', method: connection.signIn.method });
  return { connectionId: connection.id, directory, refresh };
}

function listOf(connection: SavedConnection, { secrets, fetch, now }: SessionParts): OpenList {
  const { baseUrl, signIn } = connection;
  if (signIn.method === 'sample') return () => Promise.resolve(sampleList());
  const tokens = createTokenSource({ signIn, readSecret: () => secrets.read(connection), fetch, now });
  return async (signal, onStep) => {
    const list = await requestCustomerList({ baseUrl, tokens, fetch, signal, onStep, now });
    return list.chunks;
  };
}

async function* sampleList(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(JSON.stringify(sampleCustomers)));
}
