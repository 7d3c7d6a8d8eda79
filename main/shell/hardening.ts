import { app, session, type WebContents, type WebPreferences } from 'electron';
import { openExternalLink } from './external-links.ts';
import { isOurPage } from './our-pages.ts';

// What Fieldbook does about Electron's security checklist, under its numbers; SECURITY.md goes through the whole of it.
// 7 is in content-security-policy.ts, 17 in ipc.ts, 18 in app-protocol.ts.
// https://www.electronjs.org/docs/latest/tutorial/security

/**
 * 2, 3, 4. No Node in the page, a world of its own for the preload script, Chromium's sandbox around both. Spelling is not
 * checked: Chromium would fetch dictionaries from the internet. An installed Fieldbook has no DevTools.
 */
export function webPreferences(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    spellcheck: false,
    devTools: mayBeDebugged(),
  };
}

/** Switches that let another program into the app, disable its protection or record what it sends. */
const refusedSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'inspect',
  'inspect-brk',
  'inspect-wait',
  'inspect-port',
  'js-flags',
  'load-extension',
  'disable-web-security',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'host-rules',
  'host-resolver-rules',
  'single-process',
  'disable-seccomp-filter-sandbox',
  'log-net-log',
  'ssl-key-log-file',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
];

/** The command-line switch that keeps an installed Fieldbook from starting; undefined when there is none. */
export function refusedSwitch(): string | undefined {
  if (mayBeDebugged()) return undefined;
  const refused = mayLackSandbox() ? refusedSwitches : [...refusedSwitches, 'no-sandbox'];
  return refused.find((name) => app.commandLine.hasSwitch(name));
}

/**
 * Where `--no-sandbox` can be the only way to start: as root on Linux (https://crbug.com/638180), and in an AppImage, which
 * passes it where the system allows no user namespaces.
 */
function mayLackSandbox(): boolean {
  return process.platform === 'linux' && (process.getuid?.() === 0 || Boolean(process.env['APPIMAGE']));
}

/** Not when installed, but for the build that the workflow drives with Playwright: electron-builder.test.yml. */
function mayBeDebugged(): boolean {
  return !app.isPackaged || app.getName() === 'Fieldbook Test';
}

/** Denies every page what the window does not need. Called once Electron is ready, before there is a window. */
export function harden(): void {
  refusePermissions();
  app.on('web-contents-created', (_event, contents) => {
    keepOnOurPages(contents);
  });
}

/** 5. No camera, no location, no notifications, no devices; and no downloads, since exports go through the main process. */
function refusePermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.defaultSession.setPermissionCheckHandler(() => false);
  session.defaultSession.setDevicePermissionHandler(() => false);
  session.defaultSession.on('will-download', (event) => {
    event.preventDefault();
  });
}

/** 12, 13, 14. No webviews, no navigation to elsewhere, no new windows: a link to one of a few hosts opens in the browser. */
function keepOnOurPages(contents: WebContents): void {
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.on('will-navigate', (event) => {
    if (!isOurPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOurPage(event.url)) event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    openExternalLink(url);
    return { action: 'deny' };
  });
}
