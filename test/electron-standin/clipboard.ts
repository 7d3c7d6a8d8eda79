/** Electron's `clipboard`: what is kept here, and written into Chromium's clipboard, so that pages can paste it. */
import { browser, inBackground } from './lifecycle.ts';
import { session } from './session.ts';
import { openWindows } from './window-registry.ts';

/** What is copied in several forms, by MIME type. Forms that arrive later, and bookmarks, are not supported. */
export class ClipboardItem {
  readonly #texts: Record<string, string>;

  constructor(texts: Record<string, string>) {
    this.#texts = texts;
  }

  get types(): string[] {
    return Object.keys(this.#texts);
  }

  getType(type: string): Promise<Blob> {
    const text = this.#texts[type];
    if (text === undefined) return Promise.reject(new Error(`There is no ${type} in this item.`));
    return Promise.resolve(new Blob([text], { type }));
  }
}

let item = new ClipboardItem({});

export const clipboard = {
  readText: async (): Promise<string> => (item.types.includes('text/plain') ? textOf('text/plain') : ''),

  read: (): Promise<ClipboardItem[]> => Promise.resolve([item]),

  /** Settles when pages can paste it. Of several items the first one counts. */
  async write([first = new ClipboardItem({})]: ClipboardItem[]): Promise<void> {
    item = first;
    const texts = await Promise.all(item.types.map(async (type) => [type, await textOf(type)]));
    await writeIntoChromium(Object.fromEntries(texts));
  },

  writeText: (text: string): Promise<void> => clipboard.write([new ClipboardItem({ 'text/plain': text })]),

  clear(): void {
    inBackground(clipboard.writeText(''));
  },
};

async function textOf(type: string): Promise<string> {
  return (await item.getType(type)).text();
}

/** A page may write only with permission, which the focused one gets for this one time. */
async function writeIntoChromium(texts: unknown): Promise<void> {
  const contents = openWindows.focused()?.webContents;
  if (!contents) return;
  try {
    await browser().send('Browser.setPermission', { permission: { name: 'clipboard-write' }, setting: 'granted' });
    await contents.page.evaluate(`navigator.clipboard.write([new ClipboardItem(${JSON.stringify(texts)})])`, true);
  } catch (error) {
    console.error('electron-standin: the text is not in the clipboard of Chromium:', error);
  } finally {
    session.defaultSession.askForPermissions(contents);
  }
}
