import type { IndexColumns } from './index-columns.ts';
import { licenseIndexOf, type LicenseIndex, type SearchIndex } from './search-index.ts';
import { type TextColumn, textOf } from './text/text-column.ts';
import type { TextIndex } from './text/text-index.ts';

/** What a new list is made of: customers of the one before who stay as they are, and fresh ones. */
export interface ListMerge {
  /** By position in the new list: a position in the one before, or the complement (`~`) of one among the fresh. */
  origins: Int32Array;
  fresh: IndexColumns;
  /** By position in the new list. */
  rowIds: Int32Array;
}

/** The index of a new list, made of the one before: only who is fresh was folded. */
export function mergeIndex(before: SearchIndex, { origins, fresh, rowIds }: ListMerge): SearchIndex {
  return {
    names: mergeTexts(before.names, fresh.names, origins),
    ids: mergeTexts(before.ids, fresh.ids, origins),
    licenses: mergeLicenses(before.licenses, fresh.licenses, origins),
    rowIds,
  };
}

function mergeTexts(before: TextIndex, fresh: TextColumn, origins: Int32Array): TextIndex {
  const freshText = textOf(fresh);
  const parts: string[] = [];
  const starts = new Uint32Array(origins.length + 1);
  const letters = new Int32Array(origins.length);
  let end = 0;
  for (let position = 0; position < origins.length;) {
    const origin = origins[position] ?? 0;
    const isFresh = origin < 0;
    const from = isFresh ? fresh : before;
    const first = isFresh ? ~origin : origin;
    const count = runLength(origins, position, isFresh ? -1 : 1);
    const start = from.starts[first] ?? 0;
    for (let i = 0; i < count; i++) {
      starts[position + i] = end + (from.starts[first + i] ?? 0) - start;
      letters[position + i] = from.letters[first + i] ?? 0;
    }
    const stop = from.starts[first + count] ?? 0;
    parts.push((isFresh ? freshText : before.text).slice(start, stop));
    end += stop - start;
    position += count;
  }
  starts[origins.length] = end;
  return { text: parts.join(''), starts, letters };
}

/** How many customers follow each other from a position on as they did before. */
function runLength(origins: Int32Array, position: number, step: 1 | -1): number {
  let end = position + 1;
  while (end < origins.length && origins[end] === (origins[end - 1] ?? 0) + step) end++;
  return end - position;
}

function mergeLicenses({ numbers, indexes }: LicenseIndex, fresh: Float64Array, origins: Int32Array): LicenseIndex {
  return licenseIndexOf(
    Float64Array.from(origins, (origin) => (origin < 0 ? fresh[~origin] : numbers[indexes[origin] ?? 0]) ?? 0),
  );
}
