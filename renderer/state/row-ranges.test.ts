import { fc } from '../../test/support/properties.ts';
import { expect, test } from 'vitest';
import { containsRow, countRows, rangeBetween, toggleRow } from './row-ranges.ts';

test('toggling rows keeps the same rows as a set would, as few ranges as can be', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 12 })), (toggled) => {
      const rows = new Set<number>();
      let ranges = [rangeBetween(3, 1)].slice(1);
      for (const row of toggled) {
        if (!rows.delete(row)) rows.add(row);
        ranges = toggleRow(ranges, row);
      }
      expect(countRows(ranges)).toBe(rows.size);
      for (let row = 0; row <= 12; row++) expect(containsRow(ranges, row)).toBe(rows.has(row));
      const gaps = ranges.slice(1).map(({ first }, at) => first - (ranges[at]?.last ?? 0));
      expect(gaps.every((gap) => gap > 1)).toBe(true);
    }),
  );
});

test('a range runs from the smaller to the larger row', () => {
  expect(rangeBetween(7, 2)).toEqual({ first: 2, last: 7 });
  expect(rangeBetween(2, 7)).toEqual({ first: 2, last: 7 });
});
