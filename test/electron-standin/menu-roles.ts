/** What menu items with a role are called and do, for the roles that can do something without a native window. */
import type { MenuItemConstructorOptions } from 'electron';
import { app } from './app.ts';
import type { BrowserWindow } from './browser-window.ts';

type Role = Exclude<MenuItemConstructorOptions['role'], undefined>;

const separator: MenuItemConstructorOptions = { type: 'separator' };

const menus: Partial<Record<string, MenuItemConstructorOptions[]>> = {
  appMenu: items('about', null, 'services', null, 'hide', 'hideOthers', 'unhide', null, 'quit'),
  fileMenu: items(process.platform === 'darwin' ? 'close' : 'quit'),
  editMenu: items('undo', 'redo', null, 'cut', 'copy', 'paste', 'delete', null, 'selectAll'),
  viewMenu: items(
    'reload',
    'forceReload',
    'toggleDevTools',
    null,
    'resetZoom',
    'zoomIn',
    'zoomOut',
    null,
    'togglefullscreen',
  ),
  windowMenu: items('minimize', 'zoom', 'close'),
};

const labels: Partial<Record<string, string>> = {
  appMenu: 'App',
  fileMenu: 'File',
  editMenu: 'Edit',
  viewMenu: 'View',
  windowMenu: 'Window',
  toggleDevTools: 'Toggle Developer Tools',
  togglefullscreen: 'Toggle Full Screen',
  resetZoom: 'Actual Size',
  close: 'Close Window',
};

function items(...roles: (Role | null)[]): MenuItemConstructorOptions[] {
  return roles.map((role) => (role === null ? separator : { role }));
}

export function itemsOfRole(role: string | undefined): MenuItemConstructorOptions[] | undefined {
  return role === undefined ? undefined : menus[role];
}

/** `selectAll` is called "Select All". */
export function labelOfRole(role = ''): string {
  const spaced = role.replaceAll(/([A-Z])/g, ' $1');
  return labels[role] ?? spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** What a role does to a window, it does to the one that the click came with. */
export function clickRole(role: string, window: BrowserWindow | undefined): void {
  if (role === 'quit') app.quit();
  else if (role === 'close') window?.close();
  else if (role === 'minimize') window?.minimize();
  else if (role === 'reload' || role === 'forceReload') window?.webContents.reload();
  else if (role === 'togglefullscreen') window?.setFullScreen();
  else console.error(`electron-standin: the menu role ${role} does nothing here`);
}
