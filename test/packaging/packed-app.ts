/** An app as electron-builder has packed it: where its parts are, on each system. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as asar from '@electron/asar';

export interface PackedApp {
  executable: string;
  /** The archive with everything that is not a native module. */
  archive: string;
  /** The folder beside it, with the native modules. */
  unpacked: string;
}

/** Finds them in the folder that `electron-builder --dir` has made; null where there is no archive. */
export function findPackedApp(folder: string): PackedApp | null {
  const bundle = readdirSync(folder).find((name) => name.endsWith('.app'));
  const resources = bundle ? join(folder, bundle, 'Contents', 'Resources') : join(folder, 'resources');
  const archive = join(resources, 'app.asar');
  if (!existsSync(archive)) return null;
  return { archive, unpacked: `${archive}.unpacked`, executable: executableIn(folder, bundle, archive) };
}

function executableIn(folder: string, bundle: string | undefined, archive: string): string {
  if (bundle) return join(folder, bundle, 'Contents', 'MacOS', bundle.replace(/\.app$/, ''));
  const { name, productName } = packageFile(archive);
  const windows = join(folder, `${productName}.exe`);
  return existsSync(windows) ? windows : join(folder, name);
}

/** The package.json that the app will read at run time. */
export function packageFile(archive: string): { name: string; productName: string } & Record<string, unknown> {
  return JSON.parse(asar.extractFile(archive, 'package.json').toString()) as ReturnType<typeof packageFile>;
}

/** The files in the archive, the unpacked ones among them, with `/` between folders. */
export function filesIn(archive: string): string[] {
  const entries = asar.listPackage(archive, { isPack: false }).map((entry) => entry.replaceAll('\\', '/').slice(1));
  const folders = new Set(entries.map((entry) => entry.slice(0, entry.lastIndexOf('/'))));
  return entries.filter((entry) => !folders.has(entry));
}
