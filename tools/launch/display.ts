/** The command line that runs `command` with a display: as it is where there is one, else in a virtual one. */
export function withDisplay(command: string[]): string[] {
  const hasDisplay = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  if (hasDisplay) return command;
  return ['xvfb-run', '--auto-servernum', '--server-args=-screen 0 1600x1200x24', ...command];
}
