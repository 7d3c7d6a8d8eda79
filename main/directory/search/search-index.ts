import type { Database } from 'better-sqlite3';
import { type IndexColumns, makeColumns } from './index-columns.ts';
import { readOrderedCustomers } from './ordered-customers.ts';
import { joinPositions } from './positions.ts';
import { positionsWith, type TextIndex, textIndexOf } from './text/text-index.ts';

/**
 * What a search needs to know of every customer, by position in natural order. Looking at every text in turn
 * finds every substring; an index of words finds only beginnings, and one of trigrams takes ten times the memory.
 */
export interface SearchIndex {
  /** Short name and full name, as in `IndexColumns`. */
  names: TextIndex;
  ids: TextIndex;
  licenses: LicenseIndex;
  /** In `customers`. */
  rowIds: Int32Array;
}

export interface LicenseIndex {
  /** All license numbers that occur, ascending. */
  numbers: readonly number[];
  /** By position: where the customer's license is among them. */
  indexes: Uint32Array;
}

/** Makes the index of the cached list; an empty one before the first refresh. */
export function readSearchIndex(database: Database): SearchIndex {
  const { customers, rowIds } = readOrderedCustomers(database);
  return searchIndexOf(makeColumns(customers), rowIds);
}

function searchIndexOf({ names, ids, licenses }: IndexColumns, rowIds: Int32Array): SearchIndex {
  return { names: textIndexOf(names), ids: textIndexOf(ids), licenses: licenseIndexOf(licenses), rowIds };
}

/** Of a list without customers. */
export const emptyIndex = searchIndexOf(makeColumns([]), new Int32Array());

/** @param licenses by position */
export function licenseIndexOf(licenses: Float64Array): LicenseIndex {
  const found = new Set<number>();
  // By index: iterating over a typed array takes ten times as long.
  for (let position = 0; position < licenses.length; position++) found.add(licenses[position] ?? 0);
  const numbers = [...found].sort((a, b) => a - b);
  const indexOf = new Map(numbers.map((number, at) => [number, at]));
  const indexes = new Uint32Array(licenses.length);
  for (let position = 0; position < licenses.length; position++)
    indexes[position] = indexOf.get(licenses[position] ?? 0) ?? 0;
  return { numbers, indexes };
}

/** Where the text of a filter is looked for. */
export type Where = 'anywhere' | 'name' | 'id';

/** Those of some positions, ascending, in which a folded word occurs. */
export function positionsWithText(index: SearchIndex, where: Where, word: string, among: Uint32Array): Uint32Array {
  if (where === 'name') return positionsWith(word, index.names, among);
  if (where === 'id') return positionsWith(word, index.ids, among);
  const inNames = positionsWith(word, index.names, among);
  return mayBeId(word) ? joinPositions(inNames, positionsWith(word, index.ids, among)) : inNames;
}

/**
 * Whether a folded word may be meant for an ID: four or more hex digits and dashes, and not letters alone, for `fab` and `decade` are
 * names. Three letters would be found in the IDs of nearly everybody.
 */
export function mayBeId(word: string): boolean {
  return /^(?=.*[\d-])[\da-f-]{4,}$/.test(word);
}
