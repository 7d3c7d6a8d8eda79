import { join } from 'node:path';

const built = join(import.meta.dirname, '../../dist/main');

/** The code of the directory's two threads, as it ships. */
export const threads = { reader: join(built, 'reader-thread.js'), writer: join(built, 'writer-thread.js') };
