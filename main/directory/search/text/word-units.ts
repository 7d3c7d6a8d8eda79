import { letterOf } from './letters.ts';
import type { TextIndex } from './text-index.ts';

/** Whether a code unit of a folded text is part of a word; those beyond ASCII all are. */
export function isInWord(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || unit >= 128;
}

/** By position, what follows the beginning or a blank or mark in a folded text, as `lettersOf` gives them. */
export function initialsOf({ text, starts }: TextIndex): Int32Array {
  const initials = new Int32Array(starts.length - 1);
  let at = 0;
  for (let position = 0; position < initials.length; position++) {
    const end = starts[position + 1] ?? 0;
    let letters = 0;
    let isStart = true;
    for (; at < end; at++) {
      const unit = text.charCodeAt(at);
      if (isStart) letters |= letterOf(unit);
      isStart = !isInWord(unit);
    }
    initials[position] = letters;
  }
  return initials;
}

/** Where the words of a folded text begin, ascending. */
export function wordBegins(text: string): Uint32Array {
  // One unit at least lies between two words.
  const begins = new Uint32Array(Math.ceil(text.length / 2));
  let count = 0;
  let isStart = true;
  for (let at = 0; at < text.length; at++) {
    const inWord = isInWord(text.charCodeAt(at));
    if (inWord && isStart) begins[count++] = at;
    isStart = !inWord;
  }
  return begins.slice(0, count);
}
