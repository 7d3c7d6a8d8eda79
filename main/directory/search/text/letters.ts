/**
 * The bit that stands for a folded code unit: a to z have one each, all digits share one, and others share what is left. A
 * text that lacks a bit of a word's does not have the word in it.
 */
export function letterOf(unit: number): number {
  if (unit >= 97 && unit <= 122) return 1 << (unit - 97);
  return unit >= 48 && unit <= 57 ? 1 << 26 : 1 << (27 + (unit % 5));
}

/** The letters of a folded word, as a mask: one bit for each letter, or group of letters, that occurs. */
export function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= letterOf(word.charCodeAt(at));
  return letters;
}

/** Whether `lettersOf` says all of a word: a text with its bit has it. */
export function isSingleLetter(word: string): boolean {
  return /^[a-z]$/.test(word);
}
