// What people type who have misheard, misspelt or rewritten a name: who is found, and in what time.
import uFuzzy from '@leeoniya/ufuzzy';
import Sqlite from 'better-sqlite3';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import * as v from 'valibot';
import { fold } from '../../main/directory/customers/fold.ts';
import { openSearch } from '../../main/directory/search/search.ts';
import { migrate } from '../../main/directory/storage/migrations.ts';
import { allCustomers } from '../../test/support/all-customers.ts';
import { cacheCustomers } from '../../test/support/cache-list.ts';
import { argument, give } from './child.ts';
import { makeNames, makeQuestions } from './misspelled.ts';

/** The names found for a text, best first; few are enough. */
type Finder = (text: string) => string[];

const {
  size,
  questions: count,
  finders,
} = argument(v.object({ size: v.number(), questions: v.number(), finders: v.array(v.string()) }));
const names = makeNames(size);
const questions = makeQuestions(names, count);

const makers: Record<string, () => Finder> = { fieldbook, fuse, miniSearch, uFuzzy: uFuzzyFinder };
give(Object.fromEntries(finders.map((name) => [name, ask(makers[name]?.() ?? (() => []))])));

/** The share of questions that the customer meant is the answer to, first or among the first five, and the time of each in milliseconds. */
function ask(find: Finder): { first: number; firstFive: number; times: number[] } {
  for (const { typed } of questions.slice(0, 5)) find(typed);
  let first = 0;
  let firstFive = 0;
  const times = questions.map(({ typed, meant }) => {
    const began = performance.now();
    const found = find(typed).slice(0, 5);
    const took = performance.now() - began;
    const at = found.indexOf(names[meant] ?? '');
    if (at === 0) first++;
    if (at >= 0) firstFive++;
    return took;
  });
  return { first: first / questions.length, firstFive: firstFive / questions.length, times };
}

function fieldbook(): Finder {
  const database = new Sqlite(':memory:');
  migrate(database);
  cacheCustomers(
    database,
    names.map((fullName, at) => ({ id: `id-${at}`, shortName: `C${at}`, fullName, license: at % 6 })),
  );
  const search = openSearch(database, Date.now);
  return (text) => search.page({ ...allCustomers, sort: [], text, limit: 100 }).rows.map(({ fullName }) => fullName);
}

/** As its documentation begins, with the accents that it ignores when told to. */
function fuse(): Finder {
  const index = new Fuse(names, { ignoreDiacritics: true });
  return (text) => index.search(text, { limit: 5 }).map(({ item }) => item);
}

/** As its README shows for typing errors, on folded words. */
function miniSearch(): Finder {
  const index = new MiniSearch({ fields: ['name'], processTerm: fold, searchOptions: { prefix: true, fuzzy: 0.2 } });
  index.addAll(names.map((name, id) => ({ id, name })));
  return (text) => index.search(text).map(({ id }) => names[Number(id)] ?? '');
}

/** With one typing error a word and words in any order, on Latin letters, as its documentation shows. */
function uFuzzyFinder(): Finder {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the package exports the enum as a type alone
  const finder = new uFuzzy({ intraMode: 1 });
  const plain = uFuzzy.latinize([...names]);
  return (text) => {
    const [indexes, info, order] = finder.search(plain, uFuzzy.latinize(text), 3);
    const found = info ? order.map((at) => info.idx[at] ?? -1) : (indexes ?? []);
    return found.map((at) => names[at] ?? '');
  };
}
