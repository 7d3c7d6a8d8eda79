import { expect, test } from 'vitest';
import { cleanText, withoutInvisible } from './clean-text.ts';

test.each([
  '\u200B',
  '\u200C',
  '\u200D',
  '\u200E',
  '\u200F',
  '\u202A',
  '\u202E',
  '\u00AD',
  '\u2060',
  '\u2066',
  '\u034F',
  '\u0000',
  '\u001B',
  '\u007F',
  '\u0090',
  '\uFFF9',
  '\u3164',
  '\uFEFF',
])('%j vanishes, at the ends and inside', (character) => {
  const typed = `${character}acme${character}north${character}`;
  expect(cleanText(typed)).toBe('acmenorth');
  expect(withoutInvisible(typed)).toBe('acmenorth');
});

test.each([
  ['“acme north”', '"acme north"'],
  ['„acme north“', '"acme north"'],
  ['«acme»', '"acme"'],
  ['Tobi’s', "Tobi's"],
  ['o´neill', "o'neill"],
  ['1bae\u2010a\u2011b\u2013c\u2014d\u2212e', '1bae-a-b-c-d-e'],
  ['acme\u00A0north\u202Fsouth\u3000east', 'acme north south east'],
  ['two\nlines', 'two\nlines'],
  ['‹acme›', "'acme'"],
  ['「acme」『acme』〝acme〟❝acme❞ʺacmeʺ״acme״', '"acme"'.repeat(6)],
  ['Oʻahu, OꞌAhu, oʹneill, o׳neill, o᾽neill, ❛acme❜', "O'ahu, O'Ahu, o'neill, o'neill, o'neill, 'acme'"],
  ['a\u058Ab\u05BEc\u207Bd\u02D7e\u2796f\u2E3Ag\u2E3Bh\uFE31i', 'a-b-c-d-e-f-g-h-i'],
  ['o`neill', "o'neill"],
  ['acme&nbsp;north%20south&#160;east&#xA0;west', 'acme north south east west'],
  ['100% &amp; 5%2', '100% &amp; 5%2'],
  ['acme\u0085north\u2800south', 'acme north south'],
])('%j becomes %j', (typed, cleaned) => {
  expect(cleanText(typed)).toBe(cleaned);
});

test('what is spelled with joiners keeps them', () => {
  expect(cleanText('می\u200Cخواهم 👩\u200D🔧')).toBe('می\u200Cخواهم 👩\u200D🔧');
});

test('a secret keeps every character that can be seen', () => {
  expect(withoutInvisible('\uFEFF~a–b’c\u200B')).toBe('~a–b’c');
});
