// `npm run screenshots`: pictures of every state in both themes, in test-results/screenshots/.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { withDisplay } from '../../tools/launch/display.ts';

const root = resolve(import.meta.dirname, '../..');
const keychain = process.platform === 'linux' ? [resolve(root, 'tools/launch/keychain-session.sh')] : [];
const playwright = [process.execPath, 'node_modules/@playwright/test/cli.js', 'test'];
const [command = '', ...args] = withDisplay([
  ...[...keychain, ...playwright, '--config', 'test/screenshots/playwright.config.ts'],
  ...process.argv.slice(2),
]);
process.exitCode = spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
