// `npm start`: the built app alone.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { resolve } from 'node:path';
import { shell } from './shell.ts';

const root = resolve(import.meta.dirname, '../..');
const { executable, switches, display, note } = shell('start');
if (note) console.error(note);
const [command = '', ...args] = [...display, executable, ...switches, root, ...process.argv.slice(2)];

const child = spawn(command, args, { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = signal ? 128 + constants.signals[signal] : (code ?? 0);
});
