import { defineConfig } from '@playwright/test';
import { shell } from './tools/launch/shell.ts';

// The stand-in's own specs are for where it runs. Pictures are compared there alone, where fonts are Debian's: other systems
// draw the same text otherwise.
const folders = shell('test').name === 'standin' ? ['e2e', 'electron-standin', 'visual'] : ['e2e'];

export default defineConfig({
  testDir: 'test',
  testMatch: folders.map((folder) => `${folder}/**/*.spec.ts`),
  outputDir: 'test-results',
  timeout: 60_000,
  expect: {
    timeout: 10_000,
    toHaveScreenshot: { maxDiffPixels: 50, pathTemplate: 'test/visual/baselines/{arg}{ext}' },
  },
  // Two cores: a second app at the same time would only make each slower.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
});
