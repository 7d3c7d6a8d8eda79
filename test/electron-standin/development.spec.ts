/** `npm run dev`, in a copy of the checkout that may be changed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, expect, type Page, test } from '@playwright/test';
import { contentSecurityPolicy } from '../../main/shell/content-security-policy.ts';

const root = resolve(import.meta.dirname, '../..');
const files = ['package.json', 'vite.config.ts', 'svelte.config.js'];
const copied = ['main', 'preload', 'renderer', 'tools', 'test/electron-standin', 'test/packaging', 'dist', ...files];

let checkout: string;
let dev: ChildProcess | undefined;

test.beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'fieldbook-checkout-'));
  for (const name of copied) cpSync(join(root, name), join(checkout, name), { recursive: true });
  // A folder of its own, for what Vite keeps in it.
  mkdirSync(join(checkout, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules')).filter((each) => !each.startsWith('.'))) {
    symlinkSync(join(root, 'node_modules', name), join(checkout, 'node_modules', name));
  }
});
test.afterEach(async () => {
  // Here, so that it ends too when the test has run out of time.
  if (dev?.exitCode === null && dev.kill()) await once(dev, 'exit');
  await rm(checkout, { recursive: true, force: true });
});

// Vite bundles the window's packages first, which takes its time where every core is busy.
test.setTimeout(120_000);

test('shows a change of the window at once, and restarts with a change of the main process', async () => {
  const child = spawn(
    process.execPath,
    ['tools/dev.ts', `--user-data-dir=${join(checkout, 'data')}`, '--remote-debugging-port=0'],
    { cwd: checkout, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  dev = child;
  const lines = createInterface({ input: child.stderr })[Symbol.asyncIterator]();
  const page = await nextWindow(lines);
  await expect(page.getByRole('heading', { name: 'Connect to Live Platform' })).toBeVisible({ timeout: 60_000 });

  const address = page.url();
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/index\.html$/);
  const policy = (await fetch(address)).headers.get('content-security-policy') ?? '';
  const shipped = contentSecurityPolicy.split('; ');
  expect(policy.split('; ').filter((directive) => !shipped.includes(directive))).toEqual([
    "style-src 'self' 'unsafe-inline'",
    "connect-src 'self'",
  ]);
  expect(shipped.filter((directive) => !policy.split('; ').includes(directive))).toEqual(["style-src 'self'"]);
  const script = await (await fetch(new URL('/main.ts', address))).text();
  expect(script).toContain('sourceMappingURL=data:');

  await page.evaluate(() => Reflect.set(window, 'stayed', true));
  replace(join(checkout, 'renderer/connections/Welcome.svelte'), '{texts.connect}', 'Connect at once');
  await expect(page.getByRole('heading', { name: 'Connect at once' })).toBeVisible();
  expect(await page.evaluate(() => Reflect.has(window, 'stayed'))).toBe(true);

  replace(join(checkout, 'main/shell/window.ts'), 'minWidth: 720', 'minWidth: 721');
  const restarted = await nextWindow(lines);
  await expect(restarted.getByRole('heading', { name: 'Connect at once' })).toBeVisible();
  expect(readFileSync(join(checkout, 'dist/main/index.js'), 'utf8')).toContain('minWidth: 721');
});

/** The window of the app that starts next. */
async function nextWindow(lines: AsyncIterator<string>): Promise<Page> {
  for (;;) {
    const line = await lines.next();
    if (line.done) throw new Error('It ended without a window.');
    const endpoint = /^DevTools listening on (\S+)/.exec(line.value)?.[1];
    if (endpoint === undefined) continue;
    const browser = await chromium.connectOverCDP(endpoint);
    const [context] = browser.contexts();
    if (!context) throw new Error('Chromium has no context.');
    const [page = await context.waitForEvent('page')] = context.pages();
    await page.waitForURL(/^http:/);
    return page;
  }
}

function replace(file: string, text: string, by: string): void {
  const content = readFileSync(file, 'utf8');
  expect(content).toContain(text);
  writeFileSync(file, content.replace(text, by));
}
