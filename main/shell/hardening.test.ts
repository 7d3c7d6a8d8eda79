/** What depends on whether Fieldbook is installed; all else is tried against the built app in test/e2e/hostile.spec.ts. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { refusedSwitch, webPreferences } from './hardening.ts';

const shell = vi.hoisted(() => {
  const switches: string[] = [];
  return { isPackaged: true, name: 'Fieldbook', switches };
});
vi.mock('electron', () => ({
  app: {
    get isPackaged() {
      return shell.isPackaged;
    },
    getName: () => shell.name,
    commandLine: { hasSwitch: (name: string) => shell.switches.includes(name) },
  },
}));

beforeEach(() => {
  Object.assign(shell, { isPackaged: true, name: 'Fieldbook', switches: [] });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('an installed Fieldbook', () => {
  test('has a sandboxed, isolated page without Node and without DevTools', () => {
    expect(webPreferences('preload.cjs')).toEqual({
      preload: 'preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: false,
    });
  });

  test.each([
    ['lets another program in', ['remote-debugging-port', 'remote-debugging-pipe', 'inspect', 'inspect-brk']],
    ['runs other code', ['js-flags', 'load-extension', 'renderer-cmd-prefix', 'utility-cmd-prefix', 'gpu-launcher']],
    ['weakens TLS or the page', ['ignore-certificate-errors', 'host-resolver-rules', 'disable-web-security']],
    ['takes the sandbox away', ['single-process', 'disable-seccomp-filter-sandbox']],
    ['writes down what is sent', ['log-net-log', 'ssl-key-log-file']],
  ])('does not start with what %s', (_what, names) => {
    for (const name of names) {
      shell.switches = ['user-data-dir', name];
      expect(refusedSwitch()).toBe(name);
    }
  });

  test('starts with a folder of its own', () => {
    shell.switches = ['user-data-dir'];
    expect(refusedSwitch()).toBeUndefined();
  });

  test.each([
    ['root on Linux', 'linux', 0, {}, undefined],
    ['an AppImage', 'linux', 1000, { APPIMAGE: '/home/tech/Fieldbook.AppImage' }, undefined],
    ['anyone else on Linux', 'linux', 1000, {}, 'no-sandbox'],
    ['root on macOS', 'darwin', 0, {}, 'no-sandbox'],
    ['anyone on Windows', 'win32', undefined, { APPIMAGE: 'C:\\Fieldbook' }, 'no-sandbox'],
  ])('started by %s with --no-sandbox', (_who, platform, userId, env, refused) => {
    vi.stubGlobal('process', { platform, env, getuid: userId === undefined ? undefined : () => userId });
    shell.switches = ['no-sandbox'];
    expect(refusedSwitch()).toBe(refused);
  });
});

test.each([
  ['in development', { isPackaged: false }],
  ['as the build that Playwright drives', { name: 'Fieldbook Test' }],
])('%s it can be debugged', (_when, changes) => {
  Object.assign(shell, changes, { switches: ['inspect', 'remote-debugging-port'] });
  expect(refusedSwitch()).toBeUndefined();
  expect(webPreferences('preload.cjs').devTools).toBe(true);
});
