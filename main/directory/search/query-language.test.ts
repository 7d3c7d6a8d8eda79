import { fc } from '../../../test/support/properties.ts';
import { describe, expect, test } from 'vitest';
import { cleanText } from '../../clean-text.ts';
import { foldedWords } from '../customers/fold.ts';
import { parseQuery, prefixes, type SearchTerms, tokensOf } from './query-language.ts';

const now = new Date(2026, 10, 25, 10, 30).getTime();
const hour = 3_600_000;

function parse(text: string): SearchTerms {
  return parseQuery(text, now);
}

test.each([
  ['', []],
  ['  acme   84 ', ['acme', '84']],
  ['84 Łódź 84', ['84', 'lodz']],
  ['"Exact  Phrase"', ['exact  phrase']],
  ['north "Acme  ', ['north', 'acme']],
  ['"acme"north', ['acme', 'north']],
  ['19" rack', ['19', 'rack']],
  ['acme"', ['acme']],
  ["'acme north'", ['acme', 'north']],
  ['‘acme north’, «bb»;', ['acme', 'north', 'bb']],
  ['o`neill', ["o'neill"]],
  ['acme&nbsp;north%20south', ['acme', 'north', 'south']],
  ["'", ["'"]],
  ['acme , "north";', ['acme', 'north']],
  ['""', []],
  ['"', []],
  ['" "', []],
  ['foo:bar', ['foo:bar']],
  ['10:30', ['10:30']],
  ['https://x', ['https://x']],
  ['xlicense:pro', ['xlicense:pro']],
  ['-acme', ['-acme']],
  ['-', ['-']],
  ['--id:x', ['--id:x']],
  ['changed:never', ['changed:never']],
  ['changed:2026-02-31', ['changed:2026-02-31']],
  ['changed:2026-13-01', ['changed:2026-13-01']],
  ['-lead:maybe', ['-lead:maybe']],
  ['“acme north”', ['acme north']],
  ['„acme north“ «bb 84»', ['acme north', 'bb 84']],
  ['Tobi’s', ["tobi's"]],
  ['ac\u200Bme\u202E no\u00ADrth\uFEFF', ['acme', 'north']],
  ['acme\u00A0north', ['acme', 'north']],
])('“%s” is text alone: %j', (text, texts) => {
  expect(parse(text)).toEqual({ texts, filters: [] });
});

test.each([
  '1BAE0F0C-1111-4222-8333-444455556666',
  '{1bae0f0c-1111-4222-8333-444455556666}',
  '(1bae0f0c-1111-4222-8333-444455556666)',
  "'1bae0f0c-1111-4222-8333-444455556666'",
  '“1bae0f0c-1111-4222-8333-444455556666”',
  '1bae0f0c-1111-4222-8333-444455556666,',
  '1bae0f0c-1111-4222-8333-444455556666;',
  '1bae0f0c-1111-4222-8333-444455556666.',
  '1bae0f0c111142228333444455556666',
  '1bae0f0c\u20101111\u20114222\u20138333\u2212444455556666',
  'urn:uuid:1bae0f0c-1111-4222-8333-444455556666',
  'https://live.example.com/tenantui/customer/1bae0f0c-1111-4222-8333-444455556666/sites?tab=1',
])('a GUID is found as it is pasted: %s', (pasted) => {
  expect(parse(pasted)).toEqual({ texts: ['1bae0f0c-1111-4222-8333-444455556666'], filters: [] });
});

test('a GUID is one in a filter too, and what is longer than one is none', () => {
  const [filter] = parse('id:{1BAE0F0C-1111-4222-8333-444455556666}').filters;
  expect(filter).toEqual({ on: 'id', text: '1bae0f0c-1111-4222-8333-444455556666', excluded: false });
  expect(parse('1bae0f0c1111422283334444555566667').texts).toEqual(['1bae0f0c1111422283334444555566667']);
});

