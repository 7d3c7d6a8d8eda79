import { describe, expect, test } from 'vitest';
import { decide, type Facts } from './decide.ts';

const executable = '/fieldbook/node_modules/electron/dist/electron';
const ready = { state: 'ready', executable } as const;
const missing = { state: 'missing', folder: null } as const;
const broken = { state: 'broken', cause: 'the library libnss3.so is missing' } as const;
const virtual = ['xvfb-run', '--auto-servernum', '--server-args=-screen 0 1600x1200x24'];

const linux: Facts = {
  run: 'start',
  platform: 'linux',
  userId: 1000,
  display: 'there',
  electron: ready,
  userNamespaces: 'allowed',
  setuidHelper: false,
  chromium: true,
  ci: false,
  expectedShell: null,
};
const mac: Facts = { ...linux, platform: 'darwin', userId: 501, chromium: false };
const windows: Facts = { ...linux, platform: 'win32', userId: null, chromium: false };

/** What a start comes to: the shell with its switches, in a virtual display or not; or the line. */
function summary(facts: Facts): string {
  const start = decide(facts);
  if (start.kind === 'stop') return start.line;
  if (start.display.length > 0) expect(start.display).toEqual(virtual);
  const executables = { electron: executable, standin: expect.stringMatching(/electron-standin$/) as string };
  expect(start.executable).toEqual(executables[start.name]);
  return [start.name, ...start.switches, ...(start.display.length > 0 ? ['in Xvfb'] : [])].join(' ');
}

describe('Electron is there', () => {
  test.each<[string, Facts, string]>([
    ['Linux', linux, 'electron'],
    ['Linux without a display', { ...linux, display: 'virtual' }, 'electron in Xvfb'],
    ['the demo', { ...linux, run: 'demo', display: 'virtual' }, 'electron in Xvfb'],
    ['tests', { ...linux, run: 'test', display: 'virtual' }, 'electron in Xvfb'],
    [
      'Linux without a display or Xvfb',
      { ...linux, display: 'none' },
      'Electron needs a display. On Debian or Ubuntu: sudo apt-get install --yes xvfb xauth',
    ],
    ['root', { ...linux, userId: 0 }, 'electron --no-sandbox'],
    ['root, the demo', { ...linux, userId: 0, run: 'demo' }, 'electron --no-sandbox'],
    [
      'root, tests',
      { ...linux, userId: 0, run: 'test', ci: true, display: 'virtual' },
      'electron --no-sandbox in Xvfb',
    ],
    ['root, the bench', { ...linux, userId: 0, run: 'bench' }, 'electron --no-sandbox'],
    [
      'root, for whom namespaces do not matter',
      { ...linux, userId: 0, userNamespaces: 'refused' },
      'electron --no-sandbox',
    ],
    ['the setuid helper', { ...linux, userNamespaces: 'apparmor', setuidHelper: true }, 'electron'],
    ['macOS', mac, 'electron'],
    ['root on macOS', { ...mac, userId: 0 }, 'electron'],
    ['Apple silicon in CI, tests', { ...mac, run: 'test', ci: true, expectedShell: 'electron' }, 'electron'],
    ['Windows', windows, 'electron'],
    ['Windows, the demo', { ...windows, run: 'demo' }, 'electron'],
    ['tests that must run in it', { ...linux, run: 'test', expectedShell: 'electron' }, 'electron'],
    [
      'tests that must run in the stand-in',
      { ...linux, run: 'test', expectedShell: 'standin' },
      'The tests were to run in standin. Electron’s binary is installed.',
    ],
  ])('%s', (_what, facts, expected) => {
    expect(summary(facts)).toBe(expected);
  });
});

