import { asTyped, isPlain } from '../../clean-text.ts';

/** Letters that Unicode does not decompose, and the Greek final sigma, which lower-casing makes depend on its neighbours. */
const unfoldable: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ς: 'σ',
};
const markedLetter = /([\p{Script=Latin}\p{Script=Greek}])\p{Mn}+/gu;
/** Joiners, and what chooses between two forms of a character: keyboards put one after an emoji, lists do not. */
const joiners = /\u200C|\u200D|[\uFE00-\uFE0F]/g;
const unfoldableLetter = new RegExp(`[${Object.keys(unfoldable).join('')}]`, 'g');

/**
 * Folds a text for search: `Łódź Straße` and `lodz strasse` become equal, and so do `Tobi’s` and `Tobi's`. Marks are taken off Latin and Greek letters only:
 * in Cyrillic, Japanese or Korean they make another letter, not an accent.
 */
export function fold(text: string): string {
  if (isPlain(text)) return text.toLowerCase();
  return asTyped(text)
    .replace(joiners, '')
    .normalize('NFKD')
    .replace(markedLetter, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replace(unfoldableLetter, (letter) => unfoldable[letter] ?? letter);
}

/** The folded words of what a person typed, without duplicates. */
export function foldedWords(text: string): string[] {
  return [...new Set(fold(text).split(/\s+/).filter(Boolean))];
}
