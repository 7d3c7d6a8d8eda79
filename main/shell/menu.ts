import { join } from 'node:path';
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { DirectoryStatus } from '../../preload/contract/directory.ts';
import type { MenuCommand } from '../../preload/contract/menu.ts';
import { openPath } from './stored-files.ts';

/** What the menu opens itself, and who does the rest. */
export interface MenuParts {
  /** The folder of all that Fieldbook stores. */
  userData: string;
  /** Has the window carry out a command. */
  perform: (command: MenuCommand) => void;
  /** Null where no update feed is set up. */
  checkForUpdates: (() => void) | null;
}

const commands = [
  'refresh',
  'export',
  'connection',
  'add-connection',
  'find',
  'help',
  'shortcuts',
  'about',
] as const satisfies MenuCommand[];
const separator: MenuItemConstructorOptions = { type: 'separator' };

/** What decides which commands would do something now. */
interface MenuFacts {
  windowIsOpen: boolean;
  /** Null while no connection is open. */
  directory: DirectoryStatus | null;
}

/** The application menu, in which only commands that would do something are enabled. */
export interface AppMenu {
  update(changed: Partial<MenuFacts>): void;
}

/** Sets the application menu, in the order people know from their system. */
export function createMenu(parts: MenuParts): AppMenu {
  Menu.setApplicationMenu(Menu.buildFromTemplate(process.platform === 'darwin' ? macMenu(parts) : otherMenu(parts)));
  let facts: MenuFacts = { windowIsOpen: false, directory: null };
  return {
    update(changed) {
      facts = { ...facts, ...changed };
      enableCommands(facts);
    },
  };
}

function enableCommands({ windowIsOpen, directory }: MenuFacts): void {
  const available: Record<MenuCommand, boolean> = {
    refresh: windowIsOpen && directory !== null,
    export: windowIsOpen && Boolean(directory?.snapshot),
    connection: windowIsOpen && directory !== null,
    'add-connection': windowIsOpen && directory !== null,
    find: windowIsOpen && Boolean(directory?.snapshot),
    help: windowIsOpen,
    shortcuts: windowIsOpen && directory !== null,
    about: windowIsOpen,
  };
  for (const command of commands) {
    const item = Menu.getApplicationMenu()?.getMenuItemById(command);
    if (item) item.enabled = available[command];
  }
}

function macMenu(parts: MenuParts): MenuItemConstructorOptions[] {
  const appMenu: MenuItemConstructorOptions[] = [
    command(parts, 'about', 'About Fieldbook'),
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
    { label: 'File', submenu: [...fileItems(parts, 'Cmd+R'), separator, { role: 'close' }] },
    ...sharedMenus(parts),
    { role: 'help', submenu: helpItems(parts) },
  ];
}

function otherMenu(parts: MenuParts): MenuItemConstructorOptions[] {
  const helpMenu = [...helpItems(parts), separator, command(parts, 'about', 'About Fieldbook')];
  return [
    { label: '&File', submenu: [...fileItems(parts, 'F5'), separator, { role: 'quit' }] },
    ...sharedMenus(parts),
    { label: '&Help', submenu: helpMenu },
  ];
}

function fileItems(parts: MenuParts, refreshKey: string): MenuItemConstructorOptions[] {
  return [
    command(parts, 'refresh', 'Refresh', refreshKey),
    command(parts, 'export', 'Export…', 'CmdOrCtrl+E'),
    separator,
    command(parts, 'add-connection', 'Add connection…'),
    command(parts, 'connection', 'Manage connections…'),
  ];
}

function sharedMenus(parts: MenuParts): MenuItemConstructorOptions[] {
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
        command(parts, 'find', 'Search customers', 'CmdOrCtrl+F'),
      ],
    },
    {
      // Nothing here reloads the page: Ctrl+R is for refreshing.
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

function helpItems(parts: MenuParts): MenuItemConstructorOptions[] {
  return [
    command(parts, 'help', 'Fieldbook Help'),
    command(parts, 'shortcuts', 'Keyboard shortcuts', 'F1'),
    ...(parts.checkForUpdates ? [{ label: 'Check for updates…', click: parts.checkForUpdates }] : []),
    separator,
    { label: 'Open data folder', click: () => void openPath(parts.userData) },
    { label: 'Open log', click: () => void openPath(join(parts.userData, 'logs', 'fieldbook.log')) },
  ];
}

/**
 * The window handles the keys itself: the menu only shows them. On a Mac the menu also gets a key that the window left
 * alone; whatever made the window leave it alone makes it ignore the command too.
 */
function command(
  { perform }: MenuParts,
  name: MenuCommand,
  label: string,
  accelerator?: string,
): MenuItemConstructorOptions {
  const key = accelerator ? { accelerator, registerAccelerator: false } : {};
  return {
    id: name,
    label,
    ...key,
    // Electron calls this for a disabled item too when code clicks it.
    // https://github.com/electron/electron/blob/main/lib/browser/api/menu-item.ts
    click: ({ enabled }) => {
      if (enabled) perform(name);
    },
  };
}
