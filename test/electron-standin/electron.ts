/**
 * The `electron` module of the stand-in: the part of Electron's API that Fieldbook's main process uses, over Debian's
 * Chromium, for machines where Electron's binary cannot be installed. What is not here is a loud import error.
 *
 * It is proof of product logic, IPC, content security policy and user interface; not of Electron. It does not show:
 * - Electron's process sandbox, fuses, asar, packaging, Squirrel, crash reporting, `safeStorage` (not exported);
 * - native menus, accelerators, dialogs, notifications, the tray: menus are data, dialogs cancel, tests replace them;
 * - the real window: bounds, visibility and zoom are remembered, not carried out, and a window's `width` and `height` are
 *   those of the page; none is ever minimized, maximized or fills the screen; `beforeunload` never keeps a window open;
 * - `net`: Node's fetch with Electron's error wording, and its way of making a response; neither Chromium's network stack
 *   nor the system's proxy, certificate store or sign-in; of `session.webRequest` only `onHeadersReceived` is heeded, for
 *   `net.fetch`; `setProxy` does nothing;
 * - permissions asked one by one: the handler is asked once for each, in advance;
 * - a custom scheme in the page: `app://bundle/` is served as `https://bundle.app.localhost/`, and translated back for
 *   the main process; pages use relative URLs;
 * - a popup that is allowed: `window.open` is always refused, and says so if the app would have allowed it;
 * - `will-navigate` for a URL that the operating system opens (`mailto:`) is emitted, but can't be prevented.
 *
 * The preload script runs in a real isolated world, but values cross contextBridge as structured clones: DOM elements
 * do not, and a name that is taken is an error in the page instead of one in the preload script.
 */
export { app } from './app.ts';
export { BrowserWindow } from './browser-window.ts';
export { clipboard, ClipboardItem } from './clipboard.ts';
export { autoUpdater, dialog, powerMonitor, screen, shell } from './desktop.ts';
export { ipcMain } from './ipc.ts';
export { Menu, MenuItem } from './menu.ts';
export { nativeTheme } from './native-theme.ts';
export { net } from './net.ts';
export { protocol } from './protocol.ts';
export { session } from './session.ts';
export { webContents } from './web-contents.ts';
