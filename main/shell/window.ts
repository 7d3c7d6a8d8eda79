import { BrowserWindow, nativeTheme } from 'electron';
import type { EventChannel, Payload } from '../../preload/contract/api.ts';
import type { Log } from '../log.ts';
import { webPreferences } from './hardening.ts';
import { send } from './ipc.ts';
import { watchPage } from './lost-page.ts';
import { startPage } from './our-pages.ts';
import type { WindowState } from './window-state.ts';

/** Fieldbook's only window. On a Mac it can be closed, and opened again, while the app runs. */
export interface MainWindow {
  /** Opens it, unless it is open. */
  open: () => void;
  /** Brings it to the front if it is open. */
  focus: () => void;
  /** Sends an event to its page, if there is one. */
  send<C extends EventChannel>(channel: C, payload: Payload<C>): void;
}

/** What the window works with, and whom it tells. */
export interface MainWindowParts {
  /** The preload script's file. */
  preload: string;
  state: WindowState;
  log: Log;
  onOpen: (isOpen: boolean) => void;
  /** The page has loaded, for the first time or again. */
  onPageLoaded: () => void;
  /** The page no longer listens: its process ended or the window was closed. */
  onPageGone: () => void;
  /** The preload script could not run to its end. */
  onPreloadError: (error: Error) => void;
}

/** Makes what opens the one window; it opens none yet. */
export function createMainWindow(parts: MainWindowParts): MainWindow {
  let window: BrowserWindow | undefined;
  return {
    open() {
      if (window) return;
      window = openWindow(parts.preload, parts.state);
      watchPage(window, parts.log, parts.onPageGone);
      window.webContents.on('did-finish-load', parts.onPageLoaded);
      window.webContents.on('preload-error', (_event, _path, error) => {
        parts.onPreloadError(error);
      });
      window.on('closed', () => {
        window = undefined;
        parts.onPageGone();
        parts.onOpen(false);
      });
      parts.onOpen(true);
    },
    focus() {
      if (window?.isMinimized()) window.restore();
      window?.focus();
    },
    send(event, payload) {
      send(window?.webContents, event, payload);
    },
  };
}

/** Opens a window where it was; it shows itself once it has something to show. */
function openWindow(preload: string, state: WindowState): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Fieldbook',
    width: 1180,
    height: 780,
    ...state.bounds(),
    minWidth: 720,
    minHeight: 480,
    show: false,
    // The page's background colours, so that nothing flashes before it paints.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#14181d' : '#f4f5f7',
    webPreferences: webPreferences(preload),
  });
  window.once('ready-to-show', () => {
    window.show();
    state.restore(window);
  });
  state.follow(window);
  void window.loadURL(startPage);
  return window;
}
