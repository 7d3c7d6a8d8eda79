import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import { type Account, mayBeSameAccount, SignInSchema } from '../../account.ts';
import { fail } from '../../failure.ts';
import { glance } from './database.ts';

/** Whose list a directory holds: enough to offer the connection again when all else is lost, and no secret. */
export interface Owner extends Account {
  name: string;
}

const OwnerRow = v.object({
  name: v.string(),
  base_url: v.string(),
  sign_in: v.pipe(v.string(), v.parseJson(), SignInSchema),
});

/** Null in a directory that nobody has claimed yet. */
function readOwner(database: Database): Owner | null {
  const row = v.parse(v.nullish(OwnerRow), database.prepare('SELECT name, base_url, sign_in FROM owner').get());
  return row ? { name: row.name, baseUrl: row.base_url, signIn: row.sign_in } : null;
}

/** Throws `cache-of-another-connection` when the directory is somebody else's. */
export function refuseOthers(database: Database, owner: Owner): void {
  const known = readOwner(database);
  if (known && !mayBeSameAccount(known, owner)) fail('cache-of-another-connection', 'It holds another account’s list.');
}

/** Writes whose directory this is, unless it says so already. Throws as {@link refuseOthers}, and changes nothing then. */
export function claim(database: Database, owner: Owner): void {
  refuseOthers(database, owner);
  const row = [owner.name, owner.baseUrl, JSON.stringify(owner.signIn)];
  const isWritten = database.prepare('SELECT 1 FROM owner WHERE name = ? AND base_url = ? AND sign_in = ?').get(...row);
  if (!isWritten) {
    database
      .prepare('INSERT OR REPLACE INTO owner (only_row, name, base_url, sign_in) VALUES (1, ?, ?, ?)')
      .run(...row);
  }
}

/** Whose directory a file is, without changing anything; null where it can't be told. */
export function ownerOf(file: string): Owner | null {
  return glance(file, readOwner);
}
