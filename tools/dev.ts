// `npm run dev`: the app, with its window served by Vite, so that a change of the renderer is on screen at once. A change of
// main or preload builds both and restarts the app. What is given goes to the app, as with `npm start`.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve, sep } from 'node:path';
import { createBuilder, createServer } from 'vite';
import { contentSecurityPolicy } from '../main/shell/content-security-policy.ts';
import { shell } from './launch/shell.ts';
import { type StartedApp, startApp } from './launch/start-app.ts';

const root = resolve(import.meta.dirname, '..');
const configFile = resolve(root, 'vite.config.ts');
const restarting = ['main', 'preload'].map((name) => resolve(root, name) + sep);
// In milliseconds: an editor that saves several files restarts the app once.
const pause = 100;

// Vite's script puts style sheets into the page, and hears over a socket what has changed. All else is as it ships.
const policy = contentSecurityPolicy
  .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
  .concat("; connect-src 'self'");

const start = shell('start');
if (start.display.length > 0) {
  const [command = '', ...args] = [...start.display, ...process.argv];
  process.exit(spawnSync(command, args, { stdio: 'inherit' }).status ?? 1);
}
if (start.note) console.error(start.note);

// The bundles are those of `npm run build`: what Vite builds for is in the environment while it reads its configuration.
process.env['NODE_ENV'] = 'production';
const builder = await createBuilder({ configFile, logLevel: 'warn' });
process.env['NODE_ENV'] = 'development';
// A server of its own: Vite's would end this process before the app has closed its database.
const server = createHttpServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
const vite = await createServer({
  configFile,
  css: { devSourcemap: true },
  server: { middlewareMode: true, hmr: { server }, headers: { 'content-security-policy': policy } },
});
server.on('request', vite.middlewares);

let app: StartedApp | null = startInDevelopment();
let work = Promise.resolve();
let due: NodeJS.Timeout | undefined;
vite.watcher.add(restarting).on('all', (_event, file) => {
  if (file.endsWith('.test.ts') || !restarting.some((folder) => file.startsWith(folder))) return;
  clearTimeout(due);
  due = setTimeout(() => {
    work = work.then(restart);
  }, pause);
});

function startInDevelopment(): StartedApp {
  const started = startApp(start, process.argv.slice(2), { FIELDBOOK_DEVELOPMENT_PORT: String(port) });
  started.process.on('exit', (code, signal) => {
    if (started !== app) return;
    if (code === 0 || signal === 'SIGINT' || signal === 'SIGTERM') process.exit();
    console.error('Fieldbook ended unexpectedly. It starts again when main or preload changes.');
  });
  return started;
}

async function restart(): Promise<void> {
  try {
    for (const environment of [builder.environments['main'], builder.environments['preload']]) {
      if (environment) await builder.build(environment);
    }
  } catch (error) {
    console.error(error);
    return;
  }
  console.error('Fieldbook restarts.');
  const running = app;
  app = null;
  if (running?.process.exitCode === null && running.process.signalCode === null) {
    running.end('SIGTERM');
    await once(running.process, 'exit');
  }
  app = startInDevelopment();
}
