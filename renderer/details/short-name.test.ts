import { expect, test } from 'vitest';
import { namingProblems } from './short-name.ts';
import { namingHint } from '../texts/naming.ts';

test.each(['BB9', 'Fifteen-Letters', 'Łódź', '北京😀'])('%s keeps the rules', (shortName) => {
  expect(namingProblems(shortName)).toBeNull();
});

test.each([
  ['AB', 'it has 2 characters, and 3 to 15 are allowed'],
  ['Sixteen-Letters!', 'it has 16 characters, and 3 to 15 are allowed'],
  ['A.B.C', 'it contains “.”'],
  ['Two Words', 'it contains a space'],
  ['a/b\\c: d', 'it contains “/”, “\\”, “:” and a space'],
  ['?', 'it has 1 character, and 3 to 15 are allowed; it contains “?”'],
])('%s breaks them, and the hint says which', (shortName, words) => {
  const problems = namingProblems(shortName);
  expect(problems && namingHint(problems)).toBe(`This short name departs from Live Platform’s naming rules: ${words}.`);
});
