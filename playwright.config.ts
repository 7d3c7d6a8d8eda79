import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test',
  // The stand-in is for Linux alone; elsewhere Electron's binary can be installed.
  testMatch: process.platform === 'linux' ? '{e2e,electron-standin}/**/*.spec.ts' : 'e2e/**/*.spec.ts',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Two cores: a second app at the same time would only make each slower.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
});
