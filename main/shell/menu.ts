import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { DirectoryStatus } from '../../preload/contract/directory.ts';
import type { MenuCommand } from '../../preload/contract/menu.ts';

/** What the menu does by itself; all else are commands, which the window performs. */
export interface MenuActions {
  perform: (command: MenuCommand) => void;
  openDataFolder: () => void;
  openLog: () => void;
  /** Null where no feed is set up: there is nothing to check then. */
  checkForUpdates: (() => void) | null;
}

const commands = [
  'refresh',
  'export',
  'connection',
  'find',
  'help',
  'shortcuts',
  'about',
] as const satisfies MenuCommand[];
const separator: MenuItemConstructorOptions = { type: 'separator' };

/** Sets the application menu, in the order that people know from their system. */
export function setMenu(actions: MenuActions, platform = process.platform): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(platform === 'darwin' ? macMenu(actions) : otherMenu(actions)));
}

/** Lets people choose only what would do something. */
export function updateMenu(windowOpen: boolean, status: DirectoryStatus | null): void {
  const available: Record<MenuCommand, boolean> = {
    refresh: windowOpen && status !== null,
    export: windowOpen && Boolean(status?.snapshot),
    connection: windowOpen && status !== null,
    find: windowOpen && Boolean(status?.snapshot),
    help: windowOpen,
    shortcuts: windowOpen && status !== null,
    about: windowOpen,
  };
  for (const command of commands) {
    const item = Menu.getApplicationMenu()?.getMenuItemById(command);
    if (item) item.enabled = available[command];
  }
}

function macMenu(actions: MenuActions): MenuItemConstructorOptions[] {
  const appMenu: MenuItemConstructorOptions[] = [
    command(actions, 'about', 'About Fieldbook'),
    separator,
    { role: 'services' },
    separator,
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    separator,
    { role: 'quit' },
  ];
  return [
    { label: 'Fieldbook', submenu: appMenu },
    { label: 'File', submenu: [...fileItems(actions, 'Cmd+R'), separator, { role: 'close' }] },
    ...sharedMenus(actions),
    { role: 'help', submenu: helpItems(actions) },
  ];
}

function otherMenu(actions: MenuActions): MenuItemConstructorOptions[] {
  const helpMenu = [...helpItems(actions), separator, command(actions, 'about', 'About Fieldbook')];
  return [
    { label: '&File', submenu: [...fileItems(actions, 'F5'), separator, { role: 'quit' }] },
    ...sharedMenus(actions),
    { label: '&Help', submenu: helpMenu },
  ];
}

function fileItems(actions: MenuActions, refreshKey: string): MenuItemConstructorOptions[] {
  return [
    command(actions, 'refresh', 'Refresh', refreshKey),
    command(actions, 'export', 'Export…', 'CmdOrCtrl+E'),
    separator,
    command(actions, 'connection', 'Connection…'),
  ];
}

function sharedMenus(actions: MenuActions): MenuItemConstructorOptions[] {
  return [
    {
      label: '&Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        separator,
        command(actions, 'find', 'Search customers', 'CmdOrCtrl+F'),
      ],
    },
    {
      // Nothing here reloads the page: that would take Ctrl+R from refreshing.
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
  ];
}

function helpItems(actions: MenuActions): MenuItemConstructorOptions[] {
  return [
    command(actions, 'help', 'Fieldbook Help'),
    command(actions, 'shortcuts', 'Keyboard shortcuts', 'F1'),
    ...(actions.checkForUpdates ? [{ label: 'Check for updates…', click: actions.checkForUpdates }] : []),
    separator,
    { label: 'Open data folder', click: actions.openDataFolder },
    { label: 'Open log', click: actions.openLog },
  ];
}

/**
 * The window has its keys itself: the menu only shows them. On a Mac the menu gets a key that the window leaves alone,
 * and the window then ignores the command for the same reason.
 */
function command(
  { perform }: MenuActions,
  name: MenuCommand,
  label: string,
  accelerator?: string,
): MenuItemConstructorOptions {
  const key = accelerator ? { accelerator, registerAccelerator: false } : {};
  return {
    id: name,
    label,
    ...key,
    // Electron calls this for a disabled item too, when the click comes from code and not from a person.
    // https://github.com/electron/electron/blob/main/lib/browser/api/menu-item.ts
    click: ({ enabled }) => {
      if (enabled) perform(name);
    },
  };
}
