import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: resolve(import.meta.dirname, '../..'),
  test: { include: ['test/packaging/*.pack.ts'], testTimeout: 120_000, hookTimeout: 30_000, silent: 'passed-only' },
});
