import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Shell } from './decide.ts';

// Says that it runs, and quits when it is told to.
const fakeApp = `#!/bin/sh
trap 'touch "$0-has-quit"; exit 0' TERM
touch "$0-runs"
while :; do sleep 0.05; done
`;
/** As xvfb-run: a shell that waits for the app, and that a signal ends without it. */
const inDisplay = ['sh', '-c', '"$@"; exit $?', 'sh'];

test.runIf(process.platform === 'linux').each([
  ['with a display', []],
  ['in a display that is made for it', inDisplay],
])('what ends the start ends the app, %s', async (_, display) => {
  const folder = mkdtempSync(join(tmpdir(), 'fieldbook-start-'));
  const executable = join(folder, 'app');
  writeFileSync(executable, fakeApp, { mode: 0o755 });
  const shell: Shell = { kind: 'shell', name: 'electron', executable, switches: [], display, note: null };
  const script = `import { startApp } from ${JSON.stringify(resolve(import.meta.dirname, 'start-app.ts'))};
    startApp(${JSON.stringify(shell)}, []).process.on('exit', (code) => process.exit(code ?? 1));`;
  const starter = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'ignore' });
  onTestFinished(() => {
    starter.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });
  await expect.poll(() => existsSync(`${executable}-runs`)).toBe(true);
  starter.kill('SIGTERM');
  expect(await once(starter, 'exit')).toEqual([0, null]);
  expect(existsSync(`${executable}-has-quit`)).toBe(true);
});
