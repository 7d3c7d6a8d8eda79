import { existsSync } from 'node:fs';
import type { Overview } from '../../../preload/contract/connections.ts';
import { readHeld } from '../intake/held-list.ts';
import { glance } from '../storage/database.ts';
import { readLastFailure } from '../storage/refresh-log.ts';
import { readSnapshot } from '../storage/snapshot.ts';

/** What a directory holds that is not open, without changing anything; null where that can't be told. */
export function overviewOf(file: string): Overview | null {
  if (!existsSync(file)) return { snapshot: null, lastFailure: null, held: null };
  return glance(file, (database) => ({
    snapshot: readSnapshot(database),
    lastFailure: readLastFailure(database),
    held: readHeld(database),
  }));
}
