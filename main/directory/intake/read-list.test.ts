import { fc } from '../../../test/support/properties.ts';
import { describe, expect, test } from 'vitest';
import { failureOf } from '../../../test/failure-of.ts';
import { readText } from '../../../test/support/read-text.ts';
import { FailureError } from '../../failure.ts';
import { readList } from './read-list.ts';

const good = { Id: 'a', ShortName: 'Tobi', FullName: "Tobi's", LicenseType: 2 };

function read(...rows: unknown[]): ReturnType<typeof readText> {
  return readText(JSON.stringify(rows));
}

describe('rows', () => {
  test('both spellings are read', () => {
    const list = read(good, { id: 'b', shortName: 'B', fullName: 'BB', licenseType: 5 });
    expect(list.customers).toEqual([
      { id: 'a', shortName: 'Tobi', fullName: "Tobi's", license: 2 },
      { id: 'b', shortName: 'B', fullName: 'BB', license: 5 },
    ]);
  });

  test('leads without an ID are kept, alike or not', () => {
    expect(read({ ...good, Id: null }, { ...good, Id: null }).customers).toHaveLength(2);
  });

  test('an unknown license number is kept', () => {
    expect(read({ ...good, LicenseType: 2 ** 40 }).customers[0]?.license).toBe(2 ** 40);
  });

  test('fields that are not shown are not kept', () => {
    expect(Object.keys(read({ ...good, ApplicationClientSecret: 'x' }).customers[0] ?? {})).toEqual([
      'id',
      'shortName',
      'fullName',
      'license',
    ]);
  });

  test.each([
    ['Id', undefined, 'Id is missing.'],
    ['Id', '', 'Id is empty.'],
    ['Id', 7, 'Id is a number where text or null was due.'],
    ['ShortName', null, 'ShortName is null where text was due.'],
    ['FullName', ['x'], 'FullName is a list where text was due.'],
    ['LicenseType', '2', 'LicenseType is text where a whole number was due.'],
    ['LicenseType', 1.5, 'LicenseType is a number where a whole number was due.'],
  ])('a row whose %s is %j is set aside, with the reason', (field, value, reason) => {
    const { customers, setAside } = read(good, { ...good, Id: 'b', [field]: value });
    expect(customers).toHaveLength(1);
    expect(setAside).toEqual({ count: 1, listed: [{ position: 2, reason }] });
  });

  test.each([
    [null, 'null'],
    [[good], 'a list'],
    ['text', 'text'],
    [7, 'a number'],
    [true, 'true or false'],
  ])('%j in the place of a customer is set aside', (row, kind) => {
    expect(read(good, row).setAside.listed).toEqual([{ position: 2, reason: `It is ${kind}, not a customer.` }]);
  });
});

test('of many rows that are set aside the first hundred are listed, and all counted', () => {
  const conflicting = [good, { ...good, FullName: 'Second' }];
  const { received, setAside } = read(
    { ...good, Id: 'b' },
    ...Array.from({ length: 5_000 }, () => null),
    ...conflicting,
  );
  expect(setAside.count).toBe(5_001);
  expect(setAside.listed.map(({ position }) => position)).toEqual(Array.from({ length: 100 }, (_, at) => at + 2));
  expect(received).toBe(5_003);
});

test('of customers whose row can’t be read, those are kept whose ID can be', () => {
  const kept: string[] = [];
  const list = readList({ add: () => null, keep: (id) => kept.push(id) });
  list.add([good, { Id: 'b' }, { Id: 'c' }, { Id: 7 }, null]);
  expect(list.end()).toMatchObject({ received: 5, setAside: { count: 4 } });
  expect(kept).toEqual(['b', 'c']);
});

describe('rows with one ID', () => {
  test('equal ones collapse, whatever the case of the ID', () => {
    const list = read(good, good, { ...good, Id: 'A' });
    expect(list).toMatchObject({ received: 3, collapsed: 2, setAside: { count: 0, listed: [] } });
    expect(list.customers).toHaveLength(1);
  });

  test('of conflicting ones the last counts, and the report names both', () => {
    const list = read(good, { ...good, FullName: 'Second' }, { ...good, FullName: 'Third' });
    expect(list.customers).toMatchObject([{ fullName: 'Third' }]);
    expect(list.setAside.listed.map(({ position, reason }) => `${position}: ${reason}`)).toEqual([
      '1: Row 2 has the same Id and differs. The later row counts.',
      '2: Row 3 has the same Id and differs. The later row counts.',
    ]);
  });
});

describe('what is no list', () => {
  test.each([
    ['', 'malformed', 'empty'],
    ['  \n', 'malformed', 'empty'],
    ['null', 'malformed', 'null'],
    ['{"value":[]}', 'malformed', 'an object'],
    ['[{"Id":"a"', 'malformed', 'no valid JSON'],
    ['[{"Id":NaN}]', 'malformed', 'no valid JSON'],
    ['[1,2]', 'malformed', 'None of 2 rows'],
    ['<!doctype html><p>Sign in', 'not-live-platform', 'web page'],
  ])('%j is %s', async (text, code, detail) => {
    const failure = await failureOf(() => readText(text));
    expect(failure.code).toBe(code);
    expect(failure.detail).toContain(detail);
  });

  test('the detail does not quote what was sent', async () => {
    const failure = await failureOf(() => readText('[{"ShortName":"Confidential" oops]'));
    expect(failure.detail).not.toContain('Confidential');
  });

  test('an empty list is one', () => {
    expect(read()).toEqual({
      received: 0,
      customers: [],
      collapsed: 0,
      setAside: { count: 0, listed: [] },
    });
  });
});

test('whatever JSON comes, it is named or every row is accounted for', () => {
  const id = fc.constantFrom('a', 'A', 'b', null, '', 7);
  const row = fc.record(
    {
      Id: id,
      ShortName: fc.oneof(fc.string(), fc.integer()),
      FullName: fc.string(),
      LicenseType: fc.oneof(fc.integer(), fc.double()),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.array(fc.oneof(row, fc.jsonValue()))), (value) => {
      try {
        const list = readText(JSON.stringify(value));
        expect(list.customers.length + list.setAside.count + list.collapsed).toBe(list.received);
      } catch (error) {
        expect(error).toBeInstanceOf(FailureError);
      }
    }),
    { numRuns: 1000 },
  );
});
