import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

// Kept out of the plain unit run: these take a minute, and kill processes. `npm run test:faults` runs them.
export default defineConfig({
  test: {
    ...base.test,
    root: resolve(import.meta.dirname, '../..'),
    include: ['test/faults/**/*.faults.ts'],
    // The kills measure moments: nothing else shares the two cores with them.
    fileParallelism: false,
  },
});
