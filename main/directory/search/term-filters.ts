import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import { changeTest } from '../storage/changes.ts';
import { isLicenseOf, isServiceOf } from '../customers/licenses.ts';
import type { Filter } from './query-language.ts';
import { keepRanks, type RankTest } from './ranks.ts';
import { type LicenseIndex, ranksWithText, type SearchIndex } from './search-index.ts';

/** Those of some ranks, ascending, that the filters of a search text leave. */
export function keepFiltered(
  database: Database,
  index: SearchIndex,
  ranks: Uint32Array,
  filters: readonly Filter[],
): Uint32Array {
  let kept = ranks;
  const groups = Map.groupBy(filters, (filter) => (isAlternative(filter) ? filter.on : filter));
  for (const alternatives of groups.values()) {
    const tests = alternatives.map((filter) => testOf(database, index, kept, filter));
    const wanted = !alternatives.some(({ excluded }) => excluded);
    kept = keepRanks(kept, (rank) => tests.some((test) => test(rank)) === wanted);
  }
  return kept;
}

/** A customer has one license: two that are asked for mean either. */
function isAlternative({ on, excluded }: Filter): boolean {
  return !excluded && (on === 'license' || on === 'service' || on === 'lead' || on === 'changed');
}

/** @param among the ranks that it is asked for */
function testOf(database: Database, index: SearchIndex, among: Uint32Array, filter: Filter): RankTest {
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
      return changedSinceTest(database, filter.since);
  }
}

function licenseTest({ numbers, places }: LicenseIndex, isWanted: (license: number) => boolean): RankTest {
  const wanted = numbers.map(isWanted);
  return (rank) => wanted[places[rank] ?? 0] === true;
}

function leadTest({ ids: { starts } }: SearchIndex, isLead: boolean): RankTest {
  // A line break ends each ID, also one that is not there.
  return (rank) => ((starts[rank + 1] ?? 0) - (starts[rank] ?? 0) === 1) === isLead;
}

function changedSinceTest(database: Database, since: number | 'last'): RankTest {
  const first =
    since === 'last'
      ? database.prepare('SELECT max(refresh) FROM changes').pluck().get()
      : database.prepare('SELECT min(number) FROM refreshes WHERE ended_at >= ?').pluck().get(since);
  const refresh = v.parse(v.nullable(v.number()), first);
  return refresh === null ? () => false : changeTest(database, refresh, Infinity);
}
