import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { Shell } from './decide.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * Starts the built app alone, without Playwright; a signal that ends this process ends it too.
 * @param args its command line, besides the switches that the shell needs
 * @param env what its environment has more than this process's
 */
export function startApp(
  { executable, switches, display }: Shell,
  args: string[],
  env: Record<string, string> = {},
): ChildProcess {
  const [command = '', ...rest] = [...display, executable, ...switches, root, ...args];
  const child = spawn(command, rest, { stdio: 'inherit', env: { ...process.env, ...env } });
  const pass = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  for (const signal of signals) process.on(signal, pass);
  child.on('exit', () => {
    for (const signal of signals) process.off(signal, pass);
  });
  return child;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
