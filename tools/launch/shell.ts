/** Which shell runs the built app: Electron where its binary is installed, the stand-in where it is not. */
import fs from 'node:fs';
import path from 'node:path';

const repository = path.resolve(import.meta.dirname, '../..');
const electronPackage = path.join(repository, 'node_modules/electron');

export interface Shell {
  name: 'electron' | 'standin';
  executable: string;
  /** What it has to be started with on this machine. */
  switches: string[];
}

/**
 * The installed Electron executable, or null. Found by looking at files, never by `require('electron')`: that downloads
 * the binary when it is missing. ELECTRON_OVERRIDE_DIST_PATH names another `dist` folder, as it does for Electron.
 */
export function electronBinary(): string | null {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(electronPackage, 'dist');
  const executable = path.join(dist, pathInDist());
  return fs.existsSync(executable) ? executable : null;
}

/** What to run the built app with; both take the same arguments. */
export function shell(): Shell {
  const electron = electronBinary();
  // As root on Linux, Chromium ends at once without it: https://crbug.com/638180
  const switches = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  if (electron !== null) return { name: 'electron', executable: electron, switches };
  return { name: 'standin', executable: path.join(repository, 'test/electron-standin/electron-standin'), switches };
}

/** Electron's installer writes it to path.txt; a folder that was unpacked by hand comes without. */
function pathInDist(): string {
  const written = path.join(electronPackage, 'path.txt');
  if (fs.existsSync(written)) return fs.readFileSync(written, 'utf8').trim();
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}
