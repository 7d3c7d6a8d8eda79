import { app, powerMonitor } from 'electron';
import type { MainWindow } from '../window.ts';

/** The window that the app's events are for, and what else they set off. */
export interface AppEventParts {
  mainWindow: MainWindow;
  /** The computer goes to sleep. */
  suspend: () => void;
  /** Closes what must be closed in order before the process ends. */
  close: () => Promise<void>;
}

/** Follows the app's own events for as long as the process lives. */
export function followAppEvents({ mainWindow, suspend, close }: AppEventParts): void {
  powerMonitor.on('suspend', suspend);
  app.on('second-instance', mainWindow.focus);
  // Its icon was clicked in the Dock.
  app.on('activate', mainWindow.open);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}
