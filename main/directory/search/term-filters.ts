import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import { isLicenseOf, isServiceOf } from '../customers/licenses.ts';
import type { Filter } from './query-language.ts';
import { keepPositions, type PositionTest } from './positions.ts';
import { type LicenseIndex, positionsWithText, type SearchIndex } from './search-index.ts';

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
 * Those of some positions, ascending, that the filters of a search text leave.
 * @param changedIn gives, by position, the refresh that added or changed a customer, as `readColumn` does
 */
export function keepFiltered(
  index: SearchIndex,
  changedIn: () => Float64Array,
  positions: Uint32Array,
  filters: readonly FixedFilter[],
): Uint32Array {
  let kept = positions;
  for (const alternatives of alternativesOf(filters)) {
    const tests = alternatives.map((filter) => testOf(index, changedIn, kept, filter));
    const wanted = !alternatives.some(({ excluded }) => excluded);
    kept = keepPositions(kept, (position) => tests.some((test) => test(position)) === wanted);
  }
  return kept;
}

/** The filters that must all hold; of those that stand together, one. */
export function alternativesOf(filters: readonly FixedFilter[]): Iterable<readonly FixedFilter[]> {
  return Map.groupBy(filters, (filter) => (isAlternative(filter) ? filter.on : filter)).values();
}

/** A customer has one license: two that are asked for mean either. */
function isAlternative({ on, excluded }: FixedFilter): boolean {
  return !excluded && (on === 'license' || on === 'service' || on === 'lead' || on === 'changed');
}

/** @param among the positions that it is asked for */
function testOf(
  index: SearchIndex,
  changedIn: () => Float64Array,
  among: Uint32Array,
  filter: FixedFilter,
): PositionTest {
  switch (filter.on) {
    case 'anywhere':
    case 'name':
    case 'id': {
      const found = new Set(positionsWithText(index, filter.on, filter.text, among));
      return (position) => found.has(position);
    }
    case 'license':
      return licenseTest(index.licenses, (license) => isLicenseOf(license, filter.text));
    case 'service':
      return licenseTest(index.licenses, (license) => isServiceOf(license, filter.text));
    case 'lead':
      return leadTest(index, filter.isLead);
    case 'removed':
      return () => false;
    case 'changed':
      return changedTest(changedIn(), filter.first);
  }
}

/** Tells who was added or changed by the refresh with this number or a later one; null: by none. */
export function changedTest(changedIn: Float64Array, first: number | null): PositionTest {
  return first === null ? () => false : (position) => (changedIn[position] ?? 0) >= first;
}

function licenseTest({ numbers, indexes }: LicenseIndex, isWanted: (license: number) => boolean): PositionTest {
  const wanted = numbers.map(isWanted);
  return (position) => wanted[indexes[position] ?? 0] === true;
}

function leadTest({ ids: { starts } }: SearchIndex, isLead: boolean): PositionTest {
  return (position) => (starts[position + 1] === starts[position]) === isLead;
}
