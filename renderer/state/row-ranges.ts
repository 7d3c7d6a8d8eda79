import type { RowRange } from '../../preload/contract/export.ts';

// Selected rows as ranges, ascending and without overlaps: all of a million rows are one range.

/** Whether a row is in one of these ranges. */
export function containsRow(ranges: readonly RowRange[], row: number): boolean {
  return ranges.some(({ first, last }) => first <= row && row <= last);
}

/** How many rows these ranges have; they do not overlap. */
export function countRows(ranges: readonly RowRange[]): number {
  return ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

/** All rows between two, given in either order. */
export function rangeBetween(one: number, other: number): RowRange {
  return { first: Math.min(one, other), last: Math.max(one, other) };
}

/** Adds a row or, if it is there, removes it. */
export function toggleRow(ranges: readonly RowRange[], row: number): RowRange[] {
  if (!containsRow(ranges, row)) return joined([...ranges, { first: row, last: row }]);
  return ranges
    .flatMap(({ first, last }) =>
      first <= row && row <= last
        ? [
            { first, last: row - 1 },
            { first: row + 1, last },
          ]
        : [{ first, last }],
    )
    .filter(({ first, last }) => first <= last);
}

/** Sorts ranges that do not overlap, and joins those that touch. */
export function joined(ranges: readonly RowRange[]): RowRange[] {
  const result: RowRange[] = [];
  for (const { first, last } of ranges.toSorted((a, b) => a.first - b.first)) {
    const before = result.at(-1);
    if (before?.last === first - 1) before.last = last;
    else result.push({ first, last });
  }
  return result;
}
