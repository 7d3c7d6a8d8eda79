// What the search index of a cached list keeps in memory, in bytes.
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { connect } from '../../main/directory/storage/database.ts';
import { readSearchIndex, type SearchIndex } from '../../main/directory/search/search-index.ts';
import { argument, give } from './child.ts';

const { file } = argument(v.object({ file: v.string() }));
const database = connect(file);
const before = await memory();
const index: SearchIndex = readSearchIndex(database);
const after = await memory();
give({ bytes: after - before, customers: index.rowIds.length });
database.close();

async function memory(): Promise<number> {
  // What holds a buffer is collected first, then the buffer.
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await delay(50);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
