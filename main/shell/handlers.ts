import { clipboard, ClipboardItem } from 'electron';
import pLimit from 'p-limit';
import * as v from 'valibot';
import {
  type ChangeFilter,
  changeKinds,
  type ChangeLabels,
  type ChangeQuery,
  mostChanges,
} from '../../preload/contract/changes.ts';
import { type ConnectionDraft, connectionFields } from '../../preload/contract/connection-form.ts';
import type { Connections } from '../../preload/contract/connections.ts';
import {
  type CustomerFilter,
  type CustomerQuery,
  mostLocated,
  mostRows,
  mostTerms,
} from '../../preload/contract/customers.ts';
import { type CopyRequest, exportFormats, type ExportRequest } from '../../preload/contract/export.ts';
import { type ErrorReport, longestReported } from '../../preload/contract/failures.ts';
import { heldChoices } from '../../preload/contract/held-list.ts';
import type { Preferences } from '../../preload/contract/preferences.ts';
import type { ConnectionBook } from '../connections/connections.ts';
import type { Secrets } from '../connections/secrets.ts';
import type { ConnectionTest } from '../connections/test-connection.ts';
import type { ClipboardTable } from '../directory/directory.ts';
import { fail, FailureSchema } from '../failure.ts';
import { forgetConnection } from '../session/forget.ts';
import type { Log } from '../log.ts';
import {
  ColumnSchema,
  LicensesSchema,
  type PreferenceStore,
  PreferencesSchema,
  SearchTextSchema,
  SortSchema,
  withoutGoneConnections,
} from '../preferences.ts';
import { type Session, type Sessions, withConnection } from '../session/session.ts';
import type { ErrorReporter } from '../error-reporter.ts';
import { readAbout } from './about.ts';
import type { Exports } from './exports.ts';
import { handler, type Handlers } from './ipc.ts';
import { supportDetails } from './support-details.ts';

const none = v.strictTuple([]);
const id = v.pipe(v.string(), v.maxLength(64));
const field = v.pipe(v.string(), v.maxLength(100_000));
const text = v.pipe(v.string(), v.maxLength(10_000_000));
const draft = v.strictObject({
  ...v.entriesFromList(connectionFields, field),
  editing: v.nullable(id),
  method: v.picklist(['entra-app', 'access-token']),
}) satisfies v.GenericSchema<ConnectionDraft>;
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const filter = v.strictObject({
  text: SearchTextSchema,
  anyOf: v.pipe(v.array(SearchTextSchema), v.maxLength(mostTerms)),
  licenses: LicensesSchema,
  changedIn: v.nullable(v.pipe(v.number(), v.integer())),
  sort: SortSchema,
}) satisfies v.GenericSchema<CustomerFilter>;
const query = v.strictObject({
  ...filter.entries,
  offset: count,
  limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostRows)),
  locate: v.pipe(v.array(field), v.maxLength(mostLocated)),
}) satisfies v.GenericSchema<CustomerQuery>;
const changeFilter = v.strictObject({
  text: SearchTextSchema,
  anyOf: filter.entries.anyOf,
  kind: v.nullable(v.picklist(changeKinds)),
  after: count,
  since: v.number(),
}) satisfies v.GenericSchema<ChangeFilter>;
const changeLabels = v.strictObject({
  titles: v.array(field),
  kinds: v.strictObject(v.entriesFromList(changeKinds, field)),
}) satisfies v.GenericSchema<ChangeLabels>;
const changeQuery = v.strictObject({
  ...changeFilter.entries,
  offset: count,
  limit: v.pipe(count, v.maxValue(mostChanges)),
}) satisfies v.GenericSchema<ChangeQuery>;
const ranges = v.array(v.strictObject({ first: count, last: count }));
const format = v.picklist(exportFormats);
const exportRequest = v.variant('of', [
  v.strictObject({ of: v.literal('customers'), filter, ranges: v.nullable(ranges), format }),
  v.strictObject({ of: v.literal('changes'), filter: changeFilter, labels: changeLabels, format }),
]) satisfies v.GenericSchema<ExportRequest>;
const copyRequest = v.strictObject({
  filter,
  ranges: v.pipe(ranges, v.minLength(1)),
  columns: v.pipe(v.array(v.strictObject({ column: ColumnSchema, title: field })), v.minLength(1)),
}) satisfies v.GenericSchema<CopyRequest>;
const errorReport = v.strictObject({
  where: v.picklist(['error', 'rejection', 'part']),
  name: v.pipe(v.string(), v.maxLength(longestReported.name)),
  stack: v.pipe(v.string(), v.maxLength(longestReported.stack)),
}) satisfies v.GenericSchema<ErrorReport>;

/** What the window's calls are served from. */
export interface Services {
  book: ConnectionBook;
  secrets: Secrets;
  sessions: Sessions;
  exports: Exports;
  preferences: PreferenceStore;
  testConnection: ConnectionTest;
  errorReporter: ErrorReporter;
  log: Log;
}