describe('a filter', () => {
  test.each([
    ['license:Pro', { on: 'license', text: 'pro' }],
    ['license:pro",', { on: 'license', text: 'pro' }],
    ['LICENSE:"OC Pro"', { on: 'license', text: 'oc pro' }],
    ['license:"oc p', { on: 'license', text: 'oc p' }],
    ['service:oc', { on: 'service', text: 'oc' }],
    ['id:1BAE', { on: 'id', text: '1bae' }],
    ['name:bad', { on: 'name', text: 'bad' }],
    ['lead:', { on: 'lead', isLead: true }],
    ['lead:yes', { on: 'lead', isLead: true }],
    ['lead:NO', { on: 'lead', isLead: false }],
    ['changed:last', { on: 'changed', since: 'last' }],
    ['changed:today', { on: 'changed', since: new Date(2026, 10, 25).getTime() }],
    ['changed:yesterday', { on: 'changed', since: new Date(2026, 10, 24).getTime() }],
    ['changed:12h', { on: 'changed', since: now - 12 * hour }],
    ['changed:7d', { on: 'changed', since: now - 7 * 24 * hour }],
    ['changed:2w', { on: 'changed', since: now - 14 * 24 * hour }],
    ['changed:2026-11-01', { on: 'changed', since: new Date(2026, 10, 1).getTime() }],
  ])('%s', (text, filter) => {
    expect(parse(text)).toEqual({ texts: [], filters: [{ ...filter, excluded: false }] });
    expect(parse(`-${text}`)).toEqual({ texts: [], filters: [{ ...filter, excluded: true }] });
  });

  test('stands among words and other filters, in any order', () => {
    expect(parse('acme license:pro "north east" -"lab" service:dr')).toEqual({
      texts: ['acme', 'north east'],
      filters: [
        { on: 'license', text: 'pro', excluded: false },
        { on: 'anywhere', text: 'lab', excluded: true },
        { on: 'service', text: 'dr', excluded: false },
      ],
    });
  });

  test.each(
    [
      ['license:', 'service:', 'id:', 'name:', 'changed:', 'license:"', 'license:""'],
      [
        'changed:l',
        'changed:toda',
        'changed:yester',
        'changed:7',
        'changed:2026-',
        'changed:2026-1',
        'changed:2026-11-',
        'changed:2026-11-0',
      ],
      ['lead:y', 'lead:n', '-license:'],
    ].flat(),
  )('%s is unfinished, and filters nothing', (text) => {
    expect(parse(text)).toEqual({ texts: [], filters: [] });
  });

  test('a prefix, then a blank, then a word: the word is searched for', () => {
    expect(parse('ID: 12')).toEqual({ texts: ['12'], filters: [] });
  });
});

const anything = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.constantFrom('a', 'É', ' ', '"', '-', ':', '\n', '7', 'd', ...prefixes.map((p) => `${p}:`)))
    .map((parts) => parts.join('')),
);

test('plain words mean what they always did', () => {
  const plain = anything.filter(
    (text) =>
      !/["',;]/.test(cleanText(text)) &&
      !prefixes.some((prefix) => cleanText(text).toLowerCase().includes(`${prefix}:`)),
  );
  fc.assert(
    fc.property(plain, (text) => {
      expect(parse(text)).toEqual({ texts: foldedWords(text), filters: [] });
    }),
  );
});

test('any text can be read; its tokens lie in it in order, and leave out blanks alone', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const { texts, filters } = parse(text);
      expect([...texts, ...filters.flatMap((filter) => ('text' in filter ? filter.text : []))]).not.toContain('');
      expect(texts.join('')).not.toContain('\n');
      let at = 0;
      for (const { start, end, raw } of tokensOf(text)) {
        expect(text.slice(at, start).trim()).toBe('');
        expect(text.slice(start, end)).toBe(raw);
        expect(end).toBeGreaterThan(start);
        at = end;
      }
      expect(text.slice(at).trim()).toBe('');
    }),
    { numRuns: 1_000 },
  );
});
