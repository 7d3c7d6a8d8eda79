/** Playwright fixtures: the sample app in the stand-in, over a userData folder of each test's own. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { _electron, expect, test as base } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { build } from 'vite';
import { shell } from '../../../tools/launch/shell.ts';
import type { sample } from './preload.ts';
import { forgetSeen } from './questions.ts';

declare global {
  interface Window {
    sample: typeof sample;
    pushed: unknown[];
    stop: () => void;
    inlineScriptRan?: boolean;
  }
}

export const executable = path.resolve(import.meta.dirname, '../electron-standin');
const { switches } = shell('test');

export interface Started {
  app: ElectronApplication;
  page: Page;
}

interface TestFixtures {
  /** Arguments for this test's userData folder. */
  args: string[];
  start: (...args: string[]) => Promise<Started>;
  started: Started;
  /** One app for all tests that leave it as it was, but for its page, which is loaded anew for each. */
  shared: Started;
  /** Runs the sample app without Playwright; what still runs at the end is killed. */
  run: (...args: string[]) => ChildProcess;
}

interface WorkerFixtures {
  folder: string;
  preload: string;
  running: Started;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  folder: [import.meta.dirname, { scope: 'worker', option: true }],
  preload: [
    async ({ folder }, use, { project }) => {
      const built = path.join(project.outputDir, 'sample-preload');
      await buildPreload(path.join(folder, 'preload.ts'), built);
      await use(path.join(built, 'preload.cjs'));
    },
    { scope: 'worker' },
  ],
  running: [
    async ({ folder, preload }, use, { project }) => {
      const userData = path.join(project.outputDir, 'sample-data');
      const started = await launch([folder, `--user-data-dir=${userData}`, `--sample-preload=${preload}`]);
      await use(started);
      await started.app.close();
    },
    { scope: 'worker' },
  ],
  shared: async ({ running }, use) => {
    await forgetSeen(running.app);
    await running.page.evaluate(() => {
      history.replaceState({}, '', '/index.html');
    });
    await running.page.reload();
    await expect(running.page.getByRole('heading')).toHaveText('hello');
    await use(running);
  },
  args: async ({ folder, preload }, use, testInfo) => {
    await use([folder, `--user-data-dir=${testInfo.outputPath('user data')}`, `--sample-preload=${preload}`]);
  },
  start: async ({ args }, use) => {
    const apps: ElectronApplication[] = [];
    await use(async (...more) => {
      const started = await launch([...args, ...more]);
      apps.push(started.app);
      return started;
    });
    for (const app of apps) await app.close();
  },
  started: async ({ start }, use) => {
    await use(await start());
  },
  run: async ({ args }, use) => {
    const children: ChildProcess[] = [];
    await use((...more) => {
      const child = spawn(executable, [...switches, ...args, ...more], { stdio: 'ignore' });
      children.push(child);
      return child;
    });
    for (const child of children) child.kill('SIGKILL');
  },
});

async function launch(args: string[]): Promise<Started> {
  // Without colorScheme: null Playwright forces the light theme.
  const app = await _electron.launch({ executablePath: executable, args, colorScheme: null });
  const page = await app.firstWindow();
  await expect(page.getByRole('heading')).toHaveText('hello');
  return { app, page };
}

/** A sandboxed preload script is one CommonJS file. */
async function buildPreload(ssr: string, outDir: string): Promise<void> {
  const output = { format: 'cjs', entryFileNames: 'preload.cjs' } as const;
  const rolldownOptions = { external: ['electron'], output };
  await build({ configFile: false, logLevel: 'error', build: { ssr, outDir, rolldownOptions } });
}

/** The exit code, or the signal that ended it. */
export function exitOf(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode ?? child.signalCode);
    else
      child.once('exit', (code, signal) => {
        resolve(code ?? signal);
      });
  });
}