/** What serves the questions of the contract. */
export function createHandlers(services: Services): Handlers {
  const { book, secrets, sessions, exports, preferences, testConnection, errorReporter, log } = services;

  function session(): Session {
    return sessions.current() ?? fail('not-found', 'There is no connection yet.');
  }

  /** Asks the session that is shown; while another is being opened, that one. */
  async function askShown<Found>(ask: (shown: Session) => Promise<Found>): Promise<Found> {
    const shown = (await sessions.opened()) ?? session();
    try {
      return await ask(shown);
    } catch (error) {
      // What fails because its connection was left has not failed.
      if ((await sessions.opened()) === shown) throw error;
      return askShown(ask);
    }
  }

  // One after the other: pressing twice must not make two of anything.
  const inTurn = pLimit(1);

  function remember(next: Preferences): void {
    const { current, others, problem } = book.list();
    const areKnown = problem === null || problem.code === 'cache-damaged';
    const ids = [current?.id ?? '', ...others.map((other) => other.id)];
    // Connections that could not be read are not gone.
    preferences.save(areKnown ? withoutGoneConnections(ids, next) : next);
  }

  async function forget(connectionId: string): Promise<void> {
    await forgetConnection(connectionId, book, sessions, log);
    remember(preferences.read());
  }

  async function reopen(): Promise<Connections> {
    await sessions.open(book.current());
    return book.list();
  }

  return {
    connection: {
      list: handler(none, () => book.list()),
      keychainAvailable: handler(none, () => secrets.keychainAvailable()),
      readAgain: handler(none, () => inTurn(reopen)),
      test: handler(v.strictTuple([draft]), testConnection),
      save: handler(v.strictTuple([draft]), (connection) =>
        inTurn(async () => {
          const before = sessions.current();
          const status = await before?.directory.status();
          // What can't be read at the moment may hold one.
          const hadList = status?.snapshot !== null || status.cacheProblem !== null;
          const outcome = await book.save(connection);
          if (outcome.kind === 'invalid') return outcome;
          // A connection that never had a list was mistyped: it is replaced, not kept beside the right one.
          const isReplaced = connection.editing === before?.connectionId && book.current()?.id !== before.connectionId;
          if (!hadList && isReplaced) await forget(before.connectionId);
          return { ...outcome, connections: await reopen() };
        }),
      ),
      select: handler(v.strictTuple([id]), (connectionId) =>
        inTurn(() => {
          book.select(connectionId);
          return reopen();
        }),
      ),
      overviews: handler(none, () => sessions.overviews(book.list().others.map((other) => other.id))),
      forget: handler(v.strictTuple([id]), (connectionId) =>
        inTurn(async () => {
          const isShown = sessions.current()?.connectionId === connectionId;
          await forget(connectionId);
          // What another one does, such as a refresh, goes on.
          return isShown ? reopen() : book.list();
        }),
      ),
      exploreSample: handler(none, () =>
        inTurn(() => {
          book.selectSample();
          return reopen();
        }),
      ),
    },
    directory: {
      status: handler(none, async () => {
        const shown = sessions.current();
        return shown && withConnection(shown, await shown.directory.status());
      }),
      refreshes: handler(none, () => session().directory.refreshes()),
      resolveHeld: handler(v.strictTuple([v.picklist(heldChoices), v.number()]), async (choice, at) => {
        await session().refresh.resolveHeld(choice, at);
        return null;
      }),
    },
    customers: {
      search: handler(v.strictTuple([query]), (customers) =>
        askShown(async (shown) => withConnection(shown, await shown.directory.search(customers))),
      ),
      suggest: handler(v.strictTuple([SearchTextSchema, count]), (typed, caret) =>
        askShown(({ directory }) => directory.suggest(typed, caret)),
      ),
      whole: handler(v.strictTuple([field]), (key) => session().directory.whole(key)),
      history: handler(v.strictTuple([field]), (key) => session().directory.history(key)),
      copy: handler(v.strictTuple([copyRequest]), async (request) =>
        copyTable(await session().directory.table(request)),
      ),
    },
    changes: {
      search: handler(v.strictTuple([changeQuery]), (wanted) =>
        askShown(async (shown) => withConnection(shown, await shown.directory.changes(wanted))),
      ),
      copy: handler(v.strictTuple([changeFilter, changeLabels]), async (wanted, labels) =>
        copyTable(await session().directory.changeTable(wanted, labels)),
      ),
    },
    export: {
      save: handler(v.strictTuple([exportRequest]), (request) => {
        const { connectionId } = session();
        return exports.save(() => sessions.directoryOf(connectionId), book.current()?.name ?? '', request);
      }),
      cancel: handler(none, async () => {
        await session().directory.cancelExports();
        return null;
      }),
      open: handler(none, async () => {
        await exports.open();
        return null;
      }),
      showInFolder: handler(none, () => {
        exports.showInFolder();
        return null;
      }),
    },
    refresh: {
      start: handler(none, async () => {
        await session().refresh.start();
        return null;
      }),
      cancel: handler(none, () => {
        sessions.current()?.refresh.cancel();
        return null;
      }),
    },
    preferences: {
      read: handler(none, () => preferences.read()),
      save: handler(v.strictTuple([PreferencesSchema]), (next) => {
        remember(next);
        return null;
      }),
    },
    about: {
      read: handler(none, readAbout),
    },
    failure: {
      waiting: handler(none, () => errorReporter.waiting()),
      report: handler(v.strictTuple([errorReport]), (report) => errorReporter.reported(report)),
    },
    clipboard: {
      write: handler(v.strictTuple([text]), async (copied) => {
        await clipboard.writeText(copied);
        return null;
      }),
    },
    support: {
      copyDetails: handler(v.strictTuple([FailureSchema]), async (failure) => {
        // Without a readable log the rest is still worth having.
        const refreshes = await sessions
          .current()
          ?.directory.refreshes()
          .catch(() => []);
        await clipboard.writeText(supportDetails(failure, refreshes?.[0]));
        return null;
      }),
    },
  };
}

/** Puts a table on the clipboard. @returns how many rows it has */
async function copyTable({ rows, text: plain, html }: ClipboardTable): Promise<number> {
  await clipboard.write([new ClipboardItem({ 'text/plain': plain, 'text/html': html })]);
  return rows;
}
