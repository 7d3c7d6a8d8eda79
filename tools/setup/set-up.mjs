// Makes a checkout ready to run, on a machine that has nothing but Node and npm. Plain JavaScript without dependencies,
// because it runs before any is installed, under whatever Node the machine has. When all is there it takes milliseconds.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIsCurrent } from './build-age.mjs';
import { missingPackages, missingPackagesOf } from './debian-packages.mjs';
import { hasElectron, installElectron } from './electron-binary.mjs';
import { nodeOfScripts, requireNode, requireNodeToInstall } from './node-version.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

requireNodeToInstall();
installSystemPackages(missingPackages());
installNodeModules();
requireNode();
installElectron(root, nodeOfScripts(), say);
installSystemPackages(missingPackagesOf(hasElectron(root) ? 'electron' : 'standin'));
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

function installSystemPackages(missing) {
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
  const installed = join(root, 'node_modules/.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  say('installing node_modules');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

function build() {
  if (buildIsCurrent(root)) return;
  say('building');
  run('npm', ['run', '--silent', 'build', '--', '--logLevel=warn']);
}
