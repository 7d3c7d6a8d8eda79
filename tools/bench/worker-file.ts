import { join } from 'node:path';

/** The code of a directory's threads, as it ships. */
export const workerFile = join(import.meta.dirname, '../../dist/main/directory-worker.js');
