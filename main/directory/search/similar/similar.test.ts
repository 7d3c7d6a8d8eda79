import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { CustomerPage, CustomerQuery } from '../../../../preload/contract/customers.ts';
import { allCustomers } from '../../../../test/support/all-customers.ts';
import { cacheCustomers } from '../../../../test/support/cache-list.ts';
import { fc } from '../../../../test/support/properties.ts';
import { migrate } from '../../storage/migrations.ts';
import { openSearch } from '../search.ts';

function searchOver(fullNames: readonly string[]): (query: Partial<CustomerQuery>) => CustomerPage {
  const database = new Sqlite(':memory:');
  migrate(database);
  const customers = fullNames.map((fullName, at) => ({ id: `x${at}`, shortName: `N${at}`, fullName, license: at % 6 }));
  cacheCustomers(database, customers);
  const search = openSearch(database, () => 0);
  return (query) => search.page({ ...allCustomers, sort: [], ...query });
}

const names = [
  'Müller Logistik GmbH',
  'Straßenbau Weiß AG',
  'Sørensen Møbler A/S',
  'Smith & Sons Limited',
  'Saint Mary Hospital',
  'ООО «Северный Связь»',
  'Αθήνα Τηλεπικοινωνίες',
  'Northwind Traders',
  'Contoso Pharmaceuticals',
  'Acme Blueberry',
  'Tom & Jerry',
];
const search = searchOver(names);

test.each([
  ['Mueller', 'Müller Logistik GmbH'],
  ['Muller Logistics', 'Müller Logistik GmbH'],
  ['Mueler Logistik', 'Müller Logistik GmbH'],
  ['Strasenbau Weiss', 'Straßenbau Weiß AG'],
  ['Soerensen Moebler', 'Sørensen Møbler A/S'],
  ['Smith und Sons', 'Smith & Sons Limited'],
  ['Smith and Sons Ltd', 'Smith & Sons Limited'],
  ['Sons Smiht', 'Smith & Sons Limited'],
  ['St. Mary Hospital', 'Saint Mary Hospital'],
  ['severnyi', 'ООО «Северный Связь»'],
  ['athina', 'Αθήνα Τηλεπικοινωνίες'],
  ['nothwind', 'Northwind Traders'],
  ['norhtwind', 'Northwind Traders'],
  ['nortthwind', 'Northwind Traders'],
  ['morthwind', 'Northwind Traders'],
  ['nrthwnd', undefined],
  ['contosso farmaceuticals', 'Contoso Pharmaceuticals'],
  ['acme bluebery', 'Acme Blueberry'],
  ['northwind incorporated', 'Northwind Traders'],
  ['zzzz northwind traders', 'Northwind Traders'],
  ['zzzz northwind', undefined],
  ['- /', undefined],
  ['"sons smiht"', undefined],
  ['northwind plus', 'Northwind Traders'],
  ['qqqq', undefined],
  ['1bae44d0-c1a0-4db2-9f39-4d05aa4ecb2f', undefined],
])('%s means %s', (text, expected) => {
  const page = search({ text });
  expect(page.rows[0]?.fullName).toBe(expected);
  expect(page.similar).toBe(expected !== undefined);
});

describe('what is similar', () => {
  test('is shown only when nothing matches exactly', () => {
    expect(search({ text: 'smith' })).toMatchObject({ similar: false, total: 1 });
    expect(search({ text: '' })).toMatchObject({ similar: false, total: names.length });
    expect(search({ text: 'smiht', licenses: [0] })).toMatchObject({ similar: true, total: 0 });
  });

  test('is narrowed by filters, sorted when asked, and marked', () => {
    const page = search({ text: 'smithh name:sons' });
    expect(page.rows.map(({ fullName }) => fullName)).toEqual(['Smith & Sons Limited']);
    expect(page.rows[0]?.matches.fullName).toEqual([
      [0, 5],
      [8, 12],
    ]);
    expect(search({ text: 'smithh -name:sons' }).total).toBe(0);
    const both = searchOver(['Norton West', 'Nortan']);
    expect(both({ text: 'nortxn' }).rows.map(({ fullName }) => fullName)).toEqual(['Nortan', 'Norton West']);
    const sort: CustomerQuery['sort'] = [{ column: 'fullName', descending: true }];
    expect(both({ text: 'nortxn', sort }).rows.map(({ fullName }) => fullName)).toEqual(['Norton West', 'Nortan']);
  });

  test('is who has a license or a service that is named, all of them', () => {
    const total = (license: number): number => names.filter((_, at) => at % 6 === license).length;
    expect(search({ text: 'essentials' })).toMatchObject({ similar: true, total: total(0) });
    expect(search({ text: 'operator' })).toMatchObject({ similar: true, total: total(3) + total(4) + total(5) });
    const many = searchOver(Array.from({ length: 40_000 }, (_, at) => `Name ${at}`));
    expect(many({ text: 'operator' })).toMatchObject({ similar: true, total: 19_999 });
  });

  test('is marked in the letters that the name has', () => {
    const [row] = search({ text: 'severnyi' }).rows;
    expect(row?.matches.fullName.map(([start, end]) => row.fullName.slice(start, end))).toEqual(['Северный']);
  });
});

test('one mistake in a word of four to seven letters, and two in a longer one, are forgiven', () => {
  const letters = fc.string({
    unit: fc.constantFrom('b', 'c', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 't', 'v', 'z'),
    minLength: 4,
    maxLength: 14,
  });
  fc.assert(
    fc.property(
      letters,
      fc.array(fc.tuple(fc.nat(), fc.constantFrom('w', 'x', '')), { maxLength: 2 }),
      (word, mistakes) => {
        const allowed = word.length < 8 ? 1 : 2;
        const typed = mistakes.slice(0, allowed).reduce((text, [at, put]) => {
          const place = at % text.length;
          return put === '' ? withSwapped(text, place) : `${text.slice(0, place)}${put}${text.slice(place + 1)}`;
        }, word);
        const page = searchOver([`${word} Ltd`])({ text: typed });
        expect(page.total).toBe(1);
      },
    ),
    { numRuns: 300 },
  );
});

/** The letter at a place, swapped with the next; the last one stays. */
function withSwapped(text: string, place: number): string {
  return text.slice(0, place) + (text[place + 1] ?? '') + (text[place] ?? '') + text.slice(place + 2);
}

test('any text is answered', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.array(fc.string({ unit: 'grapheme' })),
      (text, list) => {
        const page = searchOver(list)({ text });
        expect(page.total).toBe(page.rows.length);
      },
    ),
  );
});
