/** What everything that starts the app passes to Electron, seen by one in its place that enforces Electron's rule for root. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

// Writes down its arguments and ends. As root without the switch it dies as Electron does:
// https://github.com/electron/electron/blob/main/shell/app/electron_main_delegate.cc
const fakeElectron = `#!/bin/sh
[ -z "$ELECTRON_RUN_AS_NODE" ] || exit 0
case " $* " in
*" --no-sandbox "*) ;;
*) [ "$(id -u)" != 0 ] || { echo 'FATAL: Running as root without --no-sandbox is not supported.' >&2; kill -TRAP $$; } ;;
esac
printf '%s\\n' "$@" > "$FAKE_ELECTRON_STARTED"
`;

describe.runIf(process.platform === 'linux')('on Linux', () => {
  let dist: string;
  let started: string;
  beforeEach(() => {
    dist = mkdtempSync(join(tmpdir(), 'fieldbook-dist-'));
    started = join(dist, 'started');
    writeFileSync(join(dist, 'electron'), fakeElectron, { mode: 0o755 });
  });
  afterEach(() => {
    rmSync(dist, { recursive: true });
  });

  /** Runs a script with the fake in Electron's place. */
  async function run(...script: string[]): Promise<number | null> {
    const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: dist, FAKE_ELECTRON_STARTED: started };
    const child = spawn(process.execPath, script, { cwd: root, env, stdio: 'ignore' });
    await once(child, 'exit');
    return child.exitCode;
  }

  /** What Electron was started with, if it did not end at once. */
  function argumentsPassed(): string[] | null {
    return existsSync(started) ? readFileSync(started, 'utf8').trim().split('\n') : null;
  }

  const forRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

  test('the one in its place dies as root without the switch', () => {
    const child = spawnSync(join(dist, 'electron'), [root], {
      env: { ...process.env, FAKE_ELECTRON_STARTED: started },
    });
    expect([child.signal, argumentsPassed()]).toEqual(forRoot.length > 0 ? ['SIGTRAP', null] : [null, [root]]);
  });

  test('npm start', async () => {
    expect(await run('tools/launch/start.ts', '--user-data-dir=/tmp/fieldbook', '--remote-debugging-port=0')).toBe(0);
    expect(argumentsPassed()).toEqual([
      ...forRoot,
      root,
      '--user-data-dir=/tmp/fieldbook',
      '--remote-debugging-port=0',
    ]);
  });

  test('npm run dev', async () => {
    expect(await run('tools/dev.ts', '--user-data-dir=/tmp/fieldbook')).toBe(0);
    expect(argumentsPassed()).toEqual([...forRoot, root, '--user-data-dir=/tmp/fieldbook']);
  });

  test('the demo', async () => {
    await run('tools/demo.ts', '--once');
    expectPlaywrightStart();
  });

  test('the specs', async () => {
    const playwright = ['node_modules/@playwright/test/cli.js', 'test', '--reporter=line', `--output=${dist}/results`];
    await run(...playwright, '--max-failures=1', 'test/e2e/window.spec.ts');
    expectPlaywrightStart();
  });

  test('a second instance', async () => {
    const script = `
      const { spawnSync } = await import('node:child_process');
      const { shell } = await import('./tools/launch/shell.ts');
      const { executable, switches } = shell('test');
      process.exitCode = spawnSync(executable, [...switches, '.']).status;`;
    expect(await run('--input-type=module', '--eval', script)).toBe(0);
    expect(argumentsPassed()).toEqual([...forRoot, '.']);
  });

  /** Playwright adds switches of its own; a sandbox that nobody takes away is left alone. */
  function expectPlaywrightStart(): void {
    const passed = argumentsPassed();
    expect(passed).toContain(root);
    expect(passed?.filter((each) => each === '--no-sandbox')).toEqual(forRoot);
  }
});
