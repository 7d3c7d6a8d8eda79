// Makes a checkout ready to run, on a machine that has nothing but Node and npm. Plain JavaScript without dependencies,
// because it runs before any is installed, under whatever Node the machine has. When all is there it takes milliseconds.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIsCurrent } from './build-age.mjs';
import { missingPackages } from './debian-packages.mjs';
import { requireNode } from './node-version.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const modules = join(root, 'node_modules');
const node = join(modules, 'node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
const electronTimeLimit = 120_000;

installSystemPackages();
installNodeModules();
requireNode(execFileSync(node, ['--version'], { encoding: 'utf8' }).trim());
installElectronOnce();
build();

function say(line) {
  console.error(`set-up: ${line}`);
}

function run(command, args) {
  // What installers print belongs on stderr: stdout is for what the script itself has to say.
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    say(`"${command} ${args.join(' ')}" failed.`);
    process.exit(1);
  }
}

function installSystemPackages() {
  const missing = missingPackages();
  if (missing.length === 0) return;
  const install = `apt-get install --yes --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    say(`some system packages seem to be missing. On Debian or Ubuntu, run: sudo ${install}`);
    return;
  }
  say(`installing ${missing.join(', ')}`);
  process.env.DEBIAN_FRONTEND = 'noninteractive';
  run('apt-get', ['update', '--quiet=2']);
  run('apt-get', ['install', '--yes', '--quiet=2', '--no-install-recommends', ...missing]);
}

function installNodeModules() {
  const installed = join(modules, '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  say('installing node_modules');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** Electron's binary comes from outside the npm registry: a refusal is remembered, so that only the first start waits for it. */
function installElectronOnce() {
  const electron = join(modules, 'electron');
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH || existsSync(join(electron, 'dist', 'version'))) return;
  const { version } = JSON.parse(readFileSync(join(electron, 'package.json'), 'utf8'));
  const refusal = join(modules, '.cache', 'fieldbook', `electron-${version}-refused`);
  if (existsSync(refusal)) return;
  say(`installing Electron ${version}`);
  const { status } = spawnSync(node, [join(electron, 'install.js')], {
    stdio: 'ignore',
    timeout: electronTimeLimit,
  });
  if (status === 0) return;
  mkdirSync(dirname(refusal), { recursive: true });
  writeFileSync(refusal, '');
  say(`Electron's binary can't be installed here. To try again, delete ${refusal.slice(root.length + 1)}`);
}

function build() {
  if (buildIsCurrent(root)) return;
  say('building');
  run('npm', ['run', '--silent', 'build', '--', '--logLevel=warn']);
}
