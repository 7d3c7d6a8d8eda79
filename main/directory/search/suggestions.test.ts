import { fc } from '../../../test/support/properties.ts';
import { expect, test } from 'vitest';
import { licenseCounts } from '../customers/licenses.ts';
import { suggest } from './suggestions.ts';

const licenses = licenseCounts(
  new Map([
    [2, 11],
    [5, 3],
    [7, 1],
  ]),
);

function terms(text: string, caret = text.length): string[] {
  return suggest(text, caret, () => licenses).items.map(({ term }) => term);
}

test.each([
  ['license:pro', ['license:"Hosted Pro"', 'license:"OC Pro"']],
  ['acme LICENSE:"oc essential', ['license:"OC Essential"']],
  ['license:unk', ['license:"Unknown license (7)"']],
  ['-license:hosted', ['-license:"Hosted Essentials"', '-license:"Hosted Essential Plus"', '-license:"Hosted Pro"']],
  ['service:', ['service:dr', 'service:oc', 'service:unknown']],
  ['service:op', ['service:oc']],
  ['changed:', ['changed:last', 'changed:today', 'changed:yesterday', 'changed:7d', 'changed:30d']],
  ['changed:t', ['changed:today']],
  ['lead:', ['lead:yes', 'lead:no']],
])('%s may become %j', (text, expected) => {
  expect(terms(text)).toEqual(expected);
});

test.each([
  '',
  'acme',
  'lic',
  'license',
  'foo:',
  'id:',
  'name:x',
  'license: ',
  'license:"OC Pro"',
  'lead:yes',
  '"license:',
  'license:nothing',
])('%s needs none', (text) => {
  expect(terms(text)).toEqual([]);
});

test('the filter at the caret counts, wherever it stands', () => {
  expect(suggest('service:oc lead: acme', 16, () => licenses)).toEqual({
    text: 'service:oc lead: acme',
    start: 11,
    end: 16,
    items: [
      { term: 'lead:yes', customers: null },
      { term: 'lead:no', customers: null },
    ],
  });
  expect(terms('license: acme', 13)).toEqual([]);
});

test('counts are those of the rest of the text', () => {
  const asked: string[] = [];
  const { items } = suggest('acme license:pro x', 16, (rest) => {
    asked.push(rest);
    return licenses;
  });
  expect(asked).toEqual(['acme  x']);
  expect(items.map(({ customers }) => customers)).toEqual([11, 3]);
  expect(suggest('service:', 8, () => licenses).items.map(({ customers }) => customers)).toEqual([11, 3, 1]);
});

test('whatever is typed, it does not fail', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('license:', 'service:"', '-changed:', 'lead:'),
      fc.nat(20),
      (a, b, caret) => {
        const { start, end } = suggest(`${a} ${b}${a}`, caret, () => licenses);
        expect(start).toBeLessThanOrEqual(end);
      },
    ),
  );
});

test('what the keyboard has no key for is cleaned away, and positions are those in what is left', () => {
  const typed = '\u200Bacme license:“oc';
  const { text, start, end, items } = suggest(typed, typed.length, () => licenses);
  expect({ text, start, end }).toEqual({ text: 'acme license:"oc', start: 5, end: 16 });
  expect(items.map(({ term }) => term)).toContain('license:"OC Pro"');
});
