import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import type { ChangeCounts, ChangeKind, CustomerHistory } from '../../../preload/bridge.ts';
import type { Comparison } from '../intake/comparison.ts';
import { type Customer, customerKey } from '../customers/customer.ts';
import { licenseOf } from '../customers/licenses.ts';
import type { RankTest } from '../search/ranks.ts';

/** Writes into the log what a refresh changes. */
export function recordChanges(
  database: Database,
  refresh: number,
  { added, removed, altered }: Pick<Comparison, 'added' | 'removed' | 'altered'>,
): void {
  // A lead that is new may stand in the list twice.
  const insert = database.prepare('INSERT OR IGNORE INTO changes VALUES (?, ?, ?, ?, ?)');
  for (const customer of added) insert.run(refresh, customerKey(customer), 'added', null, nameOf(customer));
  for (const customer of removed) insert.run(refresh, customerKey(customer), 'removed', nameOf(customer), null);
  for (const { before, after } of altered) {
    const key = customerKey(after);
    if (nameOf(before) !== nameOf(after)) insert.run(refresh, key, 'renamed', nameOf(before), nameOf(after));
    if (before.license !== after.license) {
      insert.run(refresh, key, 'license', licenseOf(before.license).name, licenseOf(after.license).name);
    }
  }
}

function nameOf({ shortName, fullName }: Customer): string {
  return shortName === fullName ? shortName : `${shortName} (${fullName})`;
}

const CountRow = v.object({ refresh: v.number(), kind: v.string(), customers: v.number() });

/** How many customers each refresh from number `first` on has changed; refreshes that changed none are left out. */
export function countChanges(database: Database, first: number): Map<number, ChangeCounts> {
  const rows = database
    .prepare('SELECT refresh, kind, count(*) AS customers FROM changes WHERE refresh >= ? GROUP BY refresh, kind')
    .all(first);
  const counts = new Map<number, ChangeCounts>();
  for (const { refresh, kind, customers } of v.parse(v.array(CountRow), rows)) {
    const others = counts.get(refresh) ?? { added: 0, removed: 0, renamed: 0, license: 0 };
    counts.set(refresh, { ...others, [kind]: customers });
  }
  return counts;
}

const ChangeRow = v.object({
  at: v.number(),
  kind: v.custom<ChangeKind>((kind) => typeof kind === 'string'),
  before: v.nullable(v.string()),
  after: v.nullable(v.string()),
});

/** What is on record of a customer: first seen, and at most a hundred changes, newest first. */
export function readHistory(database: Database, key: string): CustomerHistory {
  const rows = database
    .prepare(
      `SELECT ended_at AS at, kind, before, after FROM changes JOIN refreshes ON refresh = number
       WHERE customer_key = ? ORDER BY number DESC LIMIT 100`,
    )
    .all(key);
  return { firstSeen: readFirstSeen(database, key), changes: v.parse(v.array(ChangeRow), rows) };
}

/** Whoever's oldest change is not that it was added was in the list before anything about it was on record. */
function readFirstSeen(database: Database, key: string): CustomerHistory['firstSeen'] {
  const oldestChange = database
    .prepare(
      `SELECT ended_at AS at, kind, before, after FROM changes JOIN refreshes ON refresh = number
       WHERE customer_key = ? ORDER BY number, kind LIMIT 1`,
    )
    .get(key);
  const oldest = v.parse(v.optional(ChangeRow), oldestChange);
  if (oldest?.kind === 'added') return { at: oldest.at, oldestList: false };
  const oldestList = database
    .prepare("SELECT min(ended_at) FROM refreshes WHERE outcome IN ('replaced', 'unchanged')")
    .pluck();
  const at = v.parse(v.nullable(v.number()), oldestList.get());
  return at === null ? null : { at, oldestList: true };
}

/** What a refresh took away, by name; at most a hundred. */
export function readRemoved(database: Database, refresh: number): string[] {
  const names = database
    .prepare("SELECT before FROM changes WHERE refresh = ? AND kind = 'removed' ORDER BY before LIMIT 100")
    .pluck()
    .all(refresh);
  return v.parse(v.array(v.string()), names);
}

/** Gives what tells which customers the refreshes from `first` to `last`, by number, added or changed. */
export function changeTest(database: Database, first: number, last = first): RankTest {
  const logged = database
    .prepare('SELECT customer_key FROM changes WHERE refresh BETWEEN ? AND ?')
    .pluck()
    .all(first, last);
  const keys = new Set(v.parse(v.array(v.string()), logged));
  // Typed, not parsed: the table is STRICT, and this runs over a million rows.
  const rows = database
    .prepare<[], Pick<Customer, 'id' | 'shortName'>>('SELECT id, short_name AS shortName FROM customers ORDER BY rank')
    .iterate();
  const changed = new Set<number>();
  let rank = 0;
  for (const row of rows) {
    if (keys.has(customerKey(row))) changed.add(rank);
    rank++;
  }
  return (each) => changed.has(each);
}
