/** A small app with one of everything the contract test asks about. */
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, BrowserWindow, clipboard, dialog, ipcMain, Menu, net, protocol, session } from 'electron';
import type { IpcMainInvokeEvent } from 'electron';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self' app:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const folder = import.meta.dirname;
/** Where the test has built the preload script. */
const preload = app.commandLine.getSwitchValue('sample-preload');

/** What the test reads through `app.evaluate`. */
const seen = { opened: [] as string[], navigations: [] as string[], secondInstances: [] as string[][], crashes: 0 };
Object.assign(globalThis, { seen });

function handleInvocations(): void {
  handle('echo', (value) => value);
  handle('fail', () => {
    throw new TypeError('on purpose');
  });
  handle('uncloneable', () => ({ method: () => undefined }));
  handle('count-start', countStart);
  handle('clipboard:write', (text) => clipboard.writeText(String(text)));
  handle('file:choose', async () => (await dialog.showOpenDialog({})).filePaths);
  handle('rows', (count) =>
    Array.from({ length: Number(count) }, (_, index) => ({ index, text: `row ${index} `.repeat(20) })),
  );
  ipcMain.handle('sender', ({ sender, senderFrame }) => ({
    url: senderFrame?.url,
    origin: senderFrame?.origin,
    isMainFrame: senderFrame === sender.mainFrame,
  }));
  ipcMain.handle('stream', ({ sender }, count: number) => {
    for (let index = 0; index < count; index++) sender.send('pushed', index, 'x'.repeat(index % 7 === 0 ? 20_000 : 1));
    return 'sent';
  });
  ipcMain.on('pushed-back', ({ sender }, value: unknown) => {
    sender.send('pushed', value);
  });
}

function handle(channel: string, answer: (value: unknown) => unknown): void {
  ipcMain.handle(channel, (event: IpcMainInvokeEvent, value: unknown) => {
    if (event.senderFrame?.origin !== 'app://bundle') throw new Error('forbidden');
    return answer(value);
  });
}

/** Counts in a file, which must survive a kill -9. */
function countStart(): number {
  const file = path.join(app.getPath('userData'), 'starts');
  const starts = Number(fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : 0) + 1;
  fs.writeFileSync(file, String(starts));
  return starts;
}

async function serve(request: Request): Promise<Response> {
  const { host, pathname } = new URL(request.url);
  if (host !== 'bundle') return new Response('not here', { status: 404 });
  const file = await net.fetch(pathToFileURL(path.join(folder, 'window', pathname)).href);
  const headers = { 'content-type': file.headers.get('content-type') ?? '', 'content-security-policy': policy };
  return new Response(file.body, { headers });
}

function setMenu(window: BrowserWindow): void {
  const hello = {
    id: 'hello',
    label: 'Hello',
    click: () => {
      window.webContents.send('pushed', 'menu');
    },
  };
  Menu.setApplicationMenu(Menu.buildFromTemplate([{ label: 'File', submenu: [hello] }, { role: 'editMenu' }]));
}

async function openWindow(): Promise<void> {
  const webPreferences = { preload, contextIsolation: true, sandbox: true };
  const window = new BrowserWindow({ width: 1000, height: 700, show: false, webPreferences });
  window.once('ready-to-show', () => {
    window.show();
  });
  window.webContents.setWindowOpenHandler(({ url }) => {
    seen.opened.push(url);
    return { action: 'deny' };
  });
  window.webContents.on('will-navigate', (event, url) => {
    seen.navigations.push(url);
    if (!url.startsWith('app://bundle/')) event.preventDefault();
  });
  window.webContents.on('render-process-gone', () => {
    seen.crashes += 1;
    window.webContents.reload();
  });
  setMenu(window);
  await window.loadURL('app://bundle/index.html');
}

async function run(): Promise<void> {
  await app.whenReady();
  protocol.handle('app', serve);
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => {
    decide(false);
  });
  handleInvocations();
  await openWindow();
}

if (app.commandLine.hasSwitch('sample-sandbox')) app.enableSandbox();
// First thing, before the lock, which belongs to this folder.
const userData = path.join(app.commandLine.getSwitchValue('user-data-dir'), 'of-the-app');
fs.mkdirSync(userData, { recursive: true });
app.setPath('userData', userData);
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, argv) => {
    seen.secondInstances.push(argv);
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
  void run();
} else {
  app.quit();
}