describe('Chromium’s sandbox can’t be made: the one command that helps', () => {
  const stopped = 'This system keeps Chromium’s sandbox from starting. To allow it:';
  test.each<[string, Partial<Facts>, string]>([
    [
      'Ubuntu 24.04',
      { userNamespaces: 'apparmor' },
      `echo 'abi <abi/4.0>, profile fieldbook-electron "${executable}" flags=(unconfined) { userns, }' | sudo tee /etc/apparmor.d/fieldbook-electron && sudo apparmor_parser --replace /etc/apparmor.d/fieldbook-electron`,
    ],
    [
      'Ubuntu 24.04 in CI',
      { userNamespaces: 'apparmor', ci: true, run: 'test' },
      'sudo sysctl --write kernel.apparmor_restrict_unprivileged_userns=0',
    ],
    [
      'an old Debian',
      { userNamespaces: 'unprivileged_userns_clone' },
      'sudo sysctl --write kernel.unprivileged_userns_clone=1',
    ],
    [
      'a hardened Linux',
      { userNamespaces: 'max_user_namespaces' },
      'sudo sysctl --write user.max_user_namespaces=15000',
    ],
    [
      'a container',
      { userNamespaces: 'refused', run: 'demo' },
      "sudo chown root:root '/fieldbook/node_modules/electron/dist/chrome-sandbox' && sudo chmod 4755 '/fieldbook/node_modules/electron/dist/chrome-sandbox'",
    ],
  ])('%s', (_what, facts, command) => {
    expect(summary({ ...linux, ...facts })).toBe(`${stopped} ${command}`);
  });

  test('a folder with quotes and blanks stays one word', () => {
    const odd: Facts = {
      ...linux,
      electron: { state: 'ready', executable: "/home/o’neill/it's here/electron" },
      userNamespaces: 'refused',
    };
    expect(summary(odd)).toContain("sudo chmod 4755 '/home/o’neill/it'\\''s here/chrome-sandbox'");
  });
});

describe('Electron is missing or can’t start', () => {
  const nothing = 'Electron’s binary is not installed.';
  const library = 'Electron can’t start: the library libnss3.so is missing.';
  test.each<[string, Facts, string]>([
    ['Linux', { ...linux, electron: missing }, 'standin'],
    [
      'Linux without a display: alone the stand-in needs none',
      { ...linux, electron: missing, display: 'virtual' },
      'standin',
    ],
    ['the demo', { ...linux, run: 'demo', electron: missing, display: 'virtual' }, 'standin in Xvfb'],
    ['the demo without Xvfb', { ...linux, run: 'demo', electron: missing, display: 'none' }, 'standin'],
    [
      'root, tests in CI',
      { ...linux, run: 'test', userId: 0, electron: missing, display: 'virtual', ci: true },
      'standin --no-sandbox in Xvfb',
    ],
    ['a library is missing, the demo', { ...linux, run: 'demo', electron: broken }, 'standin'],
    ['a library is missing, tests', { ...linux, run: 'test', electron: broken }, 'standin'],
    ['the stand-in has a sandbox of its own', { ...linux, electron: missing, userNamespaces: 'apparmor' }, 'standin'],
    [
      'Linux without Chromium',
      { ...linux, electron: missing, chromium: false },
      `${nothing} The stand-in needs Chromium. On Debian: sudo apt-get install --yes chromium`,
    ],
    [
      'a library is missing, and Chromium too',
      { ...linux, run: 'test', electron: broken, chromium: false },
      `${library} The stand-in needs Chromium. On Debian: sudo apt-get install --yes chromium`,
    ],
    [
      'tests that must run in Electron',
      { ...linux, run: 'test', electron: broken, expectedShell: 'electron' },
      `The tests were to run in electron. ${library}`,
    ],
    ['macOS', { ...mac, electron: missing }, `${nothing} Run: npx install-electron --no`],
    ['Windows, tests', { ...windows, run: 'test', electron: missing }, `${nothing} Run: npx install-electron --no`],
    [
      'Windows with an Electron for another processor',
      { ...windows, run: 'demo', electron: { state: 'broken', cause: 'it is built for another system' } },
      'Electron can’t start: it is built for another system. Delete node_modules/electron/dist and run: npx install-electron --no',
    ],
    [
      'a named folder without Electron',
      { ...linux, electron: { state: 'missing', folder: '/opt/electron' } },
      'There is no Electron in /opt/electron, which ELECTRON_OVERRIDE_DIST_PATH names.',
    ],
  ])('%s', (_what, facts, expected) => {
    expect(summary(facts)).toBe(expected);
  });

  test('the stand-in says why it runs', () => {
    const standin = 'Fieldbook runs in the stand-in, test/electron-standin, in Chromium.';
    expect(decide({ ...linux, electron: missing })).toMatchObject({ note: `${nothing} ${standin}` });
    expect(decide({ ...linux, electron: broken })).toMatchObject({ note: `${library} ${standin}` });
    expect(decide(linux)).toMatchObject({ note: null });
  });
});
