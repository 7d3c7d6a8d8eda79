import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';
import base from '../../playwright.config.ts';

const root = resolve(import.meta.dirname, '../..');

// What the window shows; a part of `npm run test:faults`.
export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: resolve(root, 'test-results/faults'),
  reporter: [['list'], ['json', { outputFile: resolve(root, 'test-results/faults-on-screen.json') }]],
});
