import { join } from 'node:path';
import { app } from 'electron';
import type { Failure } from '../preload/contract/failures.ts';
import { type ConnectionBook, openConnectionBook } from './connections/connections.ts';
import { createSecrets, type Secrets } from './connections/secrets.ts';
import { openConnectionStore } from './connections/store.ts';
import { createConnectionTest } from './connections/test-connection.ts';
import { forgetConnection } from './session/forget.ts';
import { type Log, logFailure, logProblem, openLog } from './log.ts';
import { offerLostConnections } from './session/lost-connections.ts';
import { openPreferences, type PreferenceStore } from './preferences.ts';
import { createSessions, type Sessions } from './session/session.ts';
import { followAppEvents } from './shell/app/events.ts';
import { serveAppProtocol } from './shell/app-protocol.ts';
import { giveUp, prepareApp } from './shell/app/before-ready.ts';
import { createExports } from './shell/exports.ts';
import { createHandlers } from './shell/handlers.ts';
import { harden } from './shell/hardening.ts';
import { register } from './shell/ipc.ts';
import { watchChildProcesses } from './shell/lost-page.ts';
import { createMenu } from './shell/menu.ts';
import { cleanAnswers, netFetch } from './shell/net-fetch.ts';
import { updateQuestions } from './shell/update-questions.ts';
import { createUpdater } from './shell/updater.ts';
import { createMainWindow, type MainWindow } from './shell/window.ts';
import { openWindowState } from './shell/window-state.ts';
import { createErrorReporter, type ErrorReporter } from './error-reporter.ts';
import { createUpdates, readFeed, type Updates } from './updates.ts';

// The composition root: makes each part of the main process and hands it what it needs. No other file knows all of them.

const now = Date.now;
const uptime = (): number => performance.now();

// Not a top-level await: Electron becomes ready only after this module has run.
if (prepareApp())
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      giveUp('Fieldbook could not start', error);
    });

function start(): void {
  const userData = app.getPath('userData');
  const log = startLog(userData);
  const errorReporter = createErrorReporter(
    log,
    (told) => {
      mainWindow.send('failure:told', told);
    },
    now,
  );
  watchProcesses(errorReporter, log);
  const unwritten = log.problem();
  if (unwritten !== null) errorReporter.problem('start', logFailure(unwritten));

  const secrets = createSecrets();
  const book = openBook(userData, secrets, errorReporter, log);
  const preferences = openSavedPreferences(userData, errorReporter);
  const sessions = createSessions({
    directoriesFolder: join(userData, 'directories'),
    workerFile: join(import.meta.dirname, 'directory-worker.js'),
    secrets,
    fetch: netFetch,
    now,
    uptime,
    onThreadEnded: (ended) => {
      errorReporter.uncaught(ended, 'A thread ended');
    },
    onRefreshState: (state) => {
      mainWindow.send('refresh:changed', state);
    },
    onDirectory: (shown) => {
      menu.update({ directory: shown?.content ?? null });
      mainWindow.send('directory:changed', shown);
    },
    log,
  });
  const updates = openUpdates(userData, sessions, errorReporter, log);
  const menu = createMenu({
    userData,
    perform: (command) => {
      mainWindow.send('menu:command', command);
    },
    checkForUpdates: updates && (() => void updates.check(true)),
  });
  const mainWindow = createMainWindow({
    preload: join(import.meta.dirname, '../preload/index.cjs'),
    state: openWindowState(join(userData, 'window.json'), now, log),
    log,
    onOpen: (windowIsOpen) => {
      menu.update({ windowIsOpen });
    },
    // A reloaded page knows nothing of a refresh that is running.
    onPageLoaded: () => {
      mainWindow.send('refresh:changed', sessions.current()?.refresh.state() ?? { kind: 'idle' });
    },
    onPageGone: errorReporter.windowGone,
    onPreloadError: (error) => {
      errorReporter.uncaught(error, 'In the preload script');
    },
  });

  harden();
  cleanAnswers();
  serveAppProtocol(join(import.meta.dirname, '../renderer'), (error) => {
    errorReporter.uncaught(error, 'In serving the window');
  });
  const exports = createExports(now);
  const testConnection = createConnectionTest(book, secrets, netFetch, now);
  register(
    createHandlers({ book, secrets, sessions, exports, preferences, testConnection, log, errorReporter }),
    errorReporter.answered,
  );

  const opened = openCurrent(book, sessions, mainWindow);
  mainWindow.open();
  void opened.then(() => updates?.check(false));
  forgetTheRest(book, sessions, mainWindow, log);
  followAppEvents({
    mainWindow,
    suspend: () => {
      sessions.current()?.refresh.interrupt();
    },
    async close() {
      preferences.close();
      // What failed was told when it happened.
      await opened.catch(() => undefined);
      await sessions.open(null);
    },
  });
}

function startLog(userData: string): Log {
  const log = openLog(join(userData, 'logs'), now);
  log.write({
    event: 'started',
    version: app.getVersion(),
    electron: process.versions.electron,
    platform: `${process.platform} ${process.arch}`,
  });
  return log;
}

/**
 * Logs and tells what nothing catches. With a listener of our own, Electron shows no dialog, and the app goes on.
 * https://github.com/electron/electron/blob/main/lib/browser/init.ts
 */
function watchProcesses(errorReporter: ErrorReporter, log: Log): void {
  process.on('uncaughtException', (error) => {
    errorReporter.uncaught(error, 'In the main process, not caught');
  });
  process.on('unhandledRejection', (reason) => {
    errorReporter.uncaught(reason, 'In the main process, a rejected promise');
  });
  watchChildProcesses(log);
}

function openBook(userData: string, secrets: Secrets, errorReporter: ErrorReporter, log: Log): ConnectionBook {
  const store = openConnectionStore(join(userData, 'connections.json'), now);
  const book = openConnectionBook(store, secrets);
  // Without a connection, the form says so.
  if (book.current()) errorReporter.problem('connection', store.problem);
  else if (store.problem) logProblem(log, store.problem);
  return book;
}

function openSavedPreferences(userData: string, errorReporter: ErrorReporter): PreferenceStore {
  const tell = (problem: Failure | null): void => {
    errorReporter.problem('preferences', problem);
  };
  const preferences = openPreferences(join(userData, 'preferences.json'), now, tell);
  tell(preferences.problem);
  return preferences;
}

/** Null where no update feed is set up. */
function openUpdates(userData: string, sessions: Sessions, errorReporter: ErrorReporter, log: Log): Updates | null {
  const { address, problem } = readFeed(join(userData, 'updates.json'), now);
  errorReporter.problem('updates', problem);
  if (address === null) return null;
  return createUpdates({
    updater: createUpdater(address),
    questions: updateQuestions,
    refreshEnded: async () => sessions.current()?.refresh.ended(),
    log,
  });
}

/** Opens the connection that was last in use, after bringing back those that were lost. */
async function openCurrent(book: ConnectionBook, sessions: Sessions, mainWindow: MainWindow): Promise<void> {
  const wereLost = await offerLostConnections(book, sessions);
  await sessions.open(book.current());
  if (wereLost) mainWindow.send('connection:changed', book.list());
}

/** What could not be removed when it was forgotten may be removed today. */
function forgetTheRest(book: ConnectionBook, sessions: Sessions, mainWindow: MainWindow, log: Log): void {
  for (const id of book.forgetting()) {
    void forgetConnection(id, book, sessions, log).then(() => {
      mainWindow.send('connection:changed', book.list());
    });
  }
}
