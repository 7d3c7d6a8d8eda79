import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { openDirectory } from '../../main/directory/directory.ts';
import { FailureError } from '../../main/failure.ts';
import { allCustomers } from '../support/all-customers.ts';
import { workerFile } from './test-bed.ts';

// A process that exports a directory: `node exporting.ts <cache> <target> [killed]`. It tells in a line of JSON what became of
// it; `killed`, it ends itself with SIGKILL as soon as the export has begun to write.

const [cache = '', target = '', how] = process.argv.slice(2);
const directory = openDirectory(cache, workerFile, () => 0);
await directory.status();
const exporting = directory
  .exportTo(target, {
    of: 'customers',
    ranges: null,
    filter: { text: '', anyOf: [], licenses: [], changedIn: null, sort: allCustomers.sort },
    format: 'csv',
  })
  .then(
    (customers) => ({ customers, failure: null }),
    (error: unknown) => ({ customers: null, failure: error instanceof FailureError ? error.failure : String(error) }),
  );
if (how === 'killed') setImmediate(killOnceBegun);
console.log(JSON.stringify(await exporting));
await directory.close();

/** Does not give way: the export goes on in its thread meanwhile. */
function killOnceBegun(): void {
  while (!readdirSync(dirname(target)).some((name) => name.endsWith('.part')));
  process.kill(process.pid, 'SIGKILL');
}
