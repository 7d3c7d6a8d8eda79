// What a start waits for before it can paint: the file opened, its first hundred rows, and the counts by license.
import * as v from 'valibot';
import { openReader } from '../../main/directory/threads/reader.ts';
import { allCustomers } from '../../test/support/all-customers.ts';
import { argument, give } from './child.ts';

const { file } = argument(v.object({ file: v.string() }));
const began = performance.now();
const reader = openReader({ file, owner: null, ownFolder: '' });
const { rows } = reader.search({ ...allCustomers, limit: 100 });
give({ took: performance.now() - began, rows: rows.length });
process.exit();
