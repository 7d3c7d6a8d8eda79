import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Shell } from './decide.ts';

const root = resolve(import.meta.dirname, '../..');

/** The app, and what may stand between. */
export interface StartedApp {
  process: ChildProcess;
  /** Passes a signal on to the app itself. */
  end: (signal: NodeJS.Signals) => void;
}

/** Tells its process ID, then becomes the app: xvfb-run, which starts it, passes no signals on. */
const tellProcessId = ['sh', '-c', 'echo $$ >&3; exec "$@" 3>&-', 'sh'];

/**
 * Starts the built app alone, without Playwright; a signal that ends this process ends it too.
 * @param args its command line, besides the switches that the shell needs
 * @param env what its environment has more than this process's
 */
export function startApp(
  { executable, switches, display }: Shell,
  args: string[],
  env: Record<string, string> = {},
): StartedApp {
  const prefix = display.length > 0 ? [...display, ...tellProcessId] : [];
  const [command = '', ...rest] = [...prefix, executable, ...switches, root, ...args];
  const child = spawn(command, rest, {
    stdio: ['inherit', 'inherit', 'inherit', display.length > 0 ? 'pipe' : 'ignore'],
    env: { ...process.env, ...env },
  });
  const told = child.stdio[3] ? once(child.stdio[3], 'data') : null;
  const end = (signal: NodeJS.Signals): void => {
    if (told) void told.then(([processId]) => process.kill(Number(processId), signal)).catch(() => undefined);
    else child.kill(signal);
  };
  for (const signal of signals) process.on(signal, end);
  child.on('exit', () => {
    for (const signal of signals) process.off(signal, end);
  });
  return { process: child, end };
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
