// Electron's binary, which comes from outside the npm registry. Plain JavaScript for whatever Node a machine has.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const day = 24 * 60 * 60 * 1000;

/** Whether Electron's binary is installed, or ELECTRON_OVERRIDE_DIST_PATH names another. */
export function hasElectron(root) {
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) return true;
  const electron = join(root, 'node_modules/electron');
  try {
    // What the installer writes last, and the version of what it has unpacked.
    const installed = readFileSync(join(electron, 'dist/version'), 'utf8').trim().replace(/^v/, '');
    return existsSync(join(electron, 'path.txt')) && installed === versionOf(electron);
  } catch {
    return false;
  }
}

/**
 * Installs Electron's binary where it is missing. On Linux, where the stand-in can do without, a refusal holds for a day, so
 * that not every start waits for it.
 * @param node the Node of the scripts
 * @param say prints a line
 */
export function installElectron(root, node, say) {
  if (hasElectron(root)) return;
  const version = versionOf(join(root, 'node_modules/electron'));
  const refusal = join(root, 'node_modules/.cache/fieldbook', `electron-${version}-refused`);
  if (wasRefusedToday(refusal)) return;
  say(`installing Electron ${version}`);
  const download = join(root, 'tools/setup/download-electron.ts');
  const { status } = spawnSync(node, [download], { stdio: ['ignore', 2, 2], env: { ...process.env, ...proxy() } });
  if (status === 0) return;
  if (process.platform !== 'linux') return;
  mkdirSync(dirname(refusal), { recursive: true });
  writeFileSync(refusal, '');
  say(`Electron's binary can't be installed here. To try again today, delete ${relative(root, refusal)}`);
}

function wasRefusedToday(refusal) {
  const mark = statSync(refusal, { throwIfNoEntry: false });
  return mark !== undefined && Date.now() - mark.mtimeMs < day;
}

/**
 * Lets Node's fetch go through the proxy that the environment names, or npm's settings, and trust the certificates that the
 * system trusts, as a proxy that looks into the traffic asks for. https://nodejs.org/api/cli.html#node_use_env_proxy1
 */
function proxy() {
  const { env } = process;
  const http = env.HTTP_PROXY ?? env.http_proxy ?? env.npm_config_proxy;
  const https = env.HTTPS_PROXY ?? env.https_proxy ?? env.npm_config_https_proxy ?? http;
  const none = env.NO_PROXY ?? env.no_proxy ?? env.npm_config_noproxy;
  const named = { HTTP_PROXY: http, HTTPS_PROXY: https, NO_PROXY: none };
  return {
    NODE_USE_ENV_PROXY: '1',
    NODE_USE_SYSTEM_CA: '1',
    ...Object.fromEntries(Object.entries(named).filter(([, value]) => value)),
  };
}

function versionOf(electron) {
  return JSON.parse(readFileSync(join(electron, 'package.json'), 'utf8')).version;
}
