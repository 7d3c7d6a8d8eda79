import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

// What each Debian package is needed for is known by a file or program it brings.
const needed = [
  // keytar is compiled where its prebuilt binary can't be downloaded.
  { name: 'libsecret-1-dev', there: () => existsSync('/usr/include/libsecret-1') },
  { name: 'pkg-config', there: () => onPath('pkg-config') },
  { name: 'g++', there: () => onPath('g++') },
  { name: 'make', there: () => onPath('make') },
  { name: 'python3', there: () => onPath('python3') },
  // The browser of the stand-in, and with it all libraries that Electron's own binary needs.
  { name: 'chromium', there: () => onPath('chromium') },
  // A display where there is none.
  { name: 'xvfb', there: () => onPath('xvfb-run') && onPath('Xvfb') },
  { name: 'xauth', there: () => onPath('xauth') },
  // A keychain of the tests' own.
  { name: 'gnome-keyring', there: () => onPath('gnome-keyring-daemon') },
  { name: 'dbus-daemon', there: () => onPath('dbus-run-session') },
  // Latin, Greek, Cyrillic, and Chinese, Japanese, Korean.
  { name: 'fonts-noto-core', there: () => existsSync('/usr/share/fonts/truetype/noto') },
  { name: 'fonts-droid-fallback', there: () => existsSync('/usr/share/fonts/truetype/droid') },
  // IDs: without a font of equal widths, the committed pictures would not match.
  { name: 'fonts-dejavu-core', there: () => existsSync('/usr/share/fonts/truetype/dejavu') },
];

/** The Debian packages that a Linux machine still needs; none elsewhere. */
export function missingPackages() {
  if (process.platform !== 'linux') return [];
  return needed.filter(({ there }) => !there()).map(({ name }) => name);
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
