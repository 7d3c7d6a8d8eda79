import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

// What each Debian package is needed for is known by a file or program it brings.
const needed = [
  // keytar is compiled where its prebuilt binary can't be downloaded.
  { name: 'libsecret-1-dev', there: () => existsSync('/usr/include/libsecret-1') },
  { name: 'pkg-config', there: () => onPath('pkg-config') },
  { name: 'g++', there: () => onPath('g++') },
  { name: 'make', there: () => onPath('make') },
  { name: 'python3', there: () => onPath('python3') },
  // A display where there is none.
  { name: 'xvfb', there: () => onPath('xvfb-run') && onPath('Xvfb') },
  { name: 'xauth', there: () => onPath('xauth') },
  // A keychain of the tests' own.
  { name: 'gnome-keyring', there: () => onPath('gnome-keyring-daemon') },
  { name: 'dbus-daemon', there: () => onPath('dbus-run-session') },
  { name: 'dbus-bin', there: () => onPath('dbus-send') },
  // Latin, Greek, Cyrillic, and Chinese, Japanese, Korean.
  { name: 'fonts-noto-core', there: () => existsSync('/usr/share/fonts/truetype/noto') },
  { name: 'fonts-droid-fallback', there: () => existsSync('/usr/share/fonts/truetype/droid') },
  // IDs: without a font of equal widths, the committed pictures would not match.
  { name: 'fonts-dejavu-core', there: () => existsSync('/usr/share/fonts/truetype/dejavu') },
];

const neededBy = {
  // The browser it runs in.
  standin: [{ name: 'chromium', there: () => onPath('chromium') }],
  // The libraries that Electron's binary is linked to; their own bring the others.
  electron: [
    { name: 'libgtk-3-0', there: () => isLibrary('libgtk-3.so.0') },
    { name: 'libnss3', there: () => isLibrary('libnss3.so') },
    { name: 'libgbm1', there: () => isLibrary('libgbm.so.1') },
    { name: 'libasound2', there: () => isLibrary('libasound.so.2') },
  ],
};

/** The Debian packages that a Linux machine still needs, whatever the app runs in; none elsewhere. */
export function missingPackages() {
  return missingOf(needed);
}

/** The Debian packages that `shell` (`electron` or `standin`) still needs on Linux; none elsewhere. */
export function missingPackagesOf(shell) {
  return missingOf(neededBy[shell]).map(currentName);
}

function missingOf(packages) {
  if (process.platform !== 'linux') return [];
  return packages.filter(({ there }) => !there()).map(({ name }) => name);
}

/** Debian 13 and Ubuntu 24.04 call some libraries by another name, and not all of them answer to the old one. */
function currentName(name) {
  const renamed = `${name}t64`;
  const { stdout } = spawnSync('apt-cache', ['pkgnames', renamed], { encoding: 'utf8' });
  return stdout?.split('\n').includes(renamed) ? renamed : name;
}

function isLibrary(file) {
  const folders = ['/usr/lib', '/usr/lib64', '/lib'];
  const ofProcessors = readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu'));
  return [...folders, ...ofProcessors.map((name) => join('/usr/lib', name))].some((folder) =>
    existsSync(join(folder, file)),
  );
}

function onPath(program) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
