import { fc } from '../support/properties.ts';
import { expect, test } from 'vitest';
import { FailureError } from '../../main/failure.ts';
import { readText } from '../support/read-text.ts';
import './report.ts';

const id = fc.oneof(fc.constantFrom('a', 'A', 'b', 'ß', null, '', 7), fc.string(), fc.uuid());
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', 'Same', '\ud800', '\u0000', '__proto__'),
  fc.integer(),
);
const license = fc.oneof(fc.integer({ min: -1, max: 7 }), fc.double(), fc.constantFrom('2', null, 2 ** 53));
const row = fc.oneof(
  fc.record({ Id: id, ShortName: text, FullName: text, LicenseType: license }, { requiredKeys: [] }),
  fc.record({ id, shortName: text, fullName: text, licenseType: license, more: fc.jsonValue() }, { requiredKeys: [] }),
);
/** Rows of which some repeat others, to the letter or nearly. */
const rows = fc.array(fc.oneof({ weight: 6, arbitrary: row }, { weight: 1, arbitrary: fc.jsonValue() }), {
  maxLength: 40,
  size: 'max',
});
const repeated = fc.tuple(rows, fc.nat()).map(([list, from]) => [...list, ...list.slice(from % (list.length + 1))]);

test('whatever JSON comes, it is named or every row of it is accounted for', { timeout: 120_000 }, ({ task }) => {
  let received = 0;
  let lists = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 8, arbitrary: repeated }, { weight: 1, arbitrary: fc.jsonValue() }), (value) => {
      try {
        const list = readText(JSON.stringify(value));
        expect(list.received).toBe(Array.isArray(value) ? value.length : NaN);
        expect(list.customers.length + list.setAside.count + list.collapsed).toBe(list.received);
        const positions = list.setAside.listed.map(({ position }) => position);
        expect(new Set(positions).size).toBe(positions.length);
        expect(positions.every((position) => position >= 1 && position <= list.received)).toBe(true);
        received += list.received;
        lists++;
      } catch (error) {
        expect(error).toBeInstanceOf(FailureError);
        expect(error).toMatchObject({ failure: { code: 'malformed' } });
      }
    }),
    { numRuns: 10_000 },
  );
  task.meta.rows = { received, lists };
  expect(received).toBeGreaterThan(100_000);
});

test('whatever text comes, nothing but a failure is thrown', () => {
  const pieces = fc.constantFrom(
    '[',
    ']',
    '{',
    '}',
    '"',
    ',',
    ':',
    'null',
    '1e400',
    'NaN',
    '\\ud800',
    '"Id"',
    ' ',
    '<',
    '\ufeff',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(pieces).map((list) => list.join('')),
      ),
      (body) => {
        try {
          readText(body);
        } catch (error) {
          expect(error).toBeInstanceOf(FailureError);
        }
      },
    ),
    { numRuns: 5_000 },
  );
});
