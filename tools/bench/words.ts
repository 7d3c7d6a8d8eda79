import { fold } from '../../main/directory/customers/fold.ts';

/** Different words of six letters that names begin a word with, here and there in the list. Each finds somebody. */
export function wordsOf(names: readonly string[], count: number): string[] {
  const found = new Set<string>();
  for (let at = 0; found.size < count && at < names.length; at++) {
    const words = fold(names[(at * 7919) % names.length] ?? '').match(/(?<![a-z])[a-z]{6}/g) ?? [];
    const word = words[at % Math.max(1, words.length)];
    if (word) found.add(word);
  }
  return [...found];
}
