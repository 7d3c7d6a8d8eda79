/** Electron's `BrowserWindow`: a page of Chromium, and the remembered state of a window. */
import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { app } from './app.ts';
import { ElectronEvent, emitPreventable } from './electron-event.ts';
import { inBackground, lifecycle } from './lifecycle.ts';
import { nativeTheme } from './native-theme.ts';
import { session } from './session.ts';
import { WebContents } from './web-contents.ts';
import { openWindows } from './window-registry.ts';

export class BrowserWindow extends EventEmitter {
  readonly id = openWindows.nextId();
  readonly webContents = new WebContents(this);
  #title: string;
  #bounds: Rectangle;
  #visible: boolean;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    if (!lifecycle.ready) throw new Error('Cannot create BrowserWindow before app is ready');
    const { x = 0, y = 0, width = 800, height = 600, title, show = true } = options;
    this.#bounds = { x, y, width, height };
    this.#title = title ?? app.name;
    this.#visible = show;
    this.webContents.once('did-finish-load', () => {
      this.emit('ready-to-show', new ElectronEvent());
    });
    openWindows.add(this);
    inBackground(this.#open(options.webPreferences?.preload), () => !this.isDestroyed());
  }

  static getAllWindows(): BrowserWindow[] {
    return openWindows.all();
  }

  static getFocusedWindow(): BrowserWindow | null {
    return openWindows.focused();
  }

  static fromWebContents(contents: WebContents | undefined): BrowserWindow | null {
    return openWindows.all().find((window) => window.webContents === contents) ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return openWindows.all().find((window) => window.id === id) ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  show(): void {
    this.#visible = true;
    this.emit('show', new ElectronEvent());
    this.focus();
  }

  hide(): void {
    this.#visible = false;
    this.emit('hide', new ElectronEvent());
  }

  focus(): void {
    openWindows.focus(this);
    this.webContents.page.tell('Page.bringToFront');
    this.emit('focus', new ElectronEvent());
  }

  /**
   * What a window manager does is not done: Xvfb has none, and there Electron's calls have no effect.
   * https://github.com/electron/electron/issues/3764, https://github.com/mozilla/geckodriver/issues/1014
   */
  minimize(): void {
    // See above.
  }

  maximize(): void {
    // See above.
  }

  unmaximize(): void {
    // See above.
  }

  restore(): void {
    // See above.
  }

  setFullScreen(): void {
    // See above.
  }

  isVisible(): boolean {
    return this.#visible;
  }

  isFocused(): boolean {
    return openWindows.focused() === this;
  }

  isMinimized(): boolean {
    return false;
  }

  isMaximized(): boolean {
    return false;
  }

  isFullScreen(): boolean {
    return false;
  }

  isDestroyed(): boolean {
    return this.webContents.isDestroyed();
  }

  getBounds(): Rectangle {
    return { ...this.#bounds };
  }

  getNormalBounds(): Rectangle {
    return this.getBounds();
  }

  setBounds(bounds: Partial<Rectangle>): void {
    const before = this.#bounds;
    this.#bounds = { ...before, ...bounds };
    const { x, y, width, height } = this.#bounds;
    if (x !== before.x || y !== before.y) this.emit('move', new ElectronEvent());
    if (width === before.width && height === before.height) return;
    const metrics = { width, height, deviceScaleFactor: 1, mobile: false };
    this.webContents.page.tell('Emulation.setDeviceMetricsOverride', metrics);
    this.emit('resize', new ElectronEvent());
  }

  getSize(): [number, number] {
    return [this.#bounds.width, this.#bounds.height];
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  getTitle(): string {
    return this.#title;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  close(): void {
    if (!this.isDestroyed() && emitPreventable(this, 'close', {})) this.destroy();
  }

  destroy(): void {
    if (this.isDestroyed()) return;
    this.webContents.page.close();
    this.forget();
  }

  /** Not Electron's: the page is gone, or will go with Chromium. */
  forget(): void {
    if (this.isDestroyed()) return;
    this.webContents.page.closed = true;
    this.webContents.emit('destroyed');
    this.emit('closed');
    openWindows.remove(this);
  }

  /** Not Electron's. */
  pageTitleChanged(title: string): void {
    if (title === this.#title) return;
    if (emitPreventable(this, 'page-title-updated', {}, title, true)) this.#title = title;
    this.webContents.emit('page-title-updated', new ElectronEvent(), title, true);
  }

  async #open(preload: string | undefined): Promise<void> {
    const { width, height } = this.#bounds;
    const { page } = this.webContents;
    await page.open({
      width,
      height,
      preload,
      listen: (connection) => {
        this.webContents.listen(connection);
      },
    });
    nativeTheme.applyTo(page);
    session.defaultSession.askForPermissions(this.webContents);
  }
}
