/** Whether Chromium's sandbox can be made on this Linux by someone who is not root. */
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { UserNamespaces } from './decide.ts';

export interface Readings {
  /** kernel.apparmor_restrict_unprivileged_userns, kernel.unprivileged_userns_clone, user.max_user_namespaces; null where the kernel has none. */
  appArmorRestricts: string | null;
  clone: string | null;
  max: string | null;
  /** Electron's AppArmor profile; null when it has none. */
  profile: string | null;
  /** Whether `unshare` could make one; null where that can't be tried. */
  tried: boolean | null;
}

/** What keeps Electron from making user namespaces, if anything. */
export function judge({ appArmorRestricts, clone, max, profile, tried }: Readings): UserNamespaces {
  if (clone === '0') return 'unprivileged_userns_clone';
  if (max === '0') return 'max_user_namespaces';
  // A program with a profile may make them if that says so; what `unshare` may do tells nothing of it.
  if (appArmorRestricts === '1') return profile === null ? 'apparmor' : 'allowed';
  return tried === false ? 'refused' : 'allowed';
}

/** Reads what `judge` needs to know about the Electron in `executable`. */
export function read(executable: string): Readings {
  const appArmorRestricts = setting('kernel/apparmor_restrict_unprivileged_userns');
  return {
    appArmorRestricts,
    clone: setting('kernel/unprivileged_userns_clone'),
    max: setting('user/max_user_namespaces'),
    profile: appArmorRestricts === '1' ? profileOf(executable) : null,
    tried: tryOne(),
  };
}

/** Whether the helper beside `executable` may make a sandbox without user namespaces. */
export function hasSetuidHelper(executable: string): boolean {
  const helper = statSync(join(dirname(executable), 'chrome-sandbox'), { throwIfNoEntry: false });
  return helper !== undefined && runsAsRoot(helper);
}

/** Whether running a file makes one root: Chromium wants it to belong to root, with mode 4755. */
export function runsAsRoot({ uid, mode }: { uid: number; mode: number }): boolean {
  return uid === 0 && (mode & 0o4001) === 0o4001;
}

function setting(name: string): string | null {
  try {
    return readFileSync(`/proc/sys/${name}`, 'utf8').trim();
  } catch {
    return null;
  }
}

/** Asked of Electron itself, run as Node: only root may read the list of profiles. */
function profileOf(executable: string): string | null {
  const script = 'process.stdout.write(require("node:fs").readFileSync("/proc/self/attr/current", "utf8"))';
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' };
  const { stdout, status } = spawnSync(executable, ['--eval', script], { env, encoding: 'utf8' });
  const label = status === 0 ? stdout.replaceAll('\0', '').trim() : '';
  return label === '' || label === 'unconfined' ? null : label;
}

function tryOne(): boolean | null {
  const { error, status } = spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' });
  return error ? null : status === 0;
}
