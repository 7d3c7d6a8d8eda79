/** Which system packages set-up installs, and which it only names, seen by an apt-get in the real one's place. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const repository = resolve(import.meta.dirname, '../..');
const isDebianRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fieldbook-set-up-'));
  cpSync(import.meta.dirname, join(root, 'tools/setup'), { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(repository, name), join(root, name));
  mkdirSync(join(root, 'node_modules'));
  writeFileSync(join(root, 'node_modules/.package-lock.json'), '');
  mkdirSync(join(root, 'bin'));
  writeFileSync(join(root, 'bin/apt-get'), `#!/bin/sh\nprintf '%s\\n' "$*" >> '${root}/installed'\n`, { mode: 0o755 });
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Runs set-up where no other program is found, so that packages are missing, and the build fails in the end. */
function setUp(...args: string[]): { said: string; installed: string } {
  const env = { PATH: join(root, 'bin'), ELECTRON_OVERRIDE_DIST_PATH: root };
  const script = join(root, 'tools/setup/set-up.mjs');
  const { stderr } = spawnSync(process.execPath, [script, ...args], { env, encoding: 'utf8' });
  const written = join(root, 'installed');
  return { said: stderr, installed: existsSync(written) ? readFileSync(written, 'utf8') : '' };
}

describe.runIf(process.platform === 'linux')('on Linux', () => {
  test('npm start and npm run dev only say which packages are missing, and again at the end when something fails', () => {
    const { said, installed } = setUp();
    expect(installed).toBe('');
    const lines = said.trim().split('\n');
    expect(lines[0]).toMatch(/On Debian or Ubuntu, run: sudo apt-get install .*\bpkg-config\b/);
    expect(lines.at(-2)).toBe('set-up: "npm run --silent build -- --logLevel=warn" failed.');
    expect(lines.at(-1)).toContain('sudo apt-get install');
  });

  test.runIf(isDebianRoot)('npm run setup installs them, as root', () => {
    const { said, installed } = setUp('--system-packages');
    expect(installed).toMatch(/^--quiet=2 install --yes --no-install-recommends .*\bpkg-config\b/m);
    expect(said).not.toContain('seem to be missing');
  });
});
