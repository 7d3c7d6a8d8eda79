/** Electron's `dialog`, `shell`, `screen`, `powerMonitor` and `autoUpdater`: stubs, which tests replace through `app.evaluate`. */
import { EventEmitter } from 'node:events';

export const dialog = {
  showOpenDialog: () => Promise.resolve({ canceled: true, filePaths: [] as string[] }),
  showSaveDialog: () => Promise.resolve({ canceled: true, filePath: '' }),
  showMessageBox: () => Promise.resolve({ response: 0, checkboxChecked: false }),
  showErrorBox(title: string, content: string): void {
    console.error(`electron-standin: ${title}: ${content}`);
  },
};

export const shell = {
  openExternal(url: string): Promise<void> {
    console.error(`electron-standin: would open ${url}`);
    return Promise.resolve();
  },
  /** An empty string means that it has worked. */
  openPath(path: string): Promise<string> {
    console.error(`electron-standin: would open ${path}`);
    return Promise.resolve('');
  },
  showItemInFolder(path: string): void {
    console.error(`electron-standin: would show ${path}`);
  },
};

const area = { x: 0, y: 0, width: 1920, height: 1080 };
const display = {
  id: 1,
  label: 'Stand-in',
  scaleFactor: 1,
  rotation: 0,
  bounds: area,
  workArea: area,
  size: area,
  workAreaSize: area,
};

export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
  getDisplayMatching: () => display,
});

export const powerMonitor = new EventEmitter();

/** Squirrel is not here; electron-updater announces on it that it will quit the app. */
export const autoUpdater = new EventEmitter();
