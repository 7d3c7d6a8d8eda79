import Sqlite from 'better-sqlite3';
import { fc } from '../../../test/support/properties.ts';
import { describe, expect, test } from 'vitest';
import { cacheCustomers } from '../../../test/support/cache-list.ts';
import { type Customer, customerKey, numberTwins, parseKey } from '../customers/customer.ts';
import { migrate } from '../storage/migrations.ts';
import { openCachedList } from './cached-list.ts';
import { type Comparison, compareWith } from './comparison.ts';

const name = fc.constantFrom('a', 'A', 'ab', 'b', '', 'a\nb', ':', '1:a', 'lead:0:0:1:a', 'İ');
const row: fc.Arbitrary<Customer> = fc.record({
  id: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    fc.constantFrom('a', 'B', 'c', 'lead a', 'lead:0:0:1:aa', 'id:a'),
  ),
  shortName: name,
  fullName: name,
  license: fc.constantFrom(0, 1, -1),
});

/** As a list is read: one row an ID, and twins numbered. */
function listOf(rows: readonly Customer[]): Customer[] {
  const known = new Set<string>();
  const unique = rows.filter(
    (customer) => customer.id === null || (!known.has(customerKey(customer)) && known.add(customerKey(customer))),
  );
  return unique.map(numberTwins());
}

const lists = fc.array(row, { maxLength: 12 }).map(listOf);

function compare(before: readonly Customer[], after: readonly Customer[]): Comparison {
  const database = new Sqlite(':memory:');
  migrate(database);
  cacheCustomers(database, before);
  const comparing = compareWith(openCachedList(database));
  for (const [at, customer] of after.entries()) comparing.add(customer, at + 1);
  return comparing.result();
}

function sorted(customers: readonly Customer[]): string[] {
  return customers.map((customer) => JSON.stringify([customerKey(customer), customer])).sort();
}

test('a key is one customer’s, and says who it is', () => {
  fc.assert(
    fc.property(lists, (customers) => {
      const keys = customers.map(customerKey);
      expect(new Set(keys).size).toBe(customers.length);
      for (const [index, customer] of customers.entries()) {
        const { shortName } = customer;
        const id = customer.id?.toLowerCase() ?? null;
        expect(parseKey(keys[index] ?? '')).toEqual({ id, beginning: `${id ?? shortName}\n` });
      }
    }),
  );
});

test('what changes, applied to the old list, gives the new one', () => {
  fc.assert(
    fc.property(lists, lists, (before, after) => {
      const { added, removed, altered, remaining, stays, leaving, arrivals } = compare(before, after);
      const applied = new Map(before.map((customer) => [customerKey(customer), customer]));
      for (const customer of removed) expect(applied.delete(customerKey(customer))).toBe(true);
      for (const { before: old } of altered) expect(applied.delete(customerKey(old))).toBe(true);
      expect(applied.size + altered.length).toBe(remaining);
      for (const customer of [...added, ...altered.map(({ after: changed }) => changed)]) {
        expect(applied.has(customerKey(customer))).toBe(false);
        applied.set(customerKey(customer), customer);
      }
      const spelled = after.map((customer) => ({ ...customer, id: customer.id?.toLowerCase() ?? null }));
      const found = [...applied.values()].map((customer) => ({ ...customer, id: customer.id?.toLowerCase() ?? null }));
      expect(sorted(found)).toEqual(sorted(spelled));
      const staying = stays.reduce((sum, one) => sum + one, 0);
      expect(staying + arrivals.length).toBe(after.length);
      const rewritten = arrivals.filter(({ position }) => position !== null);
      expect(staying + rewritten.length + leaving.length).toBe(before.length);
    }),
    { numRuns: 1_000 },
  );
});

test('the order of rows changes nothing', () => {
  const permuted = lists.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }).map(listOf)),
  );
  fc.assert(
    fc.property(permuted, lists, ([list, other], before) => {
      expect(compare(list, other)).toMatchObject({ added: [], removed: [], altered: [], arrivals: [], leaving: [] });
      const [one, two] = [compare(before, list), compare(before, other)];
      expect(sorted(two.added)).toEqual(sorted(one.added));
      expect(sorted(two.removed)).toEqual(sorted(one.removed));
      expect(two.altered.map((pair) => JSON.stringify(pair)).sort()).toEqual(
        one.altered.map((pair) => JSON.stringify(pair)).sort(),
      );
    }),
    { numRuns: 500 },
  );
});

describe('a lead', () => {
  const lead = (shortName: string, fullName = shortName, license = 3): Customer => ({
    id: null,
    shortName,
    fullName,
    license,
  });
  const withId = (shortName: string, id = `id-${shortName}`, license = 3): Customer => ({
    ...lead(shortName),
    id,
    license,
  });

  function changes(before: Customer[], after: Customer[]): Record<'added' | 'removed' | 'altered', number> {
    const { added, removed, altered } = compare(listOf(before), listOf(after));
    return { added: added.length, removed: removed.length, altered: altered.length };
  }

  test.each([
    ['that gets its ID', [lead('Acme')], [withId('Acme')], { added: 0, removed: 0, altered: 1 }],
    [
      'that gets its ID, with another license',
      [lead('Acme')],
      [withId('Acme', 'x', 5)],
      { added: 0, removed: 0, altered: 1 },
    ],
    ['that gets another license', [lead('Acme')], [lead('Acme', 'Acme', 5)], { added: 0, removed: 0, altered: 1 }],
    ['that gets another full name', [lead('Acme')], [lead('Acme', 'Acme Ltd')], { added: 0, removed: 0, altered: 1 }],
    [
      'whose twin gets another license',
      [lead('Acme'), lead('Acme')],
      [lead('Acme'), lead('Acme', 'Acme', 5)],
      { added: 0, removed: 0, altered: 1 },
    ],
  ])('%s is one customer', (_, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected);
  });

  test.each([
    [
      'two leads of the name and one ID',
      [lead('Acme'), lead('Acme')],
      [withId('Acme')],
      { added: 1, removed: 2, altered: 0 },
    ],
    [
      'a lead of the name is still there',
      [lead('Acme'), lead('Acme')],
      [lead('Acme'), withId('Acme')],
      { added: 1, removed: 1, altered: 0 },
    ],
    [
      'one lead and two IDs',
      [lead('Acme')],
      [withId('Acme', '1'), withId('Acme', '2')],
      { added: 2, removed: 1, altered: 0 },
    ],
    [
      'another full name',
      [lead('Acme')],
      [{ ...withId('Acme'), fullName: 'Acme Ltd' }],
      { added: 1, removed: 1, altered: 0 },
    ],
    [
      'two leads of the short name with other full names',
      [lead('A', 'X'), lead('A', 'Y')],
      [lead('A', 'V'), lead('A', 'W')],
      { added: 2, removed: 2, altered: 0 },
    ],
    [
      'another lead of the short name stays',
      [lead('A', 'X'), lead('A', 'Y')],
      [lead('A', 'X'), lead('A', 'Z')],
      { added: 1, removed: 1, altered: 0 },
    ],
  ])('%s: nobody is guessed', (_, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected);
  });
});
