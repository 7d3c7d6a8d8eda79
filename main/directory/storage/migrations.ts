import type { Database } from 'better-sqlite3';
import { fail } from '../../failure.ts';

/** Numbered by position: migration 1 makes `user_version` 1. Forward only; never edit one that was released. */
const migrations: readonly ((database: Database) => void)[] = [createTables];

function createTables(database: Database): void {
  database.exec(`
    -- A customer keeps the row ID for life.
    CREATE TABLE customers (
      row_id     INTEGER PRIMARY KEY,
      id         TEXT,
      short_name TEXT NOT NULL,
      full_name  TEXT NOT NULL,
      license    INTEGER NOT NULL,
      -- How many leads that can't be told from this one come before it: customer.ts.
      twin       INTEGER NOT NULL,
      -- The refresh that added or changed it; 0 for who has been as they are since the first list.
      changed_in INTEGER NOT NULL
    ) STRICT;
    -- A customer is found by the ID; a lead has none.
    CREATE INDEX leads ON customers (short_name, full_name, license, twin) WHERE id IS NULL;

    -- Row IDs and fingerprints of all customers in natural order, as 32-bit numbers, a thousand a row. Made of customers, and made
    -- again where it is missing or wrong: stored-order.ts.
    CREATE TABLE natural_order (
      first_position INTEGER PRIMARY KEY,
      row_ids        BLOB NOT NULL,
      fingerprints   BLOB NOT NULL,
      checksum       INTEGER NOT NULL
    ) STRICT;

    -- The list that is in customers: one row, or none before the first refresh. Times are epoch milliseconds.
    CREATE TABLE snapshot (
      only_row     INTEGER PRIMARY KEY CHECK (only_row = 1),
      refreshed_at INTEGER NOT NULL,
      body_hash    TEXT NOT NULL,
      customers    INTEGER NOT NULL,
      received     INTEGER NOT NULL,
      collapsed    INTEGER NOT NULL,
      set_aside    INTEGER NOT NULL,
      licenses     TEXT NOT NULL
    ) STRICT;

    -- Whose list it is: one row, or none before somebody has opened it. The way to sign in is JSON, without a secret.
    CREATE TABLE owner (
      only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
      name     TEXT NOT NULL,
      base_url TEXT NOT NULL,
      sign_in  TEXT NOT NULL
    ) STRICT;

    -- The first of the rows that were set aside; snapshot has how many there were.
    CREATE TABLE set_aside (
      position INTEGER NOT NULL,
      reason   TEXT NOT NULL
    ) STRICT;

    CREATE TABLE refreshes (
      number     INTEGER PRIMARY KEY,
      started_at INTEGER NOT NULL,
      ended_at   INTEGER NOT NULL,
      outcome    TEXT NOT NULL CHECK (outcome IN ('replaced', 'unchanged', 'held', 'failed')),
      received   INTEGER,
      failure    TEXT,
      -- Customers by license, the most frequent ones, where the refresh brought a list.
      licenses   TEXT,
      -- How many customers it changed, by kind; null where it changed none.
      changes    TEXT,
      -- 1: a person chose to replace the list by one that was held.
      decided    INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    -- What a refresh changed, by customer (customer.ts says what the key is); values as they were before and after.
    CREATE TABLE changes (
      refresh      INTEGER NOT NULL REFERENCES refreshes (number),
      kind         TEXT NOT NULL CHECK (kind IN ('added', 'removed', 'renamed', 'license', 'applied')),
      customer_key TEXT NOT NULL,
      name         TEXT NOT NULL,
      before       TEXT,
      after        TEXT,
      -- The key before, where this change gave another one.
      former_key   TEXT,
      PRIMARY KEY (refresh, kind, customer_key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX changes_by_customer ON changes (customer_key);
    CREATE INDEX changes_by_former_key ON changes (former_key) WHERE former_key IS NOT NULL;

    -- A list that would take away suspiciously much, waiting for the person's decision: one row or none.
    CREATE TABLE held_list (
      only_row   INTEGER PRIMARY KEY CHECK (only_row = 1),
      started_at INTEGER NOT NULL,
      ended_at   INTEGER NOT NULL,
      body_hash  TEXT NOT NULL,
      reason     TEXT NOT NULL,
      cached     INTEGER NOT NULL,
      remaining  INTEGER NOT NULL,
      leaving    TEXT NOT NULL,
      licenses   TEXT NOT NULL,
      list       TEXT NOT NULL
    ) STRICT;
  `);
}

/**
 * Brings a database to the newest schema, each step in a transaction of its own.
 * Throws `cache-from-newer-version` when a newer Fieldbook wrote it, and changes nothing then.
 */
export function migrate(database: Database): void {
  if (versionOf(database) > migrations.length) {
    fail('cache-from-newer-version', `Schema ${versionOf(database)}; this Fieldbook knows ${migrations.length}.`);
  }
  for (const [index, step] of migrations.entries()) {
    if (index < versionOf(database)) continue;
    database
      .transaction(() => {
        // Looked at again under the lock: another connection may have taken this step meanwhile.
        if (index < versionOf(database)) return;
        step(database);
        database.pragma(`user_version = ${index + 1}`);
      })
      .immediate();
  }
}

function versionOf(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}
