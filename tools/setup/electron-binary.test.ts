/** The download of Electron's binary, run as set-up runs it, in a checkout that has nothing but the installer. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';

const repository = resolve(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(join(repository, 'node_modules/electron/package.json'), 'utf8')) as {
  version: string;
};

let root: string;
let server: Server;
let address: string;
/** What the server was asked for. */
let asked: string[];

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'fieldbook-set-up-'));
  cpSync(import.meta.dirname, join(root, 'tools/setup'), { recursive: true });
  mkdirSync(join(root, 'node_modules/electron'), { recursive: true });
  for (const name of ['package.json', 'install.js', 'checksums.json']) {
    cpSync(join(repository, 'node_modules/electron', name), join(root, 'node_modules/electron', name));
  }
  for (const name of readdirSync(join(repository, 'node_modules')).filter(
    (each) => !['electron', '.cache'].includes(each),
  )) {
    symlinkSync(join(repository, 'node_modules', name), join(root, 'node_modules', name));
  }
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    // Not Electron: its checksum is wrong.
    response.writeHead(200, { 'content-length': 10_000 }).end(Buffer.alloc(10_000));
  }).listen(0, '127.0.0.1');
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url ?? ''}`);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(root, { recursive: true });
});

/** What set-up prints. The installer's cache is in the folder that goes away; no proxy or mirror but those in `env`. */
async function install(env: Record<string, string>): Promise<string> {
  const script = `
    import { hasElectron, installElectron } from './tools/setup/electron-binary.mjs';
    installElectron(process.cwd(), process.execPath, (line) => console.error(line));
    console.error('installed: ' + hasElectron(process.cwd()));`;
  const own = Object.entries(process.env).filter(([name]) => !/proxy|electron/i.test(name));
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: root,
    env: { ...Object.fromEntries(own), electron_config_cache: join(root, 'cache'), ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return text(child.stderr);
}

test('shows its progress from a mirror, and takes nothing with a wrong checksum', async () => {
  const said = await install({ ELECTRON_MIRROR: `${address}/` });
  expect(asked).toEqual([expect.stringContaining(`electron-v${version}-${process.platform}-${process.arch}.zip`)]);
  expect(said).toContain(`installing Electron ${version}\nset-up: Electron 100 %\n`);
  expect(said).toContain('checksum');
  expect(said).toContain('installed: false');
});

test.each([
  ['the environment', 'HTTPS_PROXY'],
  ['npm’s settings', 'npm_config_https_proxy'],
])('goes through the proxy that %s name', async (_where, name) => {
  const said = await install({ ELECTRON_MIRROR: 'https://mirror.invalid/', [name]: address });
  expect(asked).toEqual(['CONNECT mirror.invalid:443']);
  expect(said).toContain('mirror.invalid can’t be reached');
});

test.runIf(process.platform === 'linux')('a refusal holds for a day', async () => {
  const env = { ELECTRON_MIRROR: `${address}/` };
  const refusal = `node_modules/.cache/fieldbook/electron-${version}-refused`;
  expect(await install(env)).toContain(`To try again today, delete ${refusal}`);
  expect(await install(env)).toBe('installed: false\n');
  expect(asked).toHaveLength(1);
  const yesterday = Date.now() / 1000 - 25 * 60 * 60;
  utimesSync(join(root, refusal), yesterday, yesterday);
  await install(env);
  expect(asked).toHaveLength(2);
});

test('nothing is downloaded where another Electron is named, or this one is installed', async () => {
  expect(await install({ ELECTRON_MIRROR: `${address}/`, ELECTRON_OVERRIDE_DIST_PATH: root })).toBe(
    'installed: true\n',
  );
  const electron = join(root, 'node_modules/electron');
  mkdirSync(join(electron, 'dist'));
  writeFileSync(join(electron, 'dist/version'), `${version}\n`);
  writeFileSync(join(electron, 'path.txt'), 'electron');
  expect(await install({ ELECTRON_MIRROR: `${address}/` })).toBe('installed: true\n');
  writeFileSync(join(electron, 'dist/version'), '1.0.0');
  expect(await install({ ELECTRON_MIRROR: `${address}/` })).toContain('installed: false');
  expect(asked).toHaveLength(1);
});
