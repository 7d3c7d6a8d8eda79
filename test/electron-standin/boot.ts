/** Entry: `electron-standin [switches] MAIN [arguments]`, the same arguments as Electron's executable. */
import inspector from 'node:inspector';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { commandLine, findEntry, wantsSandboxAsRoot } from './command-line.ts';

const electronModule = import.meta.resolve('./electron.ts');

/** Lets `import 'electron'`, and the `require('electron')` that Playwright evaluates, find the stand-in. */
function resolveElectronToStandin(): void {
  registerHooks({
    resolve: (specifier, context, nextResolve) =>
      /^electron(\/main|\/common)?$/.test(specifier)
        ? { url: electronModule, shortCircuit: true }
        : nextResolve(specifier, context),
  });
}

/** Makes `process` look as it does in Electron's main process. */
function dressProcess(): void {
  process.argv.splice(1, 1);
  Object.defineProperty(process, 'type', { value: 'browser' });
  Object.defineProperty(process, 'defaultApp', { value: true });
  // What an installed app finds beside its archive; a test that tells the app to be installed says where.
  Object.defineProperty(process, 'resourcesPath', { value: process.env['STANDIN_PACKAGED'] ?? import.meta.dirname });
  Object.defineProperty(process.versions, 'electron', { value: '45.0.0-standin', enumerable: true });
}

/** Playwright passes --inspect=0 and evaluates `__playwright_run()` once it is connected to Node and to Chromium. */
function openInspector(port: number): Promise<void> {
  const attached = Promise.withResolvers<undefined>();
  Reflect.set(globalThis, '__playwright_run', () => {
    attached.resolve(undefined);
  });
  inspector.open(port, '127.0.0.1');
  return attached.promise;
}

/**
 * An uncaught exception does not end the main process: unless the app listens, a dialog tells it.
 * https://github.com/electron/electron/blob/main/lib/browser/init.ts
 */
function surviveExceptions(): void {
  process.on('uncaughtException', (error) => {
    if (process.listenerCount('uncaughtException') > 1) return;
    void import('./desktop.ts').then(({ dialog }) => {
      const message = `Uncaught Exception:\n${error.stack ?? `${error.name}: ${error.message}`}`;
      dialog.showErrorBox('A JavaScript error occurred in the main process', message);
    });
  });
}

if (wantsSandboxAsRoot()) {
  console.error('Running as root without --no-sandbox is not supported. See https://crbug.com/638180.');
  process.exit(1);
}
const entry = findEntry(process.argv.slice(2));
resolveElectronToStandin();
dressProcess();
surviveExceptions();
const inspectPort = commandLine.get('inspect');
const playwrightAttached = inspectPort === undefined ? Promise.resolve() : openInspector(Number(inspectPort));
const { start } = await import('./start.ts');
// As in Electron, `ready` waits for the top-level code of the entry: a top-level `await app.whenReady()` never ends.
// What that code throws is an uncaught exception, and the app gets ready all the same.
try {
  await import(pathToFileURL(entry).href);
} catch (error) {
  setImmediate(() => {
    throw error;
  });
}
await start(playwrightAttached);
