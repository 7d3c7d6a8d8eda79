import { lettersOf } from '../text/letters.ts';
import { isInWord } from '../text/word-units.ts';

/** A folded word that may be written with mistakes, prepared to be looked for in many texts. */
export interface NearWord {
  length: number;
  /** Letters that are wrong, missing, added, or swapped with the next. */
  mistakes: number;
  /** As `lettersOf` gives them: a text that lacks more of them than there may be mistakes does not have the word. */
  letters: number;
  /** By code unit, the places in the word where it stands, as bits. */
  places: Int32Array;
  /** Where in the word each of the first units of an occurrence may come from, as bits: mistakes move it no further. */
  beginning: Int32Array;
}

/** Where a word occurs, and how far from what was typed. */
export interface NearOccurrence {
  start: number;
  end: number;
  /** 0: that word. Each mistake counts four, and letters after it that were not typed one. */
  distance: number;
}

/** Some words of a text: from the first on and before the last, and where what they belong to ends. */
export interface WordRange {
  first: number;
  last: number;
  end: number;
}

/** As many letters as a number has bits, but for its sign. */
const longest = 31;
const perMistake = 4;
/** Units that tell most other words from the one that is looked for. */
const enough = 8;

/** How many mistakes a word of some length may have. */
function mistakesIn(length: number): number {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}

/** Prepares a folded word; of a very long one, its beginning. */
export function nearWord(word: string): NearWord {
  const pattern = word.slice(0, longest);
  const places = new Int32Array(0x10000);
  for (let at = 0; at < pattern.length; at++) {
    const unit = pattern.charCodeAt(at);
    places[unit] = (places[unit] ?? 0) | (1 << at);
  }
  const { length } = pattern;
  const mistakes = mistakesIn(length);
  const beginning = Int32Array.from({ length: Math.min(enough, length - mistakes) }, (_, at) => {
    const from = Math.max(0, at - mistakes);
    return ((1 << (at + mistakes + 1 - from)) - 1) << from;
  });
  return { length, mistakes, letters: lettersOf(pattern), places, beginning };
}

/** Whether a text with these letters may have the word. */
export function mayHaveNear({ letters, mistakes }: NearWord, textLetters: number): boolean {
  let missing = letters & ~textLetters;
  for (let allowed = mistakes; allowed > 0; allowed--) missing &= missing - 1;
  return missing === 0;
}

/**
 * The nearest occurrence at the beginning of one of some words of a text; null when there is none with so few mistakes.
 * @param begins as `wordBegins` gives it
 * @param range which of them count
 */
export function findNear(word: NearWord, text: string, begins: Uint32Array, range: WordRange): NearOccurrence | null {
  const { first, last, end } = range;
  let nearest: NearOccurrence | null = null;
  for (let i = first; i < last; i++) {
    const at = begins[i] ?? 0;
    if (!mayBegin(word, text, at)) continue;
    const occurrence = beginningNear(word, text, at, end);
    if (occurrence && occurrence.distance < (nearest?.distance ?? Infinity)) nearest = occurrence;
  }
  return nearest;
}

/** Whether an occurrence may begin at a place of a text: most do not get further than this. */
function mayBegin({ mistakes, places, beginning }: NearWord, text: string, from: number): boolean {
  let allowed = mistakes;
  for (let at = 0; at < beginning.length; at++) {
    if (((places[text.charCodeAt(from + at)] ?? 0) & (beginning[at] ?? 0)) === 0 && allowed-- === 0) return false;
  }
  return true;
}

/**
 * The nearest beginning of what stands at a place of a text: the distance of optimal string alignment, for all letters of the word in one step.
 * Hyyrö, A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances (2003).
 */
function beginningNear(word: NearWord, text: string, from: number, to: number): NearOccurrence | null {
  const { length, mistakes, places } = word;
  const last = 1 << (length - 1);
  const stop = Math.min(to, from + length + mistakes);
  let more = -1;
  let less = 0;
  let diagonal = 0;
  let placesBefore = 0;
  let distance = length;
  let nearest: NearOccurrence | null = null;
  for (let at = from; at < stop; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10) break;
    const here = places[unit] ?? 0;
    const swapped = ((~diagonal & here) << 1) & placesBefore;
    diagonal = (((here & more) + more) ^ more) | here | less | swapped;
    const increased = less | ~(diagonal | more);
    const decreased = diagonal & more;
    if (increased & last) distance++;
    if (decreased & last) distance--;
    const shifted = (increased << 1) | 1;
    more = (decreased << 1) | ~(diagonal | shifted);
    less = diagonal & shifted;
    placesBefore = here;
    if (distance > mistakes) continue;
    const goesOn = at + 1 < to && isInWord(text.charCodeAt(at + 1));
    const total = distance * perMistake + (goesOn ? 1 : 0);
    if (total < (nearest?.distance ?? Infinity)) nearest = { start: from, end: at + 1, distance: total };
  }
  return nearest;
}
