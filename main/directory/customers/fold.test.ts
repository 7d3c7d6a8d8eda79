import { describe, expect, test } from 'vitest';
import { fold, foldedWords } from './fold.ts';

describe('fold', () => {
  test.each([
    ['Straße', 'strasse'],
    ['ŁÓDŹ', 'lodz'],
    ['Ørsted', 'orsted'],
    ['IĞDIR ılık', 'igdir ilik'],
    ['İzmir', 'izmir'],
    ['Æther Œuvre', 'aether oeuvre'],
    ['ＦＵＬＬ', 'full'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['❤\uFE0F Oʻahu', "❤ o'ahu"],
  ])('%s is found as %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test('letters of other scripts stay letters of their own', () => {
    expect(fold('Йод')).not.toBe(fold('Иод'));
    expect(fold('が')).not.toBe(fold('か'));
    expect(fold('한국')).toBe('한국');
    expect(fold('北京')).toBe('北京');
  });

  test('a composed and a decomposed text are the same', () => {
    expect(fold('Zürich'.normalize('NFD'))).toBe(fold('Zürich'.normalize('NFC')));
  });
});

test('foldedWords splits at any blank and knows each word once', () => {
  expect(foldedWords('  Łódź\tlodz\u00a0B ')).toEqual(['lodz', 'b']);
  expect(foldedWords('   ')).toEqual([]);
});

test.each([
  ['Tobi’s', "tobi's"],
  ['A\u2011B\u00A0C', 'a-b c'],
  ['in\u00ADvisible\u200B\u202E', 'invisible'],
  ['می\u200Cخواهم', 'میخواهم'],
  ['a\0b', 'ab'],
  ['\x7F', ''],
])('%j folds to %j, however it is typed', (text, folded) => {
  expect(fold(text)).toBe(folded);
});
