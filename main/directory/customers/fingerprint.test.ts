import { expect, test } from 'vitest';
import { fc } from '../../../test/support/properties.ts';
import type { Customer } from './customer.ts';
import { fingerprintsOf } from './fingerprint.ts';

const text = fc.constantFrom('', 'a', 'A', 'aa', 'ab', 'ba', 'é', '\u0000', '1', '2:a');
const customers: fc.Arbitrary<Customer> = fc.record({
  id: fc.oneof(fc.constant(null), text),
  shortName: text,
  fullName: text,
  license: fc.constantFrom(0, 1, -1, 2 ** 32, 2 ** 53 - 1),
});

test('customers who differ in anything have other fingerprints, and the same key those alone who differ in no more than names', () => {
  fc.assert(
    fc.property(customers, customers, (one, other) => {
      const [key, ...content] = fingerprintsOf([one]);
      const [otherKey, ...otherContent] = fingerprintsOf([other]);
      const isSame = JSON.stringify(one) === JSON.stringify(other);
      expect(JSON.stringify(content) === JSON.stringify(otherContent)).toBe(isSame);
      if (one.id !== null && other.id !== null) {
        expect(key === otherKey).toBe(one.id.toLowerCase() === other.id.toLowerCase());
      }
    }),
    { numRuns: 20_000 },
  );
});

test('a hundred thousand customers have as many fingerprints', () => {
  const many = Array.from({ length: 100_000 }, (_, number) => {
    const name = `Customer ${number}`;
    return { id: null, shortName: name, fullName: name, license: number % 6 };
  });
  const prints = fingerprintsOf(many);
  const contents = new Set(many.map((_, at) => prints.subarray(3 * at + 1, 3 * at + 3).join()));
  expect(contents.size).toBe(many.length);
});

test('a fingerprint stays what it is from version to version: it is stored', () => {
  const prints = fingerprintsOf([{ id: 'ID-1', shortName: 'Tobi', fullName: 'Tobi’s', license: 2 }]);
  expect([...prints]).toEqual([-1302341587, 1242429420, 635829718]);
});
