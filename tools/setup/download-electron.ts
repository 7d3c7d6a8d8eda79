// Runs Electron's own installer, with progress that is seen and an end when nothing arrives.
import { createRequire } from 'node:module';
import { watchedFetch } from './watched-fetch.ts';

const silence = 60_000;

globalThis.fetch = watchedFetch(globalThis.fetch, silence, (percent) => {
  console.error(`set-up: Electron ${percent} %`);
});
// The installer prints the stack of what went wrong: its first line says enough.
Error.stackTraceLimit = 0;
createRequire(import.meta.url)('electron/install.js');
