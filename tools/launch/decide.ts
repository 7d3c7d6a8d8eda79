/** How the built app is started, from what is known of the machine: the only place that decides it. */
import { join, posix, resolve } from 'node:path';
import { type Display, displayCommand } from './display.ts';

const repository = resolve(import.meta.dirname, '../..');

/** What is run: the app alone, or one of the scripts that drive it with Playwright. */
export type Run = 'start' | 'demo' | 'test' | 'bench';

/** Electron's binary. `folder` is the one that ELECTRON_OVERRIDE_DIST_PATH names, else null. */
export type ElectronBinary =
  | { state: 'missing'; folder: string | null }
  | { state: 'broken'; cause: string }
  | { state: 'ready'; executable: string };

/**
 * Whether a process that is not root can make user namespaces, of which Chromium's sandbox is made, and if not, what keeps it
 * from that: AppArmor, the kernel setting of that name, or something else, as in a container.
 */
export type UserNamespaces = 'allowed' | 'apparmor' | 'unprivileged_userns_clone' | 'max_user_namespaces' | 'refused';

export interface Facts {
  run: Run;
  platform: NodeJS.Platform;
  /** Null on Windows. */
  userId: number | null;
  display: Display;
  electron: ElectronBinary;
  userNamespaces: UserNamespaces;
  /** Whether Electron's `chrome-sandbox` belongs to root and is setuid: then it needs no user namespaces. */
  setuidHelper: boolean;
  /** Whether there is the browser that the stand-in needs. */
  chromium: boolean;
  /** A machine that is thrown away after the run. */
  ci: boolean;
  /** Where the tests must run, when that is not left to the machine. */
  expectedShell: string | null;
}

export interface Shell {
  kind: 'shell';
  name: 'electron' | 'standin';
  executable: string;
  /** What it has to be started with. */
  switches: string[];
  /** What to put in front of the command line, so that there is a display. */
  display: string[];
  /** What a person should know about it. */
  note: string | null;
}

export interface Stop {
  kind: 'stop';
  /** Why nothing can be started, and what to do. */
  line: string;
}

/** The shell to run the app in, or the line to end with. */
export function decide(facts: Facts): Shell | Stop {
  const { run, electron, expectedShell } = facts;
  const start = electron.state === 'ready' ? inElectron(facts, electron.executable) : inStandin(facts, why(electron));
  if (run !== 'test' || start.kind === 'stop' || expectedShell === null || expectedShell === start.name) return start;
  return stop(`The tests were to run in ${expectedShell}. ${why(electron)}`);
}

function why(electron: ElectronBinary): string {
  switch (electron.state) {
    case 'ready':
      return 'Electron’s binary is installed.';
    case 'missing':
      return 'Electron’s binary is not installed.';
    case 'broken':
      return `Electron can’t start: ${electron.cause}.`;
  }
}

function inElectron(facts: Facts, executable: string): Shell | Stop {
  const { platform, userId, userNamespaces, setuidHelper, display } = facts;
  if (platform === 'linux') {
    if (userId !== 0 && userNamespaces !== 'allowed' && !setuidHelper) {
      const command = allowSandbox(userNamespaces, executable, facts.ci);
      return stop(`This system keeps Chromium’s sandbox from starting. To allow it: ${command}`);
    }
    if (display === 'none') {
      return stop('Electron needs a display. On Debian or Ubuntu: sudo apt-get install --yes xvfb xauth');
    }
  }
  return {
    kind: 'shell',
    name: 'electron',
    executable,
    switches: switches(facts),
    display: displayCommand(display),
    note: null,
  };
}

/** The stand-in runs on Linux alone: elsewhere Electron can be installed, and nothing else pretends to be it. */
function inStandin(facts: Facts, reason: string): Shell | Stop {
  const { electron, platform, chromium, run, display } = facts;
  if (electron.state === 'missing' && electron.folder !== null) {
    return stop(`There is no Electron in ${electron.folder}, which ELECTRON_OVERRIDE_DIST_PATH names.`);
  }
  if (platform !== 'linux') {
    const first = electron.state === 'broken' ? 'Delete node_modules/electron/dist and run' : 'Run';
    return stop(`${reason} ${first}: npx install-electron --no`);
  }
  if (!chromium) {
    return stop(`${reason} The stand-in needs Chromium. On Debian: sudo apt-get install --yes chromium`);
  }
  return {
    kind: 'shell',
    name: 'standin',
    executable: join(repository, 'test/electron-standin/electron-standin'),
    switches: switches(facts),
    // Alone it does without.
    display: run === 'start' ? [] : displayCommand(display),
    note: `${reason} Fieldbook runs in the stand-in, test/electron-standin, in Chromium.`,
  };
}

/** What any Electron has to be started with: as root on Linux it ends at once without. https://crbug.com/638180 */
export function switches({ platform, userId }: Pick<Facts, 'platform' | 'userId'>): string[] {
  return platform === 'linux' && userId === 0 ? ['--no-sandbox'] : [];
}

/**
 * The one command after which the sandbox starts.
 * https://chromium.googlesource.com/chromium/src/+/main/docs/security/apparmor-userns-restrictions.md
 */
function allowSandbox(obstacle: Exclude<UserNamespaces, 'allowed'>, executable: string, ci: boolean): string {
  switch (obstacle) {
    case 'apparmor':
      return ci ? 'sudo sysctl --write kernel.apparmor_restrict_unprivileged_userns=0' : addProfile(executable);
    case 'unprivileged_userns_clone':
      return 'sudo sysctl --write kernel.unprivileged_userns_clone=1';
    case 'max_user_namespaces':
      return 'sudo sysctl --write user.max_user_namespaces=15000';
    case 'refused': {
      const helper = quote(posix.join(posix.dirname(executable), 'chrome-sandbox'));
      return `sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`;
    }
  }
}

/** For this Electron alone, where a setting would hold for every program: Ubuntu does so for the browsers that it ships. */
function addProfile(executable: string): string {
  const profile = `abi <abi/4.0>, profile fieldbook-electron "${executable}" flags=(unconfined) { userns, }`;
  const file = '/etc/apparmor.d/fieldbook-electron';
  return `echo ${quote(profile)} | sudo tee ${file} && sudo apparmor_parser --replace ${file}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function stop(line: string): Stop {
  return { kind: 'stop', line };
}
