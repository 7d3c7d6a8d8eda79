// Names of customers, and what people type who have misheard, misspelt or rewritten them.
import { pick, type Random, seededRandom } from '../seeded-random.ts';

/** What somebody types, and the name that they mean, by its number. */
export interface Question {
  typed: string;
  meant: number;
}

type Words = readonly [string, ...string[]];

const beginnings: Words = [
  'Al',
  'Ber',
  'Cor',
  'Dan',
  'Ek',
  'Fjor',
  'Gra',
  'Hal',
  'Ind',
  'Jär',
  'Kö',
  'Lan',
  'Mar',
  'Nor',
  'Ost',
  'Pet',
  'Quan',
  'Ros',
  'Sör',
  'Tor',
  'Ul',
  'Ver',
  'West',
  'Zel',
];
const middles: Words = [
  '',
  '',
  'a',
  'be',
  'chi',
  'do',
  'en',
  'fi',
  'ger',
  'ho',
  'lin',
  'me',
  'na',
  'pho',
  're',
  'sto',
  'ti',
  'vi',
];
const ends: Words = [
  'bach',
  'berg',
  'dale',
  'field',
  'gaard',
  'heim',
  'ington',
  'ius',
  'ker',
  'lund',
  'mann',
  'ström',
  'nyk',
  'ridge',
  'ßner',
  'stein',
  'ton',
  'vale',
  'wick',
  'zer',
];
const trades: Words = [
  'Logistics',
  'Pharma',
  'Energy',
  'Telecom',
  'Insurance',
  'Foods',
  'Systems',
  'Motors',
  'Health',
  'Media',
  'Textiles',
  'Marine',
  'Chemicals',
  'Packaging',
  'Software',
  'Security',
  'Retail',
  'Optics',
  'Mining',
  'Aviation',
  'Hotels',
  'Timber',
  'Steel',
  'Printing',
];
const forms: Words = ['Ltd', 'Limited', 'GmbH', 'AG', 'Inc.', 'SA', 'AB', 'A/S', 'LLC', 'Group'];

/** Different names: two words of syllables, a trade and a legal form. */
export function makeNames(count: number, seed = 1): string[] {
  const next = seededRandom(seed);
  const names = new Set<string>();
  const word = (): string => pick(next, beginnings) + pick(next, middles) + pick(next, ends);
  while (names.size < count) {
    const who = next() < 0.3 ? `${word()} & ${word()}` : word();
    names.add(`${who} ${pick(next, trades)} ${pick(next, forms)}`);
  }
  return [...names];
}

/** What is typed for names here and there: one kind of mistake in half of them, two in the others. */
export function makeQuestions(names: readonly string[], count: number, seed = 2): Question[] {
  const next = seededRandom(seed);
  const questions: Question[] = [];
  while (questions.length < count) {
    const meant = Math.floor(next() * names.length);
    const once = pick(next, mistakes)(names[meant] ?? '', next);
    const typed = next() < 0.5 ? once : pick(next, mistakes)(once, next);
    // What is left of some says nothing.
    if (/\p{L}[ -]+\p{L}/u.test(typed)) questions.push({ typed, meant });
  }
  return questions;
}

const soundsAlike: readonly [RegExp, string][] = [
  [/ph/, 'f'],
  [/f/, 'ph'],
  [/ck?/, 'k'],
  [/k/, 'c'],
  [/w/, 'v'],
  [/v/, 'w'],
  [/y/, 'i'],
  [/i/, 'y'],
  [/th/, 't'],
  [/([lnst])(?!\1)/, '$1$1'],
  [/([lnst])\1/, '$1'],
  [/d\b/, 't'],
];

const formNames: Readonly<Record<string, string>> = {
  Ltd: 'Limited',
  Limited: 'Ltd.',
  'Inc.': 'Incorporated',
  AG: '',
  GmbH: '',
  SA: 'S.A.',
};

const mistakes: readonly [Mistake, ...Mistake[]] = [
  editInWord,
  editInWord,
  editInWord,
  misheard,
  misheard,
  (name) => spelledOut(name),
  (name) => name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 's'),
  (name) => name.replace(/\S+$/, (form) => formNames[form] ?? ''),
  (name) => name.replace('&', 'and'),
  (name) => name.split(' ').reverse().join(' '),
  missingWord,
  (name) => name.toUpperCase().replaceAll(' ', '-'),
];
type Mistake = (name: string, next: Random) => string;

/** One letter wrong, missing, added, or swapped with the next. */
function editInWord(name: string, next: Random): string {
  const words = name.split(' ');
  const at = words[0] !== undefined && words[0].length > 3 ? 0 : words.findIndex((word) => word.length > 3);
  const word = words[at] ?? '';
  const place = 1 + Math.floor(next() * (word.length - 2));
  const letter = String.fromCharCode(97 + Math.floor(next() * 26));
  const edits = [
    word.slice(0, place) + letter + word.slice(place + 1),
    word.slice(0, place) + word.slice(place + 1),
    word.slice(0, place) + letter + word.slice(place),
    word.slice(0, place) + (word[place + 1] ?? '') + (word[place] ?? '') + word.slice(place + 2),
  ];
  words[at] = edits[Math.floor(next() * edits.length)] ?? word;
  return words.join(' ');
}

function misheard(name: string, next: Random): string {
  const usable = soundsAlike.filter(([sound]) => sound.test(name));
  const [sound, other] = usable[Math.floor(next() * usable.length)] ?? [/$/, ''];
  return name.replace(sound, other);
}

function spelledOut(name: string): string {
  return name.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ß', 'ss').replaceAll('aa', 'å');
}

/** The trade, or the legal form: the rest still tells who is meant. */
function missingWord(name: string): string {
  return name.replace(/ \S+$/, '');
}
