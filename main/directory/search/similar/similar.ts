import { isLicenseOf, isServiceOf } from '../../customers/licenses.ts';
import { lettersOf } from '../text/letters.ts';
import { keepPositions } from '../positions.ts';
import type { SearchIndex } from '../search-index.ts';
import type { TextIndex } from '../text/text-index.ts';
import { findNear, mayHaveNear, type NearOccurrence, type NearWord, nearWord } from './near-word.ts';
import { wordBegins } from '../text/word-units.ts';
import { isUnimportant, spellingsOf } from './spelling.ts';
import { inLatin, isForeign } from './transliteration.ts';

/** Of more, such as all who have a license, none is more likely than the others. */
const mostRanked = 5_000;
/** As bad as two mistakes and more letters than were typed. */
const missing = 12;
const anotherSpelling = 1;

/** A word that is looked for, in each of the ways it may be written, the typed one first. */
interface SoughtWord {
  length: number;
  ways: readonly NearWord[];
  hasLicense: (position: number) => boolean;
}

/** Names, and where the words in them begin. */
interface NameWords extends TextIndex {
  /** In the text of all names, ascending. */
  begins: Uint32Array;
  /** By position, where a customer's are among them; and at the end, how many there are. */
  firsts: Uint32Array;
}

/** Finds, in one snapshot, who may be meant by words that nobody has as they were typed. */
export interface Similar {
  /** @returns positions of those among `among` whose names are most like the words, best first */
  positions(texts: readonly string[], among: Uint32Array): Uint32Array;
}

/** Opens the search for what is similar; what it needs is made when it is first asked. */
export function openSimilar(index: SearchIndex): Similar {
  let known: NameWords | undefined;

  function names(): NameWords {
    known ??= nameWordsOf(isForeign(index.names.text) ? namesInLatin(index.names) : index.names);
    return known;
  }

  function positions(texts: readonly string[], among: Uint32Array): Uint32Array {
    const { words, minor } = soughtWords(texts, (word) => soughtWord(index, word));
    if (words.length === 0) return new Uint32Array();
    // The longest leaves the fewest for the others.
    const withAll = words
      .toSorted((a, b) => b.length - a.length)
      .reduce((kept, word) => keepPositions(kept, (position) => distance(word, names(), position) < missing), among);
    return bestFirst(words, minor, names(), withAll.length > 0 ? withAll : withMost(words, names(), among));
  }

  return { positions };
}

/**
 * The words of a search, in Latin letters, apart from the minor ones, which say nothing about which customer is meant and need not be found;
 * where there are no others, those count.
 */
function soughtWords<T>(texts: readonly string[], soughtWord: (word: string) => T): { words: T[]; minor: T[] } {
  const all = [
    ...new Set(
      texts.flatMap((text) =>
        inLatin(text)
          .replace(initials, '')
          .split(/[^\p{L}\p{N}]+/u)
          .filter(Boolean),
      ),
    ),
  ];
  const words = all.filter((word) => !isUnimportant(word));
  const minor = words.length === 0 ? [] : all.filter(isUnimportant);
  return { words: (words.length === 0 ? all : words).map(soughtWord), minor: minor.map(soughtWord) };
}

/** The full stop in `S.A.` */
const initials = /(?<=(?<!\p{L})\p{L})\.(?=\p{L}(?!\p{L}))/gu;

function soughtWord(index: SearchIndex, word: string): SoughtWord {
  return { length: word.length, ways: spellingsOf(word).map(nearWord), hasLicense: licenseTest(index, word) };
}

/** How far a customer is from having a word. */
function distance({ ways, hasLicense }: SoughtWord, names: NameWords, position: number): number {
  const { text, starts, letters, begins, firsts } = names;
  let least = hasLicense(position) ? 0 : missing;
  const textLetters = letters[position] ?? 0;
  for (let way = 0; way < ways.length; way++) {
    const near = ways[way];
    if (!near || !mayHaveNear(near, textLetters)) continue;
    const range = { first: firsts[position] ?? 0, last: firsts[position + 1] ?? 0, end: starts[position + 1] ?? 0 };
    const occurrence = findNear(near, text, begins, range);
    if (occurrence) least = Math.min(least, occurrence.distance + (way === 0 ? 0 : anotherSpelling));
  }
  return least;
}

