import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import type { Customer } from './customer.ts';
import { fold } from './fold.ts';

/**
 * All folded names in one string and all IDs in another, by rank. `indexOf` runs through them faster than any index of
 * words or trigrams answers at 100,000 customers, finds every substring, and takes about 80 bytes a customer.
 */
export interface SearchIndex {
  names: string;
  /** Where each customer's names begin in `names`. */
  nameStarts: Uint32Array;
  ids: string;
  idStarts: Uint32Array;
  /** License number by rank: any whole number, a newer server may have more. */
  licenses: Float64Array;
}

/** Builds the index of customers in rank order; `foldedNames[rank]` is the folded short name, then the folded full name if it differs. */
export function buildSearchIndex(customers: readonly Customer[], foldedNames: readonly string[]): SearchIndex {
  const ids = customers.map((customer) => (customer.id === null ? '' : fold(customer.id)));
  return {
    names: foldedNames.join('\n'),
    nameStarts: startsOf(foldedNames),
    ids: ids.join('\n'),
    idStarts: startsOf(ids),
    licenses: Float64Array.from(customers, (customer) => customer.license),
  };
}

function startsOf(texts: readonly string[]): Uint32Array {
  const starts = new Uint32Array(texts.length);
  let at = 0;
  for (const [rank, text] of texts.entries()) {
    starts[rank] = at;
    at += text.length + 1;
  }
  return starts;
}

export function storeSearchIndex(database: Database, index: SearchIndex): void {
  database
    .prepare('REPLACE INTO search_index VALUES (1, ?, ?, ?, ?, ?)')
    .run(index.names, bytesOf(index.nameStarts), index.ids, bytesOf(index.idStarts), bytesOf(index.licenses));
}

const StoredIndex = v.pipe(
  v.object({
    names: v.string(),
    name_starts: v.instance(Uint8Array),
    ids: v.string(),
    id_starts: v.instance(Uint8Array),
    licenses: v.instance(Uint8Array),
  }),
  v.check(({ name_starts, id_starts, licenses }) => {
    const customers = licenses.length / Float64Array.BYTES_PER_ELEMENT;
    const starts = customers * Uint32Array.BYTES_PER_ELEMENT;
    return Number.isInteger(customers) && name_starts.length === starts && id_starts.length === starts;
  }),
);

/** Reads the stored index; an empty one before the first refresh. */
export function loadSearchIndex(database: Database): SearchIndex {
  const row = database.prepare('SELECT * FROM search_index').get();
  if (row === undefined) return buildSearchIndex([], []);
  const stored = v.parse(StoredIndex, row);
  return {
    names: stored.names,
    nameStarts: new Uint32Array(bufferOf(stored.name_starts)),
    ids: stored.ids,
    idStarts: new Uint32Array(bufferOf(stored.id_starts)),
    licenses: new Float64Array(bufferOf(stored.licenses)),
  };
}

function bytesOf(array: Uint32Array | Float64Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

/**
 * Finds the customers in which every word occurs, in names or ID.
 * @param words as `foldedWords` gives them
 * @returns 1 by rank for a match, 0 otherwise
 */
export function matchingRanks(index: SearchIndex, words: readonly string[]): Uint8Array {
  const matching = new Uint8Array(index.licenses.length).fill(1);
  for (const word of words) {
    const found = new Uint8Array(matching.length);
    markOccurrences(found, word, index.names, index.nameStarts);
    markOccurrences(found, word, index.ids, index.idStarts);
    for (let rank = 0; rank < matching.length; rank++) matching[rank] = (matching[rank] ?? 0) & (found[rank] ?? 0);
  }
  return matching;
}

/** Sets `found` to 1, by rank, where a word occurs in a text of the index. */
export function markOccurrences(found: Uint8Array, word: string, text: string, starts: Uint32Array): void {
  const last = starts.length - 1;
  let rank = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, starts[rank])) {
    rank = rankAt(starts, at, rank);
    found[rank] = 1;
    if (rank === last) return;
    rank++;
  }
}

/** The rank whose text holds position `at`: a galloping search, because the next match is usually near. */
function rankAt(starts: Uint32Array, at: number, from: number): number {
  let low = from;
  let step = 1;
  while (low + step < starts.length && (starts[low + step] ?? 0) <= at) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, starts.length);
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low;
}
