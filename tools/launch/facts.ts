/** What there is to know about this machine before the app is started. */
import { existsSync } from 'node:fs';
import { executable as chromium } from '../../test/electron-standin/chromium.ts';
import type { Facts, Run } from './decide.ts';
import { findDisplay } from './display.ts';
import { findElectron } from './electron.ts';
import { hasSetuidHelper, judge, read } from './user-namespaces.ts';

/** Gathers the facts, which takes as long as Electron's binary takes to say its version. */
export function gatherFacts(run: Run): Facts {
  const { platform, env } = process;
  const userId = process.getuid?.() ?? null;
  const electron = findElectron();
  // Root's Chromium has no sandbox.
  const sandboxed = platform === 'linux' && userId !== 0 && electron.state === 'ready' ? electron.executable : null;
  return {
    run,
    platform,
    userId,
    display: findDisplay(),
    electron,
    userNamespaces: sandboxed === null ? 'allowed' : judge(read(sandboxed)),
    setuidHelper: sandboxed !== null && hasSetuidHelper(sandboxed),
    chromium: existsSync(chromium),
    ci: Boolean(env['CI']),
    expectedShell: env['EXPECTED_SHELL'] || null,
  };
}
