import { app, type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import type { Log } from '../log.ts';

const question = {
  type: 'error',
  message: 'The window has stopped working',
  detail: 'Your lists and all that you saved are still there. Reload the window to go on.',
  buttons: ['Reload', 'Quit'],
  defaultId: 0,
  // A lost page is of no use: closing the question reloads it too.
  cancelId: 0,
} satisfies MessageBoxOptions;

/**
 * Logs when the process of a window's page ends, for lack of memory for instance, and offers to reload the page.
 * https://www.electronjs.org/docs/latest/api/web-contents#event-render-process-gone
 */
export function watchPage(window: BrowserWindow, log: Log, onGone: () => void): void {
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.write({ event: 'page-gone', reason, exitCode });
    onGone();
    void offerReload(window);
  });
}

async function offerReload(window: BrowserWindow): Promise<void> {
  // A sheet on a window that was never shown would be invisible.
  const { response } = await (window.isVisible()
    ? dialog.showMessageBox(window, question)
    : dialog.showMessageBox(question));
  if (response === 1) app.quit();
  else if (!window.isDestroyed()) window.webContents.reload();
}

/**
 * Logs when one of Chromium's own processes ends, such as the network's; Chromium restarts it by itself.
 * https://www.electronjs.org/docs/latest/api/app#event-child-process-gone
 */
export function watchChildProcesses(log: Log): void {
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit') log.write({ event: 'process-gone', type, reason, exitCode });
  });
}
