import { app, autoUpdater as nativeUpdater } from 'electron';
import type { AppUpdater } from 'electron-updater';
import type { Updater } from '../updates.ts';

/**
 * electron-updater, of this system's kind of installer. It is loaded when first needed, for most have no feed.
 * @param feed a folder with one folder for each system in it, such as `win32-x64`: all call the file that announces a version alike
 */
export function createUpdater(feed: string): Updater {
  // Electron emits it when an update is what ends this process: the new one would find the lock taken otherwise, and leave.
  nativeUpdater.on('before-quit-for-update', () => {
    app.releaseSingleInstanceLock();
  });
  let loading: Promise<AppUpdater> | undefined;
  const loaded = (): Promise<AppUpdater> => (loading ??= load(feed));
  return {
    async check() {
      const found = await (await loaded()).checkForUpdates();
      // Installed in a way that can't be updated, such as an archive that was unpacked.
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
        // Without the installer's questions, and then Fieldbook again.
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
  // Else it sends a number that it makes up for each installation.
  autoUpdater.requestHeaders = { 'x-user-staging-id': 'none' };
  autoUpdater.setFeedURL({
    provider: 'generic',
    url: `${feed.replace(/\/$/, '')}/${process.platform}-${process.arch}`,
  });
  return autoUpdater;
}
