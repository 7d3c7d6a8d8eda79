import { resolve } from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { shell } from './shell.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * Starts the built app under Playwright, with `userData` as its folder.
 * @param env changes its environment; undefined takes a variable away
 * @param app another app's folder
 */
export function launchApp(
  userData: string,
  env: Record<string, string | undefined> = {},
  app = root,
): Promise<ElectronApplication> {
  const defined = Object.entries({ ...process.env, ...env }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const { name, executable, switches } = shell('test');
  return _electron.launch({
    // Playwright finds and prepares the real one by itself.
    ...(name === 'standin' ? { executablePath: executable } : {}),
    // Without this, Playwright passes --no-sandbox to everyone on Linux.
    chromiumSandbox: !switches.includes('--no-sandbox'),
    args: [app, `--user-data-dir=${userData}`],
    env: Object.fromEntries(defined),
    // Playwright would force the light theme otherwise.
    colorScheme: null,
  });
}
