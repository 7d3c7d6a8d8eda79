// `npm start`: the built app alone.
import { constants } from 'node:os';
import { shell } from './shell.ts';
import { startApp } from './start-app.ts';

const start = shell('start');
if (start.note) console.error(start.note);
startApp(start, process.argv.slice(2)).process.on('exit', (code, signal) => {
  process.exitCode = signal ? 128 + constants.signals[signal] : (code ?? 0);
});
