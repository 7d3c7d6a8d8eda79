/** Electron's `clipboard`: text that is kept here, and written into Chromium's clipboard, so that pages can paste it. */
import { browser, inBackground } from './lifecycle.ts';
import { session } from './session.ts';
import { openWindows } from './window-registry.ts';

let text = '';

export const clipboard = {
  readText: (): Promise<string> => Promise.resolve(text),

  /** Settles when pages can paste it. */
  async writeText(value: string): Promise<void> {
    text = value;
    await writeIntoChromium(value);
  },

  clear(): void {
    inBackground(clipboard.writeText(''));
  },
};

/** A page may write only with permission, which the focused one gets for this one time. */
async function writeIntoChromium(value: string): Promise<void> {
  const contents = openWindows.focused()?.webContents;
  if (!contents) return;
  try {
    await browser().send('Browser.setPermission', { permission: { name: 'clipboard-write' }, setting: 'granted' });
    await contents.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(value)})`, true);
  } catch (error) {
    console.error('electron-standin: the text is not in the clipboard of Chromium:', error);
  } finally {
    session.defaultSession.askForPermissions(contents);
  }
}
