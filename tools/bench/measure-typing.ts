// Words of six letters, typed letter by letter, each by every contender in turn.
import * as v from 'valibot';
import { connect } from '../../main/directory/storage/database.ts';
import { readOrderedCustomers } from '../../main/directory/search/ordered-customers.ts';
import { argument, give } from './child.ts';
import { array, type Contender, fieldbook, fuse, like, miniSearch, miniSearchEqual } from './contenders.ts';
import { wordsOf } from './words.ts';

const makers = { fieldbook, array, like, miniSearch, miniSearchEqual, fuse };
const Name = v.picklist(['fieldbook', 'array', 'like', 'miniSearch', 'miniSearchEqual', 'fuse']);
const {
  file,
  names,
  words: wordCount,
} = argument(v.object({ file: v.string(), names: v.array(Name), words: v.number() }));

const database = connect(file);
// As the app's reader does: outside of a transaction every statement begins one.
database.exec('BEGIN');
const words = wordsOf(
  readOrderedCustomers(database).customers.map(({ fullName }) => fullName),
  wordCount,
);
const contenders = names.map((name): [typeof name, Contender] => [name, makers[name](database)]);
// In milliseconds for a word, by contender.
const times = Object.fromEntries(names.map((name): [string, number[]] => [name, []]));
const totals = Object.fromEntries(names.map((name): [string, number[]] => [name, []]));
// The first words warm up.
for (const word of [...words.slice(0, 3), ...words]) {
  for (const [name, contender] of contenders) {
    const began = performance.now();
    let total = 0;
    for (let end = 1; end <= word.length; end++) total = contender(word.slice(0, end)).total;
    times[name]?.push(performance.now() - began);
    totals[name]?.push(total);
  }
}
database.close();
give({
  times: Object.fromEntries(Object.entries(times).map(([name, all]) => [name, all.slice(3)])),
  totals: Object.fromEntries(Object.entries(totals).map(([name, all]) => [name, all.slice(3)])),
});
