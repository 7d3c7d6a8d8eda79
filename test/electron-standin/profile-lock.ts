/** After a kill -9 the orphaned Chromium needs a moment to notice and to leave its profile. */
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const patienceInMilliseconds = 5000;

/** Waits until no living Chromium holds the profile, and removes what a dead one left. */
export async function freeProfile(profile: string): Promise<void> {
  const lock = path.join(profile, 'SingletonLock');
  const deadline = Date.now() + patienceInMilliseconds;
  for (let holder = holderOf(lock, profile); holder !== null; holder = holderOf(lock, profile)) {
    if (Date.now() > deadline) process.kill(holder, 'SIGKILL');
    await delay(20);
  }
  // A lock made under another host name (a container that was made anew) would make Chromium refuse to start.
  fs.rmSync(lock, { force: true });
}

/** The lock is a symbolic link to `host-pid`; the number counts only while it is a Chromium on this very profile. */
function holderOf(lock: string, profile: string): number | null {
  try {
    const pid = Number(fs.readlinkSync(lock).split('-').pop());
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(profile) ? pid : null;
  } catch {
    return null;
  }
}
