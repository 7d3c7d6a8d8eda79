import { defineConfig } from '@playwright/test';
import base from '../../playwright.config.ts';

// `npm run screenshots`
export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../test-results/screenshots',
  reporter: 'list',
});
