import { app, autoUpdater as nativeUpdater } from 'electron';
import type { AppUpdater } from 'electron-updater';
import type { Updater } from '../updates.ts';

/**
 * electron-updater for this system's kind of installer. It is loaded when first needed, since most installations have no
 * feed.
 * @param feed a folder with one folder per system in it, such as `win32-x64`, since the file that announces a version has
 *   the same name on each
 */
export function createUpdater(feed: string): Updater {
  // Emitted when an update ends this process: otherwise the new process would find the lock taken, and quit.
  nativeUpdater.on('before-quit-for-update', () => {
    app.releaseSingleInstanceLock();
  });
  let loading: Promise<AppUpdater> | undefined;
  const loaded = (): Promise<AppUpdater> => (loading ??= load(feed));
  return {
    async check() {
      const found = await (await loaded()).checkForUpdates();
      // Installed in a way that can't be updated, such as an unpacked archive.
      if (found === null) throw Object.assign(new Error(), { code: 'NOT_UPDATABLE' });
      return found.isUpdateAvailable ? found.updateInfo.version : null;
    },
    async download() {
      await (await loaded()).downloadUpdate();
    },
    async install() {
      const updater = await loaded();
      return new Promise((_resolve, reject) => {
        updater.once('error', reject);
        // Install silently, then start Fieldbook again.
        updater.quitAndInstall(true, true);
      });
    },
  };
}

async function load(feed: string): Promise<AppUpdater> {
  const { autoUpdater } = (await import('electron-updater')).default;
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = false;
  autoUpdater.logger = null;
  // Otherwise it sends a random ID of this installation.
  autoUpdater.requestHeaders = { 'x-user-staging-id': 'none' };
  autoUpdater.setFeedURL({
    provider: 'generic',
    url: `${feed.replace(/\/$/, '')}/${process.platform}-${process.arch}`,
  });
  return autoUpdater;
}
