// `npm run package:smoke`, after electron-builder: drives the packed test build, with a display and a keychain where the
// system has none. It needs Electron's binary, so it is no part of `npm test`.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { withDisplay } from '../../tools/launch/display.ts';

const root = resolve(import.meta.dirname, '../..');
const keychain = process.platform === 'linux' ? [resolve(root, 'tools/launch/keychain-session.sh')] : [];
const playwright = ['node_modules/@playwright/test/cli.js', 'test', '--config=test/packaging/playwright.config.ts'];
const [program = '', ...args] = withDisplay([...keychain, process.execPath, ...playwright]);
// The published build as well, for what it refuses. Only Linux says so without a dialog that waits for somebody.
if (process.platform === 'linux') {
  const pack = ['node_modules/electron-builder/cli.js', '--dir', '--publish', 'never'];
  const { status } = spawnSync(process.execPath, pack, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('The published build could not be packed.');
}
process.exitCode = spawnSync(program, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
