import { fc } from '../../../../test/support/properties.ts';
import { expect, test } from 'vitest';
import { fold } from '../../customers/fold.ts';
import { addLine, draftColumn, endText, finishColumn, type TextColumn, textOf } from './text-column.ts';

function columnOf(texts: readonly string[][]): TextColumn {
  const draft = draftColumn(texts.length);
  for (const lines of texts) {
    for (const line of lines) addLine(draft, line);
    endText(draft);
  }
  return finishColumn(draft);
}

test('a column holds what fold makes of each line', () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('Straße', 'ÆØ', 'ﷺ'),
  );
  fc.assert(
    fc.property(fc.array(fc.array(line)), (texts) => {
      const column = columnOf(texts);
      expect(textOf(column)).toBe(
        texts
          .flat()
          .map((each) => `${fold(each)}\n`)
          .join(''),
      );
      expect(column.starts.at(-1)).toBe(column.units.length);
    }),
    { numRuns: 1_000 },
  );
});

test('every code unit folds in a column as it does alone', () => {
  const units = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit));
  expect(textOf(columnOf(units.map((unit) => [`a${unit}b`])))).toBe(
    units.map((unit) => `${fold(`a${unit}b`)}\n`).join(''),
  );
});
