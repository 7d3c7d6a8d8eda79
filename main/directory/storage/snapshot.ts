import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import type { Snapshot } from '../../../preload/contract/directory.ts';

/** Customers by license number, as they are stored. */
export const LicenseTotals = v.pipe(v.string(), v.parseJson(), v.array(v.tuple([v.number(), v.number()])));

const SnapshotRow = v.object({
  refreshed_at: v.number(),
  body_hash: v.string(),
  customers: v.number(),
  received: v.number(),
  collapsed: v.number(),
  set_aside: v.number(),
  licenses: LicenseTotals,
});
const SetAsideRow = v.object({ position: v.number(), reason: v.string() });
function snapshotRow(database: Database): v.InferOutput<typeof SnapshotRow> | null {
  const row = database.prepare('SELECT * FROM snapshot').get();
  return row === undefined ? null : v.parse(SnapshotRow, row);
}

/** The cached list's record; null before the first refresh. */
export function readSnapshot(database: Database): Snapshot | null {
  const row = snapshotRow(database);
  if (!row) return null;
  const listed = database.prepare('SELECT * FROM set_aside ORDER BY position').all();
  return {
    refreshedAt: row.refreshed_at,
    customers: row.customers,
    received: row.received,
    collapsed: row.collapsed,
    setAside: { count: row.set_aside, listed: v.parse(v.array(SetAsideRow), listed) },
  };
}

/** Customers by license number in the cached list, without counting them again. */
export function readLicenseTotals(database: Database): Map<number, number> {
  return new Map(snapshotRow(database)?.licenses);
}

/** The SHA-256 of the body that made the cached list; null before the first refresh. */
export function readBodyHash(database: Database): string | null {
  return snapshotRow(database)?.body_hash ?? null;
}
