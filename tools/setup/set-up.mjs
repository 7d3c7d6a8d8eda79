// Makes a checkout ready to run, on a machine that has nothing but Node and npm. Plain JavaScript without dependencies,
// because it runs before any is installed, under whatever Node the machine has. When all is there it takes milliseconds.
//   --system-packages   installs Debian's packages too, as root; without it they are only named
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIsCurrent } from './build-age.mjs';
import { missingPackages, missingPackagesOf } from './debian-packages.mjs';
import { hasElectron, installElectron } from './electron-binary.mjs';
import { nodeOfScripts, requireNode, requireNodeToInstall } from './node-version.mjs';

const mayInstallSystemPackages = process.argv.includes('--system-packages');
const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
// Said again when something fails, for it may be why.
let advice = '';

requireNodeToInstall();
bringSystemPackages(missingPackages());
installNodeModules();
requireNode();
installElectron(root, nodeOfScripts(), say);
bringSystemPackages(missingPackagesOf(hasElectron(root) ? 'electron' : 'standin'));
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
    if (advice) say(advice);
    process.exit(1);
  }
}

function bringSystemPackages(missing) {
  if (missing.length === 0) return;
  const install = ['install', '--yes', '--no-install-recommends', ...missing];
  if (!mayInstallSystemPackages || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    advice = `some system packages seem to be missing. On Debian or Ubuntu, run: sudo apt-get ${install.join(' ')}`;
    say(advice);
    return;
  }
  say(`installing ${missing.join(', ')}`);
  process.env.DEBIAN_FRONTEND = 'noninteractive';
  run('apt-get', ['update', '--quiet=2']);
  run('apt-get', ['--quiet=2', ...install]);
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
