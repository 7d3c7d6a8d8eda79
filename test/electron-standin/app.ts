/** Electron's `app`. */
import { EventEmitter } from 'node:events';
import { commandLine, appPackage } from './command-line.ts';
import { ElectronEvent, emitPreventable } from './electron-event.ts';
import { lifecycle } from './lifecycle.ts';
import { getPath, setPath } from './paths.ts';
import { releaseLock, requestLock, secondInstanceTold } from './single-instance.ts';
import { openWindows } from './window-registry.ts';

class App extends EventEmitter {
  name = appPackage.file.productName ?? appPackage.file.name ?? 'Electron';
  /** Tests tell it to behave as if installed, with these resources: it has no executable of the app's own. */
  readonly isPackaged = process.env['STANDIN_PACKAGED'] !== undefined;
  readonly commandLine = {
    hasSwitch: (name: string): boolean => commandLine.has(name),
    getSwitchValue: (name: string): string => commandLine.get(name) ?? '',
    appendSwitch: (name: string, value = ''): void => void commandLine.set(name, value),
  };
  readonly getPath = getPath;
  readonly setPath = setPath;
  readonly #ready = Promise.withResolvers<undefined>();

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  isReady(): boolean {
    return lifecycle.ready;
  }

  /** Not Electron's: called when Chromium is up. */
  becomeReady(): void {
    lifecycle.ready = true;
    this.#ready.resolve(undefined);
    this.emit('ready', new ElectronEvent(), {});
  }

  getName(): string {
    return this.name;
  }

  setName(name: string): void {
    this.name = name;
  }

  getVersion(): string {
    return appPackage.file.version ?? '0.0.0';
  }

  getAppPath(): string {
    return appPackage.folder;
  }

  getLocale(): string {
    return 'en-US';
  }

  /** Takes the switch away. https://github.com/electron/electron/blob/main/shell/browser/api/electron_api_app.cc */
  enableSandbox(): void {
    if (lifecycle.ready) throw new Error('app.enableSandbox() can only be called before app is ready');
    commandLine.delete('no-sandbox');
  }

  setAppUserModelId(): void {
    // Windows only, in Electron too.
  }

  setAboutPanelOptions(): void {
    // The panel is native, and not shown here.
  }

  showAboutPanel(): void {
    // The panel is native, and not shown here.
  }

  /** The lock belongs to the userData folder in force now; the app sets its own first. */
  requestSingleInstanceLock(additionalData: object = {}): boolean {
    return requestLock(getPath('userData'), additionalData, (argv, workingDirectory, data) => {
      this.emit('second-instance', new ElectronEvent(), argv, workingDirectory, data);
    });
  }

  releaseSingleInstanceLock(): void {
    releaseLock();
  }

  quit(): void {
    if (lifecycle.quitting || !emitPreventable(this, 'before-quit', {})) return;
    lifecycle.quitting = true;
    const windows = openWindows.all();
    const closed = windows.every((window) => emitPreventable(window, 'close', {}));
    if (closed) for (const window of windows) window.forget();
    if (closed && emitPreventable(this, 'will-quit', {})) this.exit(0);
    else lifecycle.quitting = false;
  }

  exit(code = 0): void {
    lifecycle.quitting = true;
    this.emit('quit', new ElectronEvent(), code);
    void leave(code);
  }
}

async function leave(code: number): Promise<void> {
  await secondInstanceTold();
  await lifecycle.chromium?.close();
  // Last, so that anyone who gets the lock next finds the profile free.
  releaseLock();
  process.exit(code);
}

export const app = new App();

openWindows.on('created', (window) => {
  app.emit('web-contents-created', new ElectronEvent(), window.webContents);
});
openWindows.on('focused', (window) => {
  app.emit('browser-window-focus', new ElectronEvent(), window);
});
openWindows.on('all-closed', () => {
  if (lifecycle.quitting) return;
  if (app.listenerCount('window-all-closed') === 0) app.quit();
  else app.emit('window-all-closed');
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    app.quit();
  });
}
process.on('exit', releaseLock);
