/** `app.getPath` and `app.setPath`. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { appPackage, commandLine } from './command-line.ts';

const home = os.homedir();
const appData = process.env['XDG_CONFIG_HOME'] ?? path.join(home, '.config');

const paths = new Map<string, string>([
  ['home', home],
  ['appData', appData],
  ['userData', defaultUserData()],
  ['temp', os.tmpdir()],
  ['exe', process.execPath],
  ['desktop', path.join(home, 'Desktop')],
  ['documents', path.join(home, 'Documents')],
  ['downloads', path.join(home, 'Downloads')],
]);

function defaultUserData(): string {
  const asked = commandLine.get('user-data-dir');
  if (asked) return path.resolve(asked);
  return path.join(appData, appPackage.file.productName ?? appPackage.file.name ?? 'Electron');
}

export function getPath(name: string): string {
  const known = paths.get(name);
  if (known !== undefined) return known;
  if (name === 'sessionData') return getPath('userData');
  if (name === 'logs') return path.join(getPath('userData'), 'logs');
  throw new Error(`Failed to get '${name}' path`);
}

/** As Electron documents it, the folder has to exist. */
export function setPath(name: string, value: string): void {
  if (!path.isAbsolute(value)) throw new Error('Path must be absolute');
  getPath(name);
  if (!fs.existsSync(value)) throw new Error('Failed to set path');
  paths.set(name, value);
}
