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
import { isLicenseOf, isServiceOf, licenseNumber } from '../customers/licenses.ts';
import { readLastNumber } from '../storage/refresh-log.ts';
import { foldTerm } from './any-term.ts';
import { parseQuery } from './query-language.ts';
import { alternativesOf, type FixedFilter, fixFilters } from './term-filters.ts';

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
  const { after, since, kind, offset, limit } = query;
  const latest = readLastNumber(database) ?? 0;
  const tests = testsOf(database, query, now);
  if (tests.length > 0) {
    const found = matching(database, query, tests);
    return { changes: found.slice(offset, offset + limit).map(loggedChange), total: found.length, latest };
  }
  const rows = database
    .prepare(`SELECT ${columns} ${wanted} ${order} LIMIT ? OFFSET ?`)
    .all(after, since, kind, limit, offset);
  const total = v.parse(v.number(), database.prepare(`SELECT count(*) ${wanted}`).pluck().get(after, since, kind));
  return { changes: v.parse(v.array(ChangeRow), rows).map(loggedChange), total, latest };
}

function matching(database: Database, { kind, after, since }: ChangeQuery, tests: readonly ChangeTest[]): ChangeRow[] {
  const rows = database.prepare(`SELECT ${columns} ${wanted} ${order}`).iterate(after, since, kind);
  const found: ChangeRow[] = [];
  for (const row of rows) {
    const change = v.parse(ChangeRow, row);
    const text = fold([change.name, change.before, change.after, idOf(change)].join('\n'));
    if (tests.every((test) => test(change, text))) found.push(change);
  }
  return found;
}

/** @param text all of the change, folded */
type ChangeTest = (change: ChangeRow, text: string) => boolean;

/** All of what is asked must hold. */
function testsOf(database: Database, { text: typed, anyOf }: ChangeQuery, now: number): ChangeTest[] {
  const { texts, filters } = parseQuery(typed, now);
  const tests = texts.map(
    (word): ChangeTest =>
      (_, text) =>
        text.includes(word),
  );
  const terms = anyOf.map(foldTerm).filter(Boolean);
  if (anyOf.length > 0) tests.push((_, text) => terms.some((term) => text.includes(term)));
  for (const alternatives of alternativesOf(fixFilters(database, filters))) {
    const isWanted = !alternatives.some(({ excluded }) => excluded);
    tests.push((change, text) => alternatives.some((filter) => holds(filter, change, text)) === isWanted);
  }
  return tests;
}

/** Whether a filter, were it not excluded, holds for a change. */
function holds(filter: FixedFilter, change: ChangeRow, text: string): boolean {
  switch (filter.on) {
    case 'anywhere':
      return text.includes(filter.text);
    case 'name':
      return fold([change.name, ...(isOfLicense(change) ? [] : [change.before, change.after])].join('\n')).includes(
        filter.text,
      );
    case 'id':
      return fold(idOf(change) ?? '').includes(filter.text);
    case 'license':
      return licensesOf(change).some((license) => isLicenseOf(license, filter.text));
    case 'service':
      return licensesOf(change).some((license) => isServiceOf(license, filter.text));
    case 'lead':
      return (idOf(change) === null) === filter.isLead;
    case 'removed':
      return change.kind === 'removed' && (filter.text === null || text.includes(filter.text));
    case 'changed':
      return filter.first !== null && change.refresh >= filter.first;
  }
}

function isOfLicense({ kind }: ChangeRow): boolean {
  return kind === 'license' || kind === 'applied';
}

/** The license before and after; none where names have changed. */
function licensesOf(change: ChangeRow): number[] {
  const names = isOfLicense(change) ? [change.before, change.after] : [];
  return names.flatMap((name) => licenseNumber(name ?? '') ?? []);
}

function loggedChange(row: ChangeRow): LoggedChange {
  return { ...row, id: idOf(row) };
}

function idOf({ key }: ChangeRow): string | null {
  return parseKey(key)?.id ?? null;
}
