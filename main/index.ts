import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app, type BrowserWindow, dialog, powerMonitor } from 'electron';
import { openConnectionBook } from './connections/connections.ts';
import { createSecrets } from './connections/secrets.ts';
import { openConnectionStore } from './connections/store.ts';
import { createConnectionTest } from './connections/test-connection.ts';
import type { DirectoryStatus } from '../preload/contract/directory.ts';
import type { Failure, FailureOrigin } from '../preload/contract/failures.ts';
import { forgetConnection } from './session/forget.ts';
import { logFailure, logProblem, openLog } from './log.ts';
import { offerLostConnections } from './session/lost-connections.ts';
import { openPreferences } from './preferences.ts';
import { createSessions } from './session/session.ts';
import { createUnforeseen } from './unforeseen.ts';
import { createUpdates, readFeed } from './updates.ts';
import { declareAppProtocol, serveAppProtocol } from './shell/app-protocol.ts';
import { createExports } from './shell/exports.ts';
import { createHandlers } from './shell/handlers.ts';
import { harden, refusedSwitch } from './shell/hardening.ts';
import { register, send } from './shell/ipc.ts';
import { watchChildProcesses, watchPage } from './shell/lost-page.ts';
import { setMenu, updateMenu } from './shell/menu.ts';
import { cleanAnswers, netFetch } from './shell/net-fetch.ts';
import { isWritable, openPath } from './shell/stored-files.ts';
import { updateQuestions } from './shell/update-questions.ts';
import { createUpdater } from './shell/updater.ts';
import { focusWindow, openWindow } from './shell/window.ts';
import { openWindowState } from './shell/window-state.ts';

// The composition root: it hands everybody what they need, and is the only place that knows all of them.

// The order counts: what is refused stops all else, and lock and stored data depend on the folder.
const refused = refusedSwitch();
if (refused)
  giveUp('Fieldbook can’t be started like this', `--${refused} would take its protection away. Leave it out.`);
else if (useChosenFolder()) begin();

function begin(): void {
  // It takes that switch away again, and where it was needed to start, the network service then dies: SECURITY.md.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  declareAppProtocol();
  // Electron says no as well where it can't make the lock, and nothing that is stored could be mixed up there.
  // https://github.com/electron/electron/blob/main/shell/browser/api/electron_api_app.cc
  if (!app.requestSingleInstanceLock() && isWritable(app.getPath('userData'))) {
    app.quit();
    return;
  }
  // Not a top-level await: Electron becomes ready only after this module has run.
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      giveUp('Fieldbook could not start', messageOf(error));
    });
}

/** Keeps everything in the folder that the command line names, if it does; false when that can't be done. */
function useChosenFolder(): boolean {
  const chosen = app.commandLine.getSwitchValue('user-data-dir');
  if (!chosen) return true;
  try {
    mkdirSync(resolve(chosen), { recursive: true });
    app.setPath('userData', resolve(chosen));
    return true;
  } catch (error) {
    giveUp(`The folder ${chosen} can’t be used`, messageOf(error));
    return false;
  }
}

