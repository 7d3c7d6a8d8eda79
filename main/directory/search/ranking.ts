import type { PositionTest } from './positions.ts';
import { mayBeId, type SearchIndex } from './search-index.ts';
import { isSingleLetter, lettersOf } from './text/letters.ts';
import { textAt, type TextIndex } from './text/text-index.ts';
import { initialsOf, isInWord } from './text/word-units.ts';

/** How well a customer matches, best first. */
const equal = 0;
const beginning = 1;
const wordBeginning = 2;
const inside = 3;
const inIdOnly = 4;

/** Puts the best match first, among the customers of one snapshot. */
export interface Ranking {
  /**
   * The same positions, best match first: whose short name or ID is what was typed, whose short name begins with it, where a word of a name
   * begins with it, where it is inside a name, where it is in the ID alone. A customer stands where the worst of several
   * words puts it; equals stay in the order they came in.
   * @param positions ascending; each has every word
   * @param words folded, as they were typed
   */
  bestFirst(positions: Uint32Array, words: readonly string[]): Uint32Array;
}

/** Opens the ranking of one snapshot; what it needs is made when it is first asked. */
export function openRanking({ names, ids }: SearchIndex): Ranking {
  let known: NameInitials | undefined;

  return {
    bestFirst(positions, words) {
      if (words.length === 0) return positions;
      known ??= { ...names, initials: initialsOf(names) };
      const ranks = new Uint8Array(positions.length);
      for (const word of words) rankByWord(ranks, positions, known, word);
      rankByAll(ranks, positions, names, words.join(' '));
      const [only, ...others] = words;
      if (only !== undefined && others.length === 0 && mayBeId(only)) rankById(ranks, positions, ids, only);
      return sortByRank(positions, ranks);
    },
  };
}

/** Names, and by position the letters that their words begin with, as `lettersOf` gives them. */
interface NameInitials extends TextIndex {
  initials: Int32Array;
}

function rankByWord(ranks: Uint8Array, positions: Uint32Array, names: NameInitials, word: string): void {
  const initial = lettersOf(word.charAt(0));
  // Most names have no word that begins with the letter: those need not be looked through.
  const isWordBeginning = isSingleLetter(word) ? null : wordBeginningTest(names, word);
  const isInName = mayBeId(word) ? (position: number): boolean => textAt(names, position).includes(word) : null;
  for (let i = 0; i < positions.length; i++) {
    const position = positions[i] ?? 0;
    let rank = inside;
    if (((names.initials[position] ?? 0) & initial) !== 0 && isWordBeginning?.(position) !== false)
      rank = wordBeginning;
    else if (isInName?.(position) === false) rank = inIdOnly;
    if (rank > (ranks[i] ?? 0)) ranks[i] = rank;
  }
}

/** Goes through the texts once: asked for ascending positions, whether a word of the text there begins so. */
function wordBeginningTest({ text, starts }: TextIndex, beginning: string): PositionTest {
  let at = -1;
  return (position) => {
    const start = starts[position] ?? 0;
    const end = starts[position + 1] ?? 0;
    if (at < start) at = occurrence(text, beginning, start);
    while (at < end && at > start && isInWord(text.charCodeAt(at - 1))) at = occurrence(text, beginning, at + 1);
    return at < end;
  };
}

function occurrence(text: string, word: string, from: number): number {
  const at = text.indexOf(word, from);
  return at < 0 ? Infinity : at;
}

function rankByAll(ranks: Uint8Array, positions: Uint32Array, { text, starts }: TextIndex, words: string): void {
  for (let i = 0; i < positions.length; i++) {
    // Where a text begins, a word of it does.
    if ((ranks[i] ?? 0) > wordBeginning) continue;
    const start = starts[positions[i] ?? 0] ?? 0;
    if (!text.startsWith(words, start)) continue;
    ranks[i] = text[start + words.length] === '\n' ? equal : beginning;
  }
}

function rankById(ranks: Uint8Array, positions: Uint32Array, { text, starts }: TextIndex, id: string): void {
  for (let i = 0; i < positions.length; i++) {
    const start = starts[positions[i] ?? 0] ?? 0;
    if (text.startsWith(`${id}\n`, start)) ranks[i] = equal;
  }
}

/** A stable counting sort. */
function sortByRank(positions: Uint32Array, ranks: Uint8Array): Uint32Array {
  const ends = new Uint32Array(inIdOnly + 2);
  for (let i = 0; i < ranks.length; i++) ends[(ranks[i] ?? 0) + 1] = (ends[(ranks[i] ?? 0) + 1] ?? 0) + 1;
  for (let rank = 1; rank < ends.length; rank++) ends[rank] = (ends[rank] ?? 0) + (ends[rank - 1] ?? 0);
  const sorted = new Uint32Array(positions.length);
  for (let i = 0; i < positions.length; i++) {
    const rank = ranks[i] ?? 0;
    const to = ends[rank] ?? 0;
    sorted[to] = positions[i] ?? 0;
    ends[rank] = to + 1;
  }
  return sorted;
}
