import { expect, test } from 'vitest';
import type { Customer } from '../customers/customer.ts';
import { makeColumns } from './index-columns.ts';
import { naturalOrder } from './natural-order.ts';

function sorted(...names: string[]): string[] {
  const customers = names.map((name, index) => ({ id: String(index), shortName: name, fullName: name, license: 0 }));
  return inNaturalOrder(customers).map(({ shortName }) => shortName);
}

function inNaturalOrder(customers: Customer[]): Customer[] {
  return naturalOrder(makeColumns(customers), customers.length).flatMap((index) => customers[index] ?? []);
}

test('numbers count as numbers', () => {
  expect(sorted('BB84', 'BB9', 'BB175', 'BB')).toEqual(['BB', 'BB9', 'BB84', 'BB175']);
  expect(sorted('a10b2', 'a10b10', 'a9b30')).toEqual(['a9b30', 'a10b2', 'a10b10']);
  expect(sorted('x007', 'x8', 'x6')).toEqual(['x6', 'x007', 'x8']);
});

test('case and diacritics do not count', () => {
  expect(sorted('zebra', 'Éclair', 'apple', 'Łukasz', 'Mango')).toEqual([
    'apple',
    'Éclair',
    'Łukasz',
    'Mango',
    'zebra',
  ]);
});

test('equal short names go by full name, then by ID', () => {
  const customer = (id: string, fullName: string) => ({ id, shortName: 'Same', fullName, license: 0 });
  const customers = inNaturalOrder([customer('2', 'B'), customer('1', 'B'), customer('3', 'A')]);
  expect(customers.map(({ id }) => id)).toEqual(['3', '1', '2']);
});
