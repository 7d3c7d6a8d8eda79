/** Which pages are ours. That they are served, and nothing else, is tried against the built app in test/e2e/hostile.spec.ts. */
import { afterEach, expect, test, vi } from 'vitest';

const app = vi.hoisted(() => ({ isPackaged: false }));
vi.mock('electron', () => ({ app }));

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

test.each([
  ['installed, whatever the environment says', true, '5173', 'app://bundle'],
  ['not installed', false, undefined, 'app://bundle'],
  ['in development', false, '5173', 'http://127.0.0.1:5173'],
  ['with an empty port', false, '', 'app://bundle'],
  ['with a port that leads elsewhere', false, '80@example.com', 'app://bundle'],
])('%s', async (_when, isPackaged, port, origin) => {
  app.isPackaged = isPackaged;
  vi.stubEnv('FIELDBOOK_DEVELOPMENT_PORT', port);
  const { isOurPage, startPage } = await import('./our-pages.ts');
  expect(startPage).toBe(`${origin}/index.html`);
  expect(isOurPage(startPage)).toBe(true);
  const others = ['app://bundle/index.html', 'http://127.0.0.1:5173/index.html', 'http://127.0.0.1:51730/index.html'];
  expect(others.filter(isOurPage)).toEqual([startPage].filter((page) => others.includes(page)));
});