/** Those who have the most of the words, and more than half: the others may be wrong beyond knowing. */
function withMost(words: readonly SoughtWord[], names: NameWords, among: Uint32Array): Uint32Array {
  const found = new Uint8Array(among.length);
  for (const word of words) {
    for (let i = 0; i < among.length; i++)
      if (distance(word, names, among[i] ?? 0) < missing) found[i] = (found[i] ?? 0) + 1;
  }
  const most = found.reduce((most, count) => Math.max(most, count), 0);
  return most * 2 <= words.length ? new Uint32Array() : among.filter((_, i) => found[i] === most);
}

/** Some positions, best first. */
function bestFirst(
  words: readonly SoughtWord[],
  minor: readonly SoughtWord[],
  names: NameWords,
  positions: Uint32Array,
): Uint32Array {
  if (positions.length > mostRanked) return positions;
  const typed = [...words, ...minor].reduce((sum, { length }) => sum + length + 1, -1);
  const total = (sought: readonly SoughtWord[], position: number): number =>
    sought.reduce((sum, word) => sum + distance(word, names, position), 0);
  const found = Array.from(positions, (position) => {
    const far = total(words, position);
    return { position, far, minor: total(minor, position), difference: lengthDifference(names, position, typed) };
  });
  found.sort((a, b) => a.far - b.far || a.minor - b.minor || a.difference - b.difference || a.position - b.position);
  return Uint32Array.from(found, ({ position }) => position);
}

/** Tells whose license a word may mean. */
function licenseTest({ licenses }: SearchIndex, word: string): (position: number) => boolean {
  const wanted = licenses.numbers.map(
    (number) =>
      /^[a-z]{2,}$/.test(word) && ((word.length > 2 && isLicenseOf(number, word)) || isServiceOf(number, word)),
  );
  return wanted.includes(true) ? (position) => wanted[licenses.indexes[position] ?? 0] === true : () => false;
}

/** How much longer or shorter than what was typed the name is that comes nearest to it in length. */
function lengthDifference({ text, starts }: TextIndex, position: number, typed: number): number {
  let difference = Infinity;
  let start = starts[position] ?? 0;
  const end = starts[position + 1] ?? 0;
  while (start < end) {
    const next = text.indexOf('\n', start);
    difference = Math.min(difference, Math.abs(next - start - typed));
    start = next + 1;
  }
  return difference;
}

function nameWordsOf(names: TextIndex): NameWords {
  const begins = wordBegins(names.text);
  const firsts = new Uint32Array(names.starts.length);
  let word = 0;
  for (let position = 0; position < firsts.length; position++) {
    while (word < begins.length && (begins[word] ?? 0) < (names.starts[position] ?? 0)) word++;
    firsts[position] = word;
  }
  return { ...names, begins, firsts };
}

function namesInLatin({ text, starts }: TextIndex): TextIndex {
  const names = Array.from({ length: starts.length - 1 }, (_, position) =>
    inLatin(text.slice(starts[position], starts[position + 1])),
  );
  const latinStarts = new Uint32Array(starts.length);
  for (const [position, name] of names.entries())
    latinStarts[position + 1] = (latinStarts[position] ?? 0) + name.length;
  return { text: names.join(''), starts: latinStarts, letters: Int32Array.from(names, lettersOf) };
}

/**
 * Where the words of a search that found only what is similar occur in a folded text.
 * @param text folded, in Latin letters
 */
export function similarOccurrences(text: string, texts: readonly string[]): NearOccurrence[] {
  const begins = wordBegins(text);
  const { words } = soughtWords(texts, (word) => word);
  return words.flatMap((word) => {
    const occurrences = spellingsOf(word).flatMap(
      (way) => findNear(nearWord(way), text, begins, { first: 0, last: begins.length, end: text.length }) ?? [],
    );
    return occurrences.sort((a, b) => a.distance - b.distance).slice(0, 1);
  });
}
