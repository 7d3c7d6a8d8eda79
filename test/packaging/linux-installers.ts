/** What electron-builder would make Linux's installers with: asked of it, without its tools, which it would download. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { buildLinuxInstallers, type Change } from './pack.ts';

export interface LinuxInstallers {
  /** The packages that the deb depends on. */
  depends: string[];
  /** The options that fpm makes the deb with, each followed by its value. */
  deb: string[];
  /** The AppImage's desktop entry. */
  desktopEntry: string;
}

const AppImageOptions = v.object({ desktop: v.string() });

/** Lets electron-builder work out both installers. */
export async function linuxInstallers(scratch: string, changes: Change[] = []): Promise<LinuxInstallers> {
  const told = join(scratch, 'fpm.arguments');
  let desktopEntry = '';
  await buildLinuxInstallers(scratch, changes, standinForFpm(scratch, told), (options) => {
    const appImage = v.safeParse(AppImageOptions, options);
    if (appImage.success) desktopEntry = appImage.output.desktop;
    // What is true is not built: the AppImage takes a runtime from the internet, and to the deb it comes only afterwards.
    return Promise.resolve(appImage.success);
  });
  const deb = readFileSync(told, 'utf8').split('\n');
  const depends = deb.filter((_, index) => deb[index - 1] === '-d');
  return { depends, deb, desktopEntry };
}

/** Writes down what it was called with, and makes an empty package. */
function standinForFpm(scratch: string, told: string): string {
  const folder = join(scratch, 'tools');
  mkdirSync(folder, { recursive: true });
  const fpm = join(folder, 'fpm');
  const lines = [
    '#!/bin/sh',
    `printf '%s\\n' "$@" > ${told}`,
    'while [ "$1" != --package ]; do shift; done',
    ': > "$2"',
  ];
  writeFileSync(fpm, `${lines.join('\n')}\n`, { mode: 0o755 });
  return fpm;
}
