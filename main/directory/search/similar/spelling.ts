/** Words that say nothing about which customer is meant: they may be missing from a name, or be there in another language. */
const unimportant = new Set([
  ...[
    'and',
    'und',
    'et',
    'y',
    'e',
    'og',
    'och',
    'en',
    'i',
    'the',
    'der',
    'die',
    'das',
    'of',
    'for',
    'de',
    'la',
    'le',
    'el',
  ],
  ...[
    'ltd',
    'limited',
    'llc',
    'llp',
    'plc',
    'inc',
    'incorporated',
    'corp',
    'corporation',
    'co',
    'company',
    'gmbh',
    'mbh',
    'ag',
  ],
  ...[
    'kg',
    'ohg',
    'ug',
    'se',
    'ev',
    'sa',
    'sas',
    'sarl',
    'srl',
    'spa',
    'sl',
    'bv',
    'nv',
    'as',
    'asa',
    'ab',
    'oy',
    'oyj',
    'aps',
  ],
  ...['pty', 'pvt', 'ooo', 'zao', 'ao', 'ae', 'epe', 'holding', 'holdings', 'group'],
]);

/** Words that are written in several ways. */
const sameWords: readonly (readonly string[])[] = [
  ['st', 'saint', 'sankt', 'sint', 'san', 'santa'],
  ['st', 'str', 'street', 'strasse'],
  ['ltd', 'limited'],
  ['inc', 'incorporated'],
  ['corp', 'corporation'],
  ['co', 'company'],
  ['and', 'und', 'et', 'og', 'och'],
  ['mt', 'mount'],
  ['dr', 'doctor', 'doktor'],
  ['bros', 'brothers'],
  ['intl', 'int', 'international'],
  ['univ', 'uni', 'university', 'universitat'],
  ['tech', 'technologies', 'technology'],
  ['centre', 'center', 'zentrum'],
  ['mfg', 'manufacturing'],
  ['svcs', 'services'],
];

/** Letters that are written as two where a keyboard lacks them, or where they sound the same. */
const sameLetters: readonly (readonly [RegExp, string])[] = [
  [/([aou])e/g, '$1'],
  [/aa/g, 'a'],
  [/ph/g, 'f'],
  [/(.)\1/g, '$1'],
];

/** Whether a folded word says nothing about which customer is meant. */
export function isUnimportant(word: string): boolean {
  return unimportant.has(word);
}

/** The ways to write a folded word, itself first. */
export function spellingsOf(word: string): string[] {
  const others = sameWords.filter((words) => words.includes(word)).flat();
  const plainer = sameLetters.map(([letters, plain]) => word.replace(letters, plain));
  const plainest = sameLetters.reduce((text, [letters, plain]) => text.replace(letters, plain), word);
  return [...new Set([word, ...others, ...plainer, plainest])];
}
