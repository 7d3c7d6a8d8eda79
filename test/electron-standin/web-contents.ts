/** Electron's `WebContents`. */
import { EventEmitter } from 'node:events';
import type { BrowserWindow } from './browser-window.ts';
import type { CdpSession } from './cdp.ts';
import { ElectronEvent } from './electron-event.ts';
import { receive } from './ipc.ts';
import { inBackground } from './lifecycle.ts';
import { Navigation } from './navigation.ts';
import { Page } from './page.ts';
import { encode } from './in-page/codec.ts';
import type { MessageFromPage, WindowOpen } from './in-page/messages.ts';
import { sendName } from './preload-injection.ts';
import { toApp } from './schemes.ts';
import { session } from './session.ts';
import { WebFrameMain } from './web-frame-main.ts';
import { openWindows } from './window-registry.ts';

type WindowOpenHandler = (details: object) => { action: 'allow' | 'deny' };

export class WebContents extends EventEmitter {
  readonly id: number;
  readonly session = session.defaultSession;
  mainFrame = this.#frameOf('');
  /** Not Electron's: the Chromium page. */
  readonly page = new Page();
  readonly #window: BrowserWindow;
  readonly #navigation = new Navigation(this);
  #windowOpenHandler: WindowOpenHandler | null = null;
  #showsErrorPage = false;
  #devToolsOpened = false;
  #zoomLevel = 0;

  constructor(window: BrowserWindow) {
    super();
    this.id = window.id;
    this.#window = window;
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  getTitle(): string {
    return this.#window.getTitle();
  }

  isDestroyed(): boolean {
    return this.page.closed;
  }

  send(channel: string, ...args: unknown[]): void {
    this.page.deliver({ kind: 'event', channel, args: encode(args) });
  }

  loadURL(url: string): Promise<void> {
    return this.#navigation.load(url);
  }

  reload(): void {
    this.page.tell('Page.reload');
  }

  /** The last expression's value, of JSON's kinds. */
  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const command = { expression: code, userGesture, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.page.command('Runtime.evaluate', command);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as unknown;
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler;
  }

  forcefullyCrashRenderer(): void {
    // It dies without an answer.
    void this.page.command('Page.crash').catch(() => undefined);
  }

  close(): void {
    this.#window.close();
  }

  isDevToolsOpened(): boolean {
    return this.#devToolsOpened;
  }

  openDevTools(): void {
    this.#devToolsOpened = true;
  }

  closeDevTools(): void {
    this.#devToolsOpened = false;
  }

  getZoomLevel(): number {
    return this.#zoomLevel;
  }

  setZoomLevel(level: number): void {
    this.#zoomLevel = level;
  }

  getZoomFactor(): number {
    return 1.2 ** this.#zoomLevel;
  }

  setZoomFactor(factor: number): void {
    this.#zoomLevel = Math.log(factor) / Math.log(1.2);
  }

  /** Not Electron's: whether a request for a document of this page may go on. */
  mayNavigate(address: string): boolean {
    return this.#navigation.mayHappen(address);
  }

  /** Not Electron's: called before the page can tell anything. */
  listen(page: CdpSession): void {
    page.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === sendName) this.#receive(JSON.parse(payload) as MessageFromPage, executionContextId);
    });
    this.#followNavigation(page);
    page.on('Page.windowOpen', ({ url, windowName, windowFeatures }) => {
      this.#windowOpen({ url, name: windowName, features: windowFeatures.join() });
    });
    page.on('Inspector.targetCrashed', () => {
      this.emit('render-process-gone', new ElectronEvent(), { reason: 'crashed', exitCode: 5 });
    });
  }

  #followNavigation(page: CdpSession): void {
    page.on('Page.frameRequestedNavigation', ({ frameId, url }) => {
      if (frameId === this.page.targetId) this.#navigation.wanted(url);
    });
    page.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined) return;
      this.#navigation.committed();
      this.#showsErrorPage = frame.unreachableUrl !== undefined;
      this.mainFrame = this.#frameOf(toApp(frame.unreachableUrl ?? frame.url));
      this.emit('did-navigate', new ElectronEvent(), this.getURL(), 200, '');
    });
    page.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId !== this.page.targetId) return;
      this.mainFrame.url = toApp(url);
      this.emit('did-navigate-in-page', new ElectronEvent(), this.getURL(), true);
    });
    page.on('Page.domContentEventFired', () => {
      if (this.#showsAppPage()) this.emit('dom-ready', new ElectronEvent());
    });
    page.on('Page.loadEventFired', () => {
      if (this.#showsAppPage()) this.emit('did-finish-load', new ElectronEvent());
    });
  }

  #frameOf(url: string): WebFrameMain {
    return new WebFrameMain(url, (channel, ...args) => {
      this.send(channel, ...args);
    });
  }

  /** Not the empty page every window starts with, and not Chromium's page about a load that failed. */
  #showsAppPage(): boolean {
    return this.getURL() !== 'about:blank' && !this.#showsErrorPage;
  }

  #receive(message: MessageFromPage, contextId: number): void {
    if (message.kind === 'window-open') {
      this.#windowOpen(message);
      return;
    }
    // The preload script's world says where it is, and the page's scripts cannot forge it.
    this.mainFrame.url = toApp(message.url);
    const reply = receive(this, message, (answer) => {
      this.page.deliver(answer, contextId);
    });
    inBackground(reply);
  }

  /** From window.open, or for a link with a target. Always refused. */
  #windowOpen({ url, name, features }: WindowOpen): void {
    const referrer = { url: '', policy: 'strict-origin-when-cross-origin' };
    const details = { url: toApp(url), frameName: name, features, disposition: 'foreground-tab', referrer };
    if (this.#windowOpenHandler?.(details).action === 'deny') return;
    console.error(`electron-standin: refused to open ${details.url}, although the app would allow it`);
  }
}

export const webContents = {
  getAllWebContents: (): WebContents[] => openWindows.all().map((window) => window.webContents),
  getFocusedWebContents: (): WebContents | null => openWindows.focused()?.webContents ?? null,
  fromId: (id: number): WebContents | undefined => webContents.getAllWebContents().find((other) => other.id === id),
  /** Playwright finds a page's window by it. */
  fromDevToolsTargetId: (targetId: string): WebContents | undefined => openWindows.withTarget(targetId)?.webContents,
};
