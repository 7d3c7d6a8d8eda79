import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import { isLicenseOf, isServiceOf } from '../customers/licenses.ts';
import type { Filter } from './query-language.ts';
import { keepRanks, type RankTest } from './ranks.ts';
import { type LicenseIndex, ranksWithText, type SearchIndex } from './search-index.ts';

/** A filter that means the same whenever it is asked: `changed:` by the number of the first refresh that counts. */
export type FixedFilter =
  Exclude<Filter, { on: 'changed' }> | { on: 'changed'; excluded: boolean; first: number | null };

/** What the filters of a search text mean now, each once. */
export function fixFilters(database: Database, filters: readonly Filter[]): FixedFilter[] {
  const fixed = filters.map((filter): FixedFilter =>
    filter.on === 'changed'
      ? { on: 'changed', excluded: filter.excluded, first: firstRefresh(database, filter.since) }
      : filter,
  );
  return [...new Map(fixed.map((filter) => [JSON.stringify(filter), filter])).values()];
}

function firstRefresh(database: Database, since: number | 'last'): number | null {
  const number =
    since === 'last'
      ? database.prepare('SELECT max(number) FROM refreshes WHERE changes IS NOT NULL').pluck().get()
      : database.prepare('SELECT min(number) FROM refreshes WHERE ended_at >= ?').pluck().get(since);
  return v.parse(v.nullable(v.number()), number);
}

/**
 * Those of some ranks, ascending, that the filters of a search text leave.
 * @param changedIn gives, by rank, the refresh that added or changed a customer, as `readColumn` does
 */
export function keepFiltered(
  index: SearchIndex,
  changedIn: () => Float64Array,
  ranks: Uint32Array,
  filters: readonly FixedFilter[],
): Uint32Array {
  let kept = ranks;
  const groups = Map.groupBy(filters, (filter) => (isAlternative(filter) ? filter.on : filter));
  for (const alternatives of groups.values()) {
    const tests = alternatives.map((filter) => testOf(index, changedIn, kept, filter));
    const wanted = !alternatives.some(({ excluded }) => excluded);
    kept = keepRanks(kept, (rank) => tests.some((test) => test(rank)) === wanted);
  }
  return kept;
}

/** A customer has one license: two that are asked for mean either. */
function isAlternative({ on, excluded }: FixedFilter): boolean {
  return !excluded && (on === 'license' || on === 'service' || on === 'lead' || on === 'changed');
}

/** @param among the ranks that it is asked for */
function testOf(index: SearchIndex, changedIn: () => Float64Array, among: Uint32Array, filter: FixedFilter): RankTest {
  switch (filter.on) {
    case 'anywhere':
    case 'name':
    case 'id': {
      const found = new Set(ranksWithText(index, filter.on, filter.text, among));
      return (rank) => found.has(rank);
    }
    case 'license':
      return licenseTest(index.licenses, (license) => isLicenseOf(license, filter.text));
    case 'service':
      return licenseTest(index.licenses, (license) => isServiceOf(license, filter.text));
    case 'lead':
      return leadTest(index, filter.isLead);
    case 'changed':
      return changedTest(changedIn(), filter.first);
  }
}

/** Tells who was added or changed by the refresh with this number or a later one; null: by none. */
export function changedTest(changedIn: Float64Array, first: number | null): RankTest {
  return first === null ? () => false : (rank) => (changedIn[rank] ?? 0) >= first;
}

function licenseTest({ numbers, places }: LicenseIndex, isWanted: (license: number) => boolean): RankTest {
  const wanted = numbers.map(isWanted);
  return (rank) => wanted[places[rank] ?? 0] === true;
}

function leadTest({ ids: { starts } }: SearchIndex, isLead: boolean): RankTest {
  return (rank) => (starts[rank + 1] === starts[rank]) === isLead;
}
