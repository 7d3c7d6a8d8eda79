/** What the command line says: the app to run, and the switches. */
import fs from 'node:fs';
import path from 'node:path';

interface PackageFile {
  name?: string;
  productName?: string;
  version?: string;
  main?: string;
}

/** Switches by name, without the dashes; a switch without a value is an empty string. */
export const commandLine = parseSwitches(process.argv.slice(1));

/** The package the entry belongs to; it names the app and gives its version. */
export const appPackage: { folder: string; file: PackageFile } = { folder: process.cwd(), file: {} };

/**
 * Whether Chromium would have to make its sandbox as root, which it can't.
 * content/browser/zygote_host/zygote_host_impl_linux.cc, https://crbug.com/638180
 */
export function wantsSandboxAsRoot(): boolean {
  return process.getuid?.() === 0 && !commandLine.has('no-sandbox');
}

function parseSwitches(args: string[]): Map<string, string> {
  const switches = args.filter((arg) => arg.startsWith('--')).map((arg) => arg.slice(2).split('='));
  return new Map(switches.map(([name = '', ...value]) => [name, value.join('=')]));
}

/** The first argument that is not a switch is the app: its main file, or a folder with a package.json. */
export function findEntry(args: string[]): string {
  const named = args.find((arg) => !arg.startsWith('-'));
  if (named === undefined) throw new Error('Usage: electron-standin [switches] MAIN [arguments]');
  let entry = path.resolve(named);
  if (fs.statSync(entry).isDirectory()) entry = path.resolve(entry, readPackage(entry)?.main ?? 'index.js');
  const folder = folderOfPackage(path.dirname(entry));
  Object.assign(appPackage, { folder, file: readPackage(folder) ?? {} });
  return entry;
}

function folderOfPackage(start: string): string {
  for (let folder = start; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, 'package.json'))) return folder;
  }
  return start;
}

function readPackage(folder: string): PackageFile | null {
  const file = path.join(folder, 'package.json');
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as PackageFile) : null;
}
