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
  const { folded, pieces } = foldInPieces(text.slice(0, longestDrawn), inLatin);
  return joinOverlapping(similarOccurrences(folded, words).map(({ start, end }) => rangeShown(pieces, start, end)));
}

function rangesIn(text: string, words: readonly string[]): MatchRanges {
  const { folded, pieces } = foldInPieces(text);
  const ranges: MatchRanges = [];
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      ranges.push(rangeShown(pieces, at, at + word.length));
    }
  }
  return ranges.length > 1 ? joinOverlapping(ranges) : ranges;
}

/** A part of a text as it is shown, in code units, and where it begins in the folded one. */
interface Piece {
  start: number;
  end: number;
  foldedStart: number;
  /** Whether each character stays where it is; otherwise all of the piece is what folding made one thing of: `ß` becomes two characters. */
  isTyped: boolean;
}

/**
 * Folds piece by piece, so that each folded position knows where it came from.
 * @param spell what else becomes of a folded character
 */
function foldInPieces(
  text: string,
  spell: (folded: string) => string = (folded) => folded,
): { folded: string; pieces: readonly Piece[] } {
  // Most texts, and at every letter that is typed three hundred of them.
  if (isPlain(text))
    return { folded: fold(text), pieces: [{ start: 0, end: text.length, foldedStart: 0, isTyped: true }] };
  const pieces: Piece[] = [];
  let folded = '';
  for (const { 0: shown, index: start } of text.matchAll(piece)) {
    const isTyped = isPlain(shown);
    pieces.push({ start, end: start + shown.length, foldedStart: folded.length, isTyped });
    folded += isTyped ? fold(shown) : spell(foldCharacter(shown));
  }
  return { folded, pieces };
}

/** Where a part of the folded text, not empty, is shown. */
function rangeShown(pieces: readonly Piece[], start: number, end: number): MatchRanges[number] {
  const first = pieceAt(pieces, start);
  const last = pieceAt(pieces, end - 1);
  return [
    first?.isTyped ? first.start + start - first.foldedStart : (first?.start ?? start),
    last?.isTyped ? last.start + end - last.foldedStart : (last?.end ?? end),
  ];
}

function pieceAt(pieces: readonly Piece[], at: number): Piece | undefined {
  return pieces.findLast(({ foldedStart }) => foldedStart <= at);
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
