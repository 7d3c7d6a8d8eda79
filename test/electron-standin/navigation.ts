/** Which navigation was asked for by the page, and so is put to `will-navigate`; and what becomes of the others. */
import { emitPreventable } from './electron-event.ts';
import { toApp, toWeb } from './schemes.ts';
import type { WebContents } from './web-contents.ts';

/** Chromium's error numbers, as Electron reports them; others are -2, "failed". */
const errorNumbers: Record<string, number> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_INTERNET_DISCONNECTED: -106,
};

export class Navigation {
  readonly #webContents: WebContents;
  /** Where the page's scripts and links want to go. */
  readonly #wanted = new Set<string>();

  constructor(webContents: WebContents) {
    this.#webContents = webContents;
  }

  /** The page announces a navigation. One that never becomes a request (`mailto:`) cannot be prevented here. */
  wanted(address: string): void {
    if (/^https?:/.test(address)) this.#wanted.add(withoutFragment(address));
    else this.#emitWillNavigate(address);
  }

  committed(): void {
    this.#wanted.clear();
  }

  /**
   * Decides on a request for a document. Chromium sends the page's announcement and the request through one channel, in
   * this order; what was not announced comes from the main process or from Playwright.
   */
  mayHappen(address: string): boolean {
    return !this.#wanted.delete(withoutFragment(address)) || this.#emitWillNavigate(address);
  }

  async load(url: string): Promise<void> {
    const webContents = this.#webContents;
    const loaded = new Promise((resolve) => webContents.once('did-finish-load', resolve));
    const { errorText, loaderId } = await webContents.page.command('Page.navigate', { url: toWeb(url) });
    if (errorText !== undefined) throw this.#failed(errorText.replace('net::', ''), url);
    // Without a loader it is the same document, which does not load again.
    if (loaderId !== undefined) await loaded;
  }

  #emitWillNavigate(address: string): boolean {
    const url = toApp(address);
    const details = { url, isMainFrame: true, isSameDocument: false, frame: this.#webContents.mainFrame };
    return emitPreventable(this.#webContents, 'will-navigate', details, url);
  }

  #failed(code: string, url: string): Error {
    const errno = errorNumbers[code] ?? -2;
    this.#webContents.emit('did-fail-load', {}, errno, code, url, true);
    return Object.assign(new Error(`${code} (${errno}) loading '${url}'`), { code, errno, url });
  }
}

function withoutFragment(address: string): string {
  return address.replace(/#.*$/, '');
}
