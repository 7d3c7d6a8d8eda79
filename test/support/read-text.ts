import Sqlite from 'better-sqlite3';
import type { Customer } from '../../main/directory/customers/customer.ts';
import { openCachedList } from '../../main/directory/intake/cached-list.ts';
import { compareWith } from '../../main/directory/intake/comparison.ts';
import { createJsonRows } from '../../main/directory/intake/json-rows.ts';
import { type ReceivedRows, readList } from '../../main/directory/intake/read-list.ts';
import { migrate } from '../../main/directory/storage/migrations.ts';
import { inChunks } from './in-chunks.ts';

const database = new Sqlite(':memory:');
migrate(database);
const nobody = openCachedList(database);

/** Reads the text of a list as a first refresh does. Throws as that. */
export function readText(text: string): ReceivedRows & { customers: Customer[] } {
  const json = createJsonRows();
  const comparing = compareWith(nobody);
  const list = readList(comparing);
  for (const chunk of inChunks(text)) list.add(json.add(chunk));
  list.add(json.end());
  return { ...list.end(), customers: comparing.result().arrivals.map(({ customer }) => customer) };
}
