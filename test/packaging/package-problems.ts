/** What is wrong with a packed app, in sentences; none is the only good answer. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize, relative, resolve } from 'node:path';
import * as asar from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { nativeFormat, type NativeFormat } from './native-format.ts';
import { filesIn, findPackedApp, packageFile, type PackedApp } from './packed-app.ts';

export interface Expected extends NativeFormat {
  /** Whether it is the build that Playwright drives. */
  inspectable: boolean;
}

/** Fieldbook may be debugged when it is called by the second one: main/shell/hardening.ts. */
const names = { published: 'Fieldbook', inspectable: 'Fieldbook Test' };

/** What Fieldbook adds to Electron may not be larger, in bytes. */
const sizeLimit = 6_000_000;

const needed = [
  'package.json',
  'dist/main/index.js',
  'dist/main/directory-worker.js',
  'dist/main/licenses.json',
  'dist/main/native-licenses.json',
  'dist/preload/index.cjs',
  'dist/renderer/index.html',
  'dist/renderer/licenses.json',
  'node_modules/better-sqlite3/LICENSE',
  'node_modules/keytar/LICENSE.md',
];

/** All that may ship; whatever is not named here does not belong. */
const allowed = [
  ...needed,
  /^dist\/main\/[\w-]+\.js$/,
  /^dist\/renderer\/[\w-]+\.(html|svg)$/,
  /^dist\/renderer\/assets\/[\w-]+\.(js|css|svg|woff2)$/,
  /^node_modules\/better-sqlite3\/(package\.json|lib\/(methods\/)?[a-z-]+\.js)$/,
  /^node_modules\/keytar\/(package\.json|lib\/keytar\.js)$/,
];

/** Goes through the app in the folder that `electron-builder --dir` has made. */
export async function problemsOf(folder: string, expected: Expected): Promise<string[]> {
  const app = findPackedApp(folder);
  if (!app) return [`There is no app.asar in ${folder}.`];
  const files = filesIn(app.archive);
  return [
    ...aboutFiles(files, expected),
    ...aboutPackageFile(app, expected),
    ...aboutMachinePaths(app, files),
    ...aboutNativeModules(app, files, expected),
    ...aboutLoading(app, files, expected),
    ...aboutUpdates(app, expected),
    ...aboutSize(app),
    ...(await aboutFuses(app, expected)),
  ];
}

function nativeModules({ platform, arch }: NativeFormat): string[] {
  return [
    `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`,
    'node_modules/keytar/build/Release/keytar.node',
  ];
}

function aboutFiles(files: string[], expected: Expected): string[] {
  const may = [...allowed, ...nativeModules(expected)];
  return [
    ...[...needed, ...nativeModules(expected)]
      .filter((file) => !files.includes(file))
      .map((file) => `${file} is missing.`),
    ...files
      .filter((file) => !may.some((rule) => (typeof rule === 'string' ? rule === file : rule.test(file))))
      .map((file) => `${file} does not belong.`),
  ];
}

function aboutPackageFile({ archive }: PackedApp, { inspectable }: Expected): string[] {
  const content = packageFile(archive);
  const name = inspectable ? names.inspectable : names.published;
  return [
    ...['scripts', 'devDependencies'].filter((key) => key in content).map((key) => `package.json still has ${key}.`),
    ...(content['license'] === 'MIT'
      ? []
      : [`package.json says ${String(content['license'])} of the license, not MIT.`]),
    ...(String(content['homepage']).startsWith('https://') ? [] : ['package.json names no home page.']),
    ...(content.productName === name ? [] : [`It is called ${content.productName}, not ${name}.`]),
  ];
}

function aboutMachinePaths({ archive }: PackedApp, files: string[]): string[] {
  const repository = resolve(import.meta.dirname, '../..');
  return (
    files
      // asar finds a file by the system's own separators.
      .filter((file) => file.startsWith('dist/') && asar.extractFile(archive, normalize(file)).includes(repository))
      .map((file) => `${file} names a folder of the machine that it was built on.`)
  );
}

function aboutNativeModules({ unpacked }: PackedApp, files: string[], { platform, arch }: Expected): string[] {
  const outside = existsSync(unpacked) ? filesBelow(unpacked) : [];
  const native = files.filter((file) => file.endsWith('.node'));
  return [
    ...native
      .filter((file) => !outside.includes(file))
      .map((file) => `${file} is inside the archive: it can’t be loaded.`),
    ...outside.filter((file) => !native.includes(file)).map((file) => `${file} lies beside the archive for no reason.`),
    ...outside
      .filter((file) => native.includes(file))
      .flatMap((file) => {
        const format = nativeFormat(readFileSync(join(unpacked, file)));
        if (format?.platform === platform && format.arch === arch) return [];
        const found = format ? `${format.platform} ${format.arch}` : 'no system we know';
        return [`${file} is made for ${found}, not for ${platform} ${arch}.`];
      }),
  ];
}

/** Loads both native modules through what ships of their own code; only where they are made for this machine. */
function aboutLoading({ archive }: PackedApp, files: string[], expected: Expected): string[] {
  if (expected.platform !== process.platform || expected.arch !== process.arch) return [];
  if (!nativeModules(expected).every((file) => files.includes(file))) return [];
  const folder = mkdtempSync(join(tmpdir(), 'fieldbook-packed-'));
  const script = `
    const Database = require('better-sqlite3');
    if (new Database(':memory:').prepare('SELECT 40 + 2').pluck().get() !== 42) throw new Error('SQLite can not add');
    if (typeof require('keytar').getPassword !== 'function') throw new Error('keytar has no getPassword');`;
  try {
    asar.extractAll(archive, folder);
    execFileSync(process.execPath, ['--eval', script], { cwd: folder, stdio: 'pipe' });
    return [];
  } catch (error) {
    return [`The native modules can’t be loaded: ${error instanceof Error ? error.message : String(error)}`];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** electron-builder writes it for the installers alone on other systems, and here nothing is packed but the app. */
function aboutUpdates({ archive }: PackedApp, { platform }: Expected): string[] {
  const file = join(dirname(archive), 'app-update.yml');
  return platform === 'linux' && !existsSync(file) ? ['app-update.yml is missing: no update could be fetched.'] : [];
}

function aboutSize({ archive, unpacked }: PackedApp): string[] {
  const outside = existsSync(unpacked) ? filesBelow(unpacked).map((file) => join(unpacked, file)) : [];
  const size = [archive, ...outside].reduce((sum, file) => sum + statSync(file).size, 0);
  return size > sizeLimit ? [`It takes ${size} bytes, more than ${sizeLimit}.`] : [];
}

async function aboutFuses({ executable }: PackedApp, { inspectable }: Expected): Promise<string[]> {
  const wanted: [FuseV1Options, boolean][] = [
    [FuseV1Options.RunAsNode, false],
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable, false],
    [FuseV1Options.EnableNodeCliInspectArguments, inspectable],
    [FuseV1Options.GrantFileProtocolExtraPrivileges, false],
    [FuseV1Options.EnableCookieEncryption, false],
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, true],
    [FuseV1Options.OnlyLoadAppFromAsar, true],
  ];
  const wire = await getCurrentFuseWire(executable);
  return (
    wanted
      // In an executable a fuse is a character.
      .filter(([fuse, on]) => Number(wire[fuse]) !== (on ? '1' : '0').charCodeAt(0))
      .map(([fuse, on]) => `The fuse ${FuseV1Options[fuse]} should be ${on ? 'on' : 'off'}.`)
  );
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}
