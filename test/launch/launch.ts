import { resolve } from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { shell } from './shell.ts';

const root = resolve(import.meta.dirname, '../..');

/** Starts the built app under Playwright, with `userData` as its folder; `env` changes its environment, undefined takes a variable away. */
export function launchApp(
  userData: string,
  env: Record<string, string | undefined> = {},
): Promise<ElectronApplication> {
  const defined = Object.entries({ ...process.env, ...env }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const { name, executable } = shell();
  return _electron.launch({
    // Playwright finds and prepares the real one by itself.
    ...(name === 'standin' ? { executablePath: executable } : {}),
    args: [root, `--user-data-dir=${userData}`],
    env: Object.fromEntries(defined),
    // Playwright would force the light theme otherwise.
    colorScheme: null,
  });
}
