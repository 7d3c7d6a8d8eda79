import { fc } from '../../../test/support/properties.ts';
import { expect, test } from 'vitest';
import { fold, foldedWords } from '../customers/fold.ts';
import { matchRanges } from './highlight.ts';

function marked(text: string, query: string): string[] {
  return matchRanges(text, foldedWords(query)).map(([start, end]) => text.slice(start, end));
}

test.each([
  ['TobiService', 'tobi', ['Tobi']],
  ['Łódź Straße', 'strasse', ['Straße']],
  ['Łódź Straße', 'ss', ['ß']],
  ['banana', 'ana', ['ana']],
  ['BB84', 'b bb8', ['BB8']],
  ['Zu\u0308rich', 'zur', ['Zu\u0308r']],
  ['ac\0me', 'acme', ['ac\0me']],
  ['Nothing', 'here', []],
  ['Anything', '', []],
])('in %s, “%s” marks %j', (text, query, pieces) => {
  expect(marked(text, query)).toEqual(pieces);
});

test('marks are within the text, in order, apart, and hold the word they are for', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }),
      (text, query) => {
        const words = foldedWords(query);
        const ranges = matchRanges(text, words);
        let at = 0;
        for (const [start, end] of ranges) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          at = end;
          expect(words.some((word) => fold(text.slice(start, end)).includes(word))).toBe(true);
        }
        expect(at).toBeLessThanOrEqual(text.length);
      },
    ),
  );
});