/** Without a window there is no other way to say why. */
function giveUp(what: string, why: string): void {
  dialog.showErrorBox(what, why);
  app.exit(1);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function start(): void {
  let window: BrowserWindow | undefined;
  let status: DirectoryStatus | null = null;
  const userData = app.getPath('userData');
  const now = Date.now;
  const uptime = (): number => performance.now();

  const log = openLog(join(userData, 'logs'), now);
  log.write({
    event: 'started',
    version: app.getVersion(),
    electron: process.versions.electron,
    platform: `${process.platform} ${process.arch}`,
  });
  const unforeseen = createUnforeseen(
    log,
    (told) => {
      send(window?.webContents, 'failure:told', told);
    },
    now,
  );
  // With a listener of the app's own, Electron shows no dialog, and the app goes on.
  // https://github.com/electron/electron/blob/main/lib/browser/init.ts
  process.on('uncaughtException', (error) => {
    unforeseen.met(error, 'In the main process, not caught');
  });
  process.on('unhandledRejection', (reason) => {
    unforeseen.met(reason, 'In the main process, a rejected promise');
  });
  watchChildProcesses(log);

  /** Logs what is the matter with a file that Fieldbook itself needs, and tells the window. */
  function tellProblem(origin: FailureOrigin, problem: Failure | null): void {
    if (!problem) return;
    logProblem(log, problem);
    unforeseen.tell({ origin, failure: problem });
  }

  const unwritten = log.problem();
  if (unwritten !== null) tellProblem('start', logFailure(unwritten));

  const secrets = createSecrets();
  const store = openConnectionStore(join(userData, 'connections.json'), now);
  const book = openConnectionBook(store, secrets);
  // Without a connection, the form tells it.
  if (book.current()) tellProblem('connection', store.problem);
  else if (store.problem) logProblem(log, store.problem);
  const preferences = openPreferences(join(userData, 'preferences.json'), now, (problem) => {
    tellProblem('preferences', problem);
  });
  tellProblem('preferences', preferences.problem);
  const sessions = createSessions({
    directoriesFolder: join(userData, 'directories'),
    threads: {
      reader: join(import.meta.dirname, 'reader-thread.js'),
      writer: join(import.meta.dirname, 'writer-thread.js'),
    },
    secrets,
    fetch: netFetch,
    now,
    uptime,
    onThreadEnded: (ended) => {
      unforeseen.met(ended, 'A thread ended');
    },
    onRefreshState: (state) => {
      send(window?.webContents, 'refresh:changed', state);
    },
    onDirectory: (changed) => {
      status = changed;
      updateMenu(window !== undefined, status);
      send(window?.webContents, 'directory:changed', status);
    },
    log,
  });
  const opened = offerLostConnections(book, sessions).then(async (wasLost) => {
    await sessions.open(book.current());
    if (wasLost) send(window?.webContents, 'connection:changed', book.list());
  });
  const feed = readFeed(join(userData, 'updates.json'), now);
  tellProblem('updates', feed.problem);
  const updates =
    feed.address === null
      ? null
      : createUpdates({
          updater: createUpdater(feed.address),
          questions: updateQuestions,
          refreshEnded: async () => sessions.current()?.refresh.ended(),
          log,
        });

  harden();
  cleanAnswers();
  setMenu({
    perform: (command) => {
      send(window?.webContents, 'menu:command', command);
    },
    openDataFolder: () => {
      void openPath(userData);
    },
    openLog: () => {
      void openPath(join(userData, 'logs', 'fieldbook.log'));
    },
    checkForUpdates: updates && (() => void updates.check(true)),
  });
  serveAppProtocol(join(import.meta.dirname, '../renderer'));
  register(
    createHandlers({
      book,
      secrets,
      sessions,
      exports: createExports(now),
      preferences,
      testConnection: createConnectionTest(book, secrets, netFetch, now),
      log,
      unforeseen,
    }),
    (failed) => {
      unforeseen.answered(failed);
    },
  );

  const windowState = openWindowState(join(userData, 'window.json'), now);
  if (windowState.problem) logProblem(log, windowState.problem);
  const show = (): void => {
    window = openWindow(join(import.meta.dirname, '../preload/index.cjs'), windowState);
    watchPage(window, log, () => {
      unforeseen.windowGone();
    });
    // A page that was loaded again knows nothing of a refresh that goes on.
    window.webContents.on('did-finish-load', () => {
      send(window?.webContents, 'refresh:changed', sessions.current()?.refresh.state() ?? { kind: 'idle' });
    });
    window.on('closed', () => {
      unforeseen.windowGone();
      window = undefined;
      updateMenu(false, status);
    });
    updateMenu(true, status);
  };
  show();
  void opened.then(() => updates?.check(false));
  // What could not be removed when it was forgotten may be removed today.
  for (const id of book.forgetting()) {
    void forgetConnection(id, book, sessions, log).then(() => {
      send(window?.webContents, 'connection:changed', book.list());
    });
  }
  powerMonitor.on('suspend', () => {
    sessions.current()?.refresh.interrupt();
  });
  app.on('second-instance', () => {
    if (window) focusWindow(window);
  });
  app.on('activate', () => {
    if (!window) show();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    // The database is closed in order before the process ends.
    event.preventDefault();
    preferences.close();
    void opened
      // It was told when it happened.
      .catch(() => undefined)
      .then(() => sessions.open(null))
      .finally(() => {
        closed = true;
        app.quit();
      });
  });
}
