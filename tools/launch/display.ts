/** Where windows are drawn: on a display, in a virtual one, or nowhere. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** `virtual` where there is none, but Xvfb to make one. */
export type Display = 'there' | 'virtual' | 'none';

/** Looks for a display; only Linux can be without. */
export function findDisplay(): Display {
  const { platform, env } = process;
  if (platform !== 'linux' || env['DISPLAY'] || env['WAYLAND_DISPLAY']) return 'there';
  return isOnPath('xvfb-run') && isOnPath('Xvfb') ? 'virtual' : 'none';
}

/** What to put in front of a command line, so that it has the display. */
export function displayCommand(display: Display): string[] {
  if (display !== 'virtual') return [];
  return ['xvfb-run', '--auto-servernum', '--server-args=-screen 0 1600x1200x24'];
}

/** The command line that runs `command` with a display: as it is where there is one, else in a virtual one. */
export function withDisplay(command: string[]): string[] {
  return [...displayCommand(findDisplay()), ...command];
}

function isOnPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
