import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

// Kept out of the plain unit run: these take a minute, and kill processes. `npm run test:faults` runs them.
export default defineConfig({
  test: {
    root: resolve(import.meta.dirname, '../..'),
    include: ['test/faults/**/*.faults.ts'],
    testTimeout: 30_000,
    // As in the plain unit run.
    execArgv: ['--no-memory-protection-keys', '--no-wasm-code-gc'],
    // The kills measure moments: nothing else shares the two cores with them.
    fileParallelism: false,
  },
});
