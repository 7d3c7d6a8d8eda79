import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import {
  changeKinds,
  type ChangePage,
  type ChangeQuery,
  type LoggedChange,
} from '../../../preload/contract/changes.ts';
import { parseKey } from '../customers/customer.ts';
import { fold } from '../customers/fold.ts';
import { readLastNumber } from '../storage/refresh-log.ts';
import { parseQuery } from './query-language.ts';

const ChangeRow = v.object({
  refresh: v.number(),
  at: v.number(),
  kind: v.picklist(changeKinds),
  key: v.string(),
  name: v.string(),
  before: v.nullable(v.string()),
  after: v.nullable(v.string()),
});
type ChangeRow = v.InferOutput<typeof ChangeRow>;

const wanted =
  'FROM changes JOIN refreshes ON refresh = number WHERE refresh > ? AND ended_at >= ? AND ifnull(? = kind, true)';
const columns = 'refresh, ended_at AS at, kind, customer_key AS key, name, before, after';
const order = 'ORDER BY refresh DESC, kind, name, customer_key';

/**
 * The changes on record that are asked for.
 * @param now in epoch milliseconds
 */
export function searchChanges(database: Database, query: ChangeQuery, now: number): ChangePage {
  const { after, since, offset, limit } = query;
  const latest = readLastNumber(database) ?? 0;
  const { texts, filters } = parseQuery(query.text, now);
  const removed = filters.flatMap((filter) => (filter.on === 'removed' && !filter.excluded ? [filter.text] : []));
  const kind = removed.length > 0 ? 'removed' : query.kind;
  const words = [...texts, ...removed.filter((word) => word !== null)];
  if (words.length > 0) {
    const found = matching(database, { ...query, kind }, words);
    return { changes: found.slice(offset, offset + limit).map(loggedChange), total: found.length, latest };
  }
  const rows = database
    .prepare(`SELECT ${columns} ${wanted} ${order} LIMIT ? OFFSET ?`)
    .all(after, since, kind, limit, offset);
  const total = v.parse(v.number(), database.prepare(`SELECT count(*) ${wanted}`).pluck().get(after, since, kind));
  return { changes: v.parse(v.array(ChangeRow), rows).map(loggedChange), total, latest };
}

function matching(database: Database, { kind, after, since }: ChangeQuery, texts: readonly string[]): ChangeRow[] {
  const rows = database.prepare(`SELECT ${columns} ${wanted} ${order}`).iterate(after, since, kind);
  const found: ChangeRow[] = [];
  for (const row of rows) {
    const change = v.parse(ChangeRow, row);
    const folded = fold([change.name, change.before, change.after, idOf(change)].join('\n'));
    if (texts.every((word) => folded.includes(word))) found.push(change);
  }
  return found;
}

function loggedChange(row: ChangeRow): LoggedChange {
  return { ...row, id: idOf(row) };
}

function idOf({ key }: ChangeRow): string | null {
  return parseKey(key)?.id ?? null;
}
