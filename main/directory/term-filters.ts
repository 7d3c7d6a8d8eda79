import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import { keepChanged } from './changes.ts';
import { isLicenseOf, isServiceOf } from './licenses.ts';
import type { Filter } from './query-language.ts';
import { markOccurrences, type SearchIndex } from './search-index.ts';

/** Sets `matching` to 0, by rank, for the customers that the filters of a search text leave out. */
export function keepFiltered(
  database: Database,
  index: SearchIndex,
  matching: Uint8Array,
  filters: readonly Filter[],
): void {
  const groups = Map.groupBy(filters, (filter) => (isAlternative(filter) ? filter.on : filter));
  for (const alternatives of groups.values()) {
    const found = new Uint8Array(matching.length);
    for (const filter of alternatives) mark(database, index, found, filter);
    const wanted = alternatives.some(({ excluded }) => excluded) ? 0 : 1;
    for (let rank = 0; rank < matching.length; rank++) if (found[rank] !== wanted) matching[rank] = 0;
  }
}

/** A customer has one license: two that are asked for mean either. */
function isAlternative({ on, excluded }: Filter): boolean {
  return !excluded && (on === 'license' || on === 'service' || on === 'lead' || on === 'changed');
}

function mark(database: Database, index: SearchIndex, found: Uint8Array, filter: Filter): void {
  switch (filter.on) {
    case 'anywhere':
      markOccurrences(found, filter.text, index.names, index.nameStarts);
      markOccurrences(found, filter.text, index.ids, index.idStarts);
      break;
    case 'name':
      markOccurrences(found, filter.text, index.names, index.nameStarts);
      break;
    case 'id':
      markOccurrences(found, filter.text, index.ids, index.idStarts);
      break;
    case 'license':
      markLicenses(index, found, (license) => isLicenseOf(license, filter.text));
      break;
    case 'service':
      markLicenses(index, found, (license) => isServiceOf(license, filter.text));
      break;
    case 'lead':
      markLeads(index, found, filter.isLead);
      break;
    case 'changed':
      markChanged(database, found, filter.since);
      break;
  }
}

function markLicenses(index: SearchIndex, found: Uint8Array, isWanted: (license: number) => boolean): void {
  const wanted = new Set([...new Set(index.licenses)].filter(isWanted));
  for (const [rank, license] of index.licenses.entries()) if (wanted.has(license)) found[rank] = 1;
}

function markLeads({ licenses, idStarts }: SearchIndex, found: Uint8Array, isLead: boolean): void {
  for (const rank of licenses.keys()) {
    // A line break ends each ID, also one that is not there.
    const isEmpty = (idStarts[rank + 1] ?? 0) - (idStarts[rank] ?? 0) === 1;
    if (isEmpty === isLead) found[rank] = 1;
  }
}

function markChanged(database: Database, found: Uint8Array, since: number | 'last'): void {
  const first =
    since === 'last'
      ? database.prepare('SELECT max(refresh) FROM changes').pluck().get()
      : database.prepare('SELECT min(number) FROM refreshes WHERE ended_at >= ?').pluck().get(since);
  const refresh = v.parse(v.nullable(v.number()), first);
  if (refresh === null) return;
  const changed = new Uint8Array(found.length).fill(1);
  keepChanged(database, changed, refresh, Infinity);
  for (const [rank, isChanged] of changed.entries()) if (isChanged === 1) found[rank] = 1;
}
