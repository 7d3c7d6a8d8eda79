import { longestDrawn, type MatchRanges } from '../../../preload/contract/customers.ts';
import { isPlain } from '../../clean-text.ts';
import { fold } from '../customers/fold.ts';
import { similarOccurrences } from './similar/similar.ts';
import { inLatin } from './similar/transliteration.ts';

/** Characters of a keyboard that no mark follows, or one character with its marks. */
const piece = /[\t-\r -~]+(?!\p{M})|[^\p{M}]\p{M}*|\p{M}+/gu;

/**
 * Finds where folded words occur in a text as it is shown; of a very long one, in what is drawn of it.
 * @param words as `foldedWords` gives them
 */
export function matchRanges(text: string, words: readonly string[]): MatchRanges {
  return words.length === 0 ? [] : rangesIn(text.slice(0, longestDrawn), words);
}

/**
 * Finds where words occur, mistakes in them allowed, in a text as it is shown; of a very long one, in what is drawn of it.
 * @param words as `foldedWords` gives them
 */
export function similarRanges(text: string, words: readonly string[]): MatchRanges {
  const { folded, starts, ends } = foldWithPositions(text.slice(0, longestDrawn), inLatin);
  const ranges = similarOccurrences(folded, words).map(({ start, end }): MatchRanges[number] => [
    starts?.[start] ?? start,
    ends?.[end - 1] ?? end,
  ]);
  return joinOverlapping(ranges);
}

function rangesIn(text: string, words: readonly string[]): MatchRanges {
  const { folded, starts, ends } = foldWithPositions(text);
  const ranges: MatchRanges = [];
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      const end = at + word.length;
      ranges.push([starts?.[at] ?? at, ends?.[end - 1] ?? end]);
    }
  }
  return ranges.length > 1 ? joinOverlapping(ranges) : ranges;
}

/**
 * Folds character by character, so that each folded position knows the character it came from: `ß` becomes two. Null where
 * all stay where they are.
 * @param spell what else becomes of a folded character
 */
function foldWithPositions(
  text: string,
  spell: (folded: string) => string = (folded) => folded,
): { folded: string; starts: number[] | null; ends: number[] | null } {
  // Most texts, and at every letter that is typed three hundred of them.
  if (isPlain(text)) return { folded: fold(text), starts: null, ends: null };
  const starts: number[] = [];
  const ends: number[] = [];
  let folded = '';
  for (const match of text.matchAll(piece)) {
    const isTyped = isPlain(match[0]);
    const foldedPiece = isTyped ? fold(match[0]) : spell(foldCharacter(match[0]));
    folded += foldedPiece;
    for (let i = 0; i < foldedPiece.length; i++) {
      starts.push(isTyped ? match.index + i : match.index);
      ends.push(isTyped ? match.index + i + 1 : match.index + match[0].length);
    }
  }
  return { folded, starts, ends };
}

/** Few characters make most names, and folding one takes longer than finding it here. */
const foldedCharacters = new Map<string, string>();
const mostCharacters = 10_000;

function foldCharacter(character: string): string {
  const known = foldedCharacters.get(character);
  if (known !== undefined) return known;
  if (foldedCharacters.size >= mostCharacters) foldedCharacters.clear();
  const folded = fold(character);
  foldedCharacters.set(character, folded);
  return folded;
}

function joinOverlapping(ranges: MatchRanges): MatchRanges {
  const joined: MatchRanges = [];
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}
