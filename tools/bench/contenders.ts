import type { Database } from 'better-sqlite3';
import Fuse from 'fuse.js';
import MiniSearch, { type Options as MiniSearchOptions } from 'minisearch';
import { readOrderedCustomers } from '../../main/directory/search/ordered-customers.ts';
import type { Customer } from '../../main/directory/customers/customer.ts';
import { fold } from '../../main/directory/customers/fold.ts';
import { openReader } from '../../main/directory/threads/reader.ts';
import { allCustomers } from '../../test/support/all-customers.ts';

const limit = 100;

/** What every answer holds. */
export interface Answer {
  rows: readonly unknown[];
  total: number;
  byLicense: ReadonlyMap<number, number>;
}

/** Answers what is typed, letter by letter: each text goes on from the one before, or begins anew. */
export type Contender = (text: string) => Answer;

/** Fieldbook's own search, with all that it adds: the language of searches, and where the matches are in each row. */
export function fieldbook(database: Database): Contender {
  const reader = openReader({ file: database.name, owner: null, ownFolder: '' });
  return (text) => {
    const { rows, total, licenses } = reader.search({ ...allCustomers, sort: [], text, limit });
    return { rows, total, byLicense: new Map(licenses.map(({ number, customers }) => [number, customers])) };
  };
}

/** All customers in an array, looked through with `includes`; a longer text looks through what the shorter one has found. */
export function array(database: Database): Contender {
  const all = readOrderedCustomers(database).customers.map((customer) => ({
    customer,
    folded: foldedTextOf(customer),
  }));
  let last = { text: '', found: all };
  return (text) => {
    const among = last.text !== '' && text.startsWith(last.text) ? last.found : all;
    last = { text, found: among.filter(({ folded }) => folded.includes(text)) };
    const rows = last.found.slice(0, limit).map(({ customer }) => customer);
    return { rows, total: last.found.length, byLicense: countLicenses(last.found.map(({ customer }) => customer)) };
  };
}

/** LIKE knows no accents and only the case of ASCII: what it looks through is folded before, as for the array. */
export function like(database: Database): Contender {
  database.exec(
    'CREATE TEMP TABLE folded (position INTEGER PRIMARY KEY, text TEXT NOT NULL, license INTEGER NOT NULL)',
  );
  const insert = database.prepare('INSERT INTO folded VALUES (?, ?, ?)');
  for (const [position, customer] of readOrderedCustomers(database).customers.entries()) {
    insert.run(position, foldedTextOf(customer), customer.license);
  }
  const select = database.prepare('SELECT * FROM folded WHERE text LIKE ? ORDER BY position LIMIT ?');
  const count = database
    .prepare<[string], [number, number]>('SELECT license, count(*) FROM folded WHERE text LIKE ? GROUP BY license')
    .raw();
  return (text) => {
    const pattern = `%${text}%`;
    const byLicense = new Map(count.all(pattern));
    return { rows: select.all(pattern, limit), total: sum(byLicense), byLicense };
  };
}

/** As its README begins: by word, with prefixes and typing errors. */
export function miniSearch(database: Database): Contender {
  return miniSearchWith(database, {
    fields: ['shortName', 'fullName', 'id'],
    searchOptions: { prefix: true, fuzzy: 0.2 },
  });
}

/** So that it finds what Fieldbook finds: every ending of every name is a term, which a text must begin. */
export function miniSearchEqual(database: Database): Contender {
  return miniSearchWith(database, {
    fields: ['shortName', 'fullName'],
    tokenize: (name) => Array.from({ length: name.length }, (_, at) => name.slice(at)),
    processTerm: fold,
    searchOptions: { prefix: true, tokenize: (text) => [text] },
  });
}

function miniSearchWith(database: Database, options: MiniSearchOptions<Customer>): Contender {
  const customers = readOrderedCustomers(database).customers;
  const index = new MiniSearch<Customer & { position: number }>({ idField: 'position', ...options });
  index.addAll(customers.map((customer, position) => ({ ...customer, position })));
  return (text) => {
    const found = index.search(text).flatMap(({ id }) => customers[Number(id)] ?? []);
    return { rows: found.slice(0, limit), total: found.length, byLicense: countLicenses(found) };
  };
}

/** As its documentation begins: every text against the pattern, by distance. */
export function fuse(database: Database): Contender {
  const index = new Fuse(readOrderedCustomers(database).customers, { keys: ['shortName', 'fullName', 'id'] });
  return (text) => {
    const found = index.search(text).map(({ item }) => item);
    return { rows: found.slice(0, limit), total: found.length, byLicense: countLicenses(found) };
  };
}

/** What Fieldbook looks for words of letters in: only others may be meant for an ID. */
function foldedTextOf({ shortName, fullName }: Customer): string {
  return fold(`${shortName}\n${fullName}`);
}

function countLicenses(customers: readonly Customer[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { license } of customers) counts.set(license, (counts.get(license) ?? 0) + 1);
  return counts;
}

function sum(counts: ReadonlyMap<number, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
