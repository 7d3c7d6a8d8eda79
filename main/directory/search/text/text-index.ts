import { isSingleLetter, lettersOf } from './letters.ts';
import { keepPositions } from '../positions.ts';
import { type TextColumn, textOf } from './text-column.ts';

/** Folded texts by position, to be looked through. */
export interface TextIndex {
  /** All texts, one after the other: one string takes a third of the memory of one each. */
  text: string;
  /** Where each text begins, and after the last one, where it ends. */
  starts: Uint32Array;
  /** Which letters each text has: most texts that a word is not in need not be looked at. */
  letters: Int32Array;
}

/** Makes a column of folded texts searchable. */
export function textIndexOf(column: TextColumn): TextIndex {
  return { text: textOf(column), starts: column.starts, letters: column.letters };
}

/** `indexOf` runs through sixteen texts in the time that it takes to cut one out. */
const worthCutting = 1 / 16;

/** Those of some positions, ascending, in whose text a folded word occurs. */
export function positionsWith(word: string, index: TextIndex, among: Uint32Array): Uint32Array {
  const { letters } = index;
  const wanted = lettersOf(word);
  const candidates = keepPositions(among, (position) => ((letters[position] ?? 0) & wanted) === wanted);
  if (isSingleLetter(word)) return candidates;
  if (candidates.length > letters.length * worthCutting) return keepOccurrences(candidates, word, index);
  return keepPositions(candidates, (position) => textAt(index, position).includes(word));
}

/** Goes from each candidate to the next text that has the word. */
function keepOccurrences(candidates: Uint32Array, word: string, { text, starts }: TextIndex): Uint32Array {
  let at = 0;
  let found = -1;
  return keepPositions(candidates, (position) => {
    if (at >= 0 && found < position) {
      at = text.indexOf(word, starts[position]);
      found = at < 0 ? found : positionAt(starts, at, position);
    }
    return found === position;
  });
}

/** The text at a position. */
export function textAt({ text, starts }: TextIndex, position: number): string {
  return text.slice(starts[position], starts[position + 1]);
}

/** The positions whose text begins with these characters. */
export function* positionsBeginningWith(beginning: string, { text, starts }: TextIndex): Generator<number> {
  for (let at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at + 1)) {
    const position = positionAt(starts, at, 0);
    if (starts[position] === at) yield position;
  }
}

/** The position, from one on, of the text that the code unit at `at` belongs to: a galloping search, because the next match is usually near. */
function positionAt(starts: Uint32Array, at: number, from: number): number {
  let low = from;
  let step = 1;
  while (low + step < starts.length && (starts[low + step] ?? 0) <= at) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, starts.length);
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low;
}
