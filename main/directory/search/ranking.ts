import { mayBeId, type SearchIndex } from './search-index.ts';
import type { TextIndex } from './text/text-index.ts';
import { isInWord } from './text/word-units.ts';

/** How well a customer matches, best first. */
const equal = 0;
const beginning = 1;
const wordBeginning = 2;
const inside = 3;
const inIdOnly = 4;

/**
 * The same positions, best match first: whose short name or ID is what was typed, whose short name begins with it, where a word of a name
 * begins with it, where it is inside a name, where it is in the ID alone. A customer stands where the worst of several
 * words puts it; equals stay in the order they came in.
 * @param positions ascending; each has every word
 * @param words folded, as they were typed
 */
export function bestFirst(index: SearchIndex, positions: Uint32Array, words: readonly string[]): Uint32Array {
  if (words.length === 0) return positions;
  const ranks = new Uint8Array(positions.length);
  for (const word of words) rankByWord(ranks, positions, index.names, word);
  rankByAll(ranks, positions, index.names, words.join(' '));
  const [only, ...others] = words;
  if (only !== undefined && others.length === 0 && mayBeId(only)) rankById(ranks, positions, index.ids, only);
  return sortByRank(positions, ranks);
}

/** Goes through the texts once: each occurrence of the word is looked at by the customer it belongs to. */
function rankByWord(ranks: Uint8Array, positions: Uint32Array, { text, starts }: TextIndex, word: string): void {
  let at = -1;
  for (let i = 0; i < positions.length; i++) {
    const position = positions[i] ?? 0;
    const start = starts[position] ?? 0;
    const end = starts[position + 1] ?? 0;
    let rank = inIdOnly;
    if (at < start) at = occurrence(text, word, start);
    while (at < end && rank > wordBeginning) {
      if (at === start) rank = beginning;
      else if (!isInWord(text.charCodeAt(at - 1))) rank = wordBeginning;
      else {
        rank = inside;
        at = occurrence(text, word, at + 1);
      }
    }
    if (rank > (ranks[i] ?? 0)) ranks[i] = rank;
  }
}

function occurrence(text: string, word: string, from: number): number {
  const at = text.indexOf(word, from);
  return at < 0 ? Infinity : at;
}

function rankByAll(ranks: Uint8Array, positions: Uint32Array, { text, starts }: TextIndex, words: string): void {
  for (let i = 0; i < positions.length; i++) {
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
