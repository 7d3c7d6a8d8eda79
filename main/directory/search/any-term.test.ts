import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { CustomerPage, CustomerQuery } from '../../../preload/contract/customers.ts';
import { allCustomers } from '../../../test/support/all-customers.ts';
import { cacheCustomers } from '../../../test/support/cache-list.ts';
import { fc } from '../../../test/support/properties.ts';
import { fold } from '../customers/fold.ts';
import type { Customer } from '../customers/customer.ts';
import { migrate } from '../storage/migrations.ts';
import { openSearch } from './search.ts';

function searchOver(customers: Customer[]): (query: Partial<CustomerQuery>) => CustomerPage {
  const database = new Sqlite(':memory:');
  migrate(database);
  cacheCustomers(database, customers);
  const search = openSearch(database, () => 0);
  return (query) => search.page({ ...allCustomers, sort: [], ...query });
}

function names(page: CustomerPage): string[] {
  return page.rows.map(({ shortName }) => shortName);
}

const search = searchOver([
  { id: '1bae44d0-c1a0-4db2-9f39-4d05aa4ecb2f', shortName: 'Acme', fullName: 'Acme North Ltd', license: 1 },
  { id: 'bb', shortName: 'BB84', fullName: 'Landmark 8', license: 2 },
  { id: 'cc', shortName: 'Zoë', fullName: 'Zoë’s Café', license: 2 },
  { id: null, shortName: 'Lead', fullName: 'acme south', license: 2 },
]);

test('terms are found in names and IDs, in the order they were pasted', () => {
  const anyOf = ['bb84', '{1BAE44D0C1A04DB29F394D05AA4ECB2F}', 'nobody', "zoe's cafe", 'North  Pole'];
  const page = search({ anyOf });
  expect(names(page)).toEqual(['BB84', 'Acme', 'Zoë']);
  expect(page.notFound).toEqual(['nobody', 'North  Pole']);
  expect(page.rows[2]?.matches.fullName).toEqual([[0, 10]]);
});

test('a term may be found in several, and several terms in one', () => {
  const page = search({ anyOf: ['acme', 'ACME', 'acme north', 'a'] });
  expect(names(page)).toEqual(['Acme', 'Lead', 'BB84', 'Zoë']);
  expect(page.notFound).toEqual([]);
});

test('what is typed, licenses and sorting hold as for any list', () => {
  const anyOf = ['lead', 'zoë', 'acme', 'bb84'];
  expect(names(search({ anyOf, text: 'acme' }))).toEqual(['Acme', 'Lead']);
  expect(names(search({ anyOf, text: 'akme' }))).toEqual(['Acme', 'Lead']);
  expect(names(search({ anyOf, licenses: [2] }))).toEqual(['Lead', 'Zoë', 'BB84']);
  expect(search({ anyOf: ['zoë', 'x'], licenses: [1] })).toMatchObject({ total: 0, notFound: ['x'] });
  expect(names(search({ anyOf, sort: [{ column: 'shortName', descending: false }] }))).toEqual([
    'Acme',
    'BB84',
    'Lead',
    'Zoë',
  ]);
});

test('agrees with looking for each term in turn', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '9', 'é', '-'), maxLength: 8 });
  fc.assert(
    fc.property(
      fc.array(fc.record({ id: fc.constant(null), shortName: text, fullName: text, license: fc.constant(0) })),
      fc.uniqueArray(text, { minLength: 1 }),
      (customers, anyOf) => {
        const page = searchOver(customers)({ anyOf });
        const has = (customer: Customer, term: string): boolean =>
          fold(term).trim() !== '' &&
          [customer.shortName, customer.fullName].some((name) => fold(name).includes(fold(term).trim()));
        expect(page.total).toBe(customers.filter((customer) => anyOf.some((term) => has(customer, term))).length);
        expect(page.notFound).toEqual(anyOf.filter((term) => !customers.some((customer) => has(customer, term))));
      },
    ),
  );
});
