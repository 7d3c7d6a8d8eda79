// `npm start`: the built app in Electron, or in the stand-in where Electron's binary is not installed.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { resolve } from 'node:path';
import { withDisplay } from './display.ts';
import { shell } from './shell.ts';

const root = resolve(import.meta.dirname, '../..');
const { name, executable, switches } = shell();
const run = [executable, ...switches, root, ...process.argv.slice(2)];
if (name === 'standin') {
  console.error(
    'Electron’s binary is not installed: Fieldbook runs in the stand-in, test/electron-standin, in Chromium.',
  );
}
// Electron needs a display; the stand-in does without.
const [command = '', ...args] = name === 'electron' ? withDisplay(run) : run;

const child = spawn(command, args, { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = signal ? 128 + constants.signals[signal] : (code ?? 0);
});
