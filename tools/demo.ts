// `npm run demo`: a simulated Live Platform on loopback, and the app connected to it through its own form.
//   --customers=N   a made-up directory of that size instead of the specification's 35 customers
//   --once          take a screenshot, print one JSON line, and end
//   --screenshot=F  where to; test-results/demo.png unless given
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { FieldbookWindow } from '../test/e2e/fieldbook-window.ts';
import { launchApp } from './launch/launch.ts';
import { shell } from './launch/shell.ts';
import { makeCustomers, specificationCustomers } from './live-platform/customers.ts';
import { startSimulator } from './live-platform/simulator.ts';

const { values } = parseArgs({
  options: { once: { type: 'boolean' }, customers: { type: 'string' }, screenshot: { type: 'string' } },
});
const screenshot = resolve(values.screenshot ?? join(import.meta.dirname, '../test-results/demo.png'));
// A large directory takes its time on a slow computer; a demo that hangs should end all the same.
const patience = 180_000;

const count = values.customers === undefined ? null : Number(values.customers);
if (count !== null && !(Number.isInteger(count) && count >= 0 && count <= 1_000_000)) {
  console.error('--customers takes a whole number up to 1000000.');
  process.exit(2);
}

const { name, display, note } = shell('demo');
if (display.length === 0) await demonstrate();
else {
  const [command = '', ...args] = [...display, ...process.argv];
  process.exitCode = spawnSync(command, args, { stdio: 'inherit' }).status ?? 1;
}

async function demonstrate(): Promise<void> {
  if (note) console.error(note);
  const simulator = await startSimulator({
    customers: count === null ? specificationCustomers() : makeCustomers(count),
  });
  const userData = mkdtempSync(join(tmpdir(), 'fieldbook-demo-'));
  try {
    const app = await launchApp(userData);
    const fieldbook = new FieldbookWindow(app, await app.firstWindow());
    await fieldbook.connect(simulator, { Name: 'Demo' });
    await fieldbook.grid.or(fieldbook.page.getByText('lists no customers')).waitFor({ timeout: patience });
    if (values.once) {
      await report(fieldbook, userData);
      await fieldbook.quit();
    } else {
      // On a Mac an app outlives its windows.
      const toEnd = process.platform === 'darwin' ? 'Quit Fieldbook' : 'Close the window';
      console.log(`Live Platform is simulated at ${simulator.url}. ${toEnd} to end.`);
      await app.waitForEvent('close', { timeout: 0 });
    }
  } finally {
    await simulator.close();
    // On Windows, Chromium's processes may hold files a moment longer than the app runs.
    rmSync(userData, { recursive: true, force: true, maxRetries: 10 });
  }
}

async function report(fieldbook: FieldbookWindow, userData: string): Promise<void> {
  await fieldbook.button('Refresh').waitFor({ timeout: patience });
  mkdirSync(resolve(screenshot, '..'), { recursive: true });
  await fieldbook.page.screenshot({ path: screenshot });
  const status = await fieldbook.page.evaluate(() => window.fieldbook.directory.status());
  const customers = status.ok ? (status.value?.content.snapshot?.customers ?? null) : null;
  const cache = readdirSync(join(userData, 'directories')).filter((name) => name.endsWith('.sqlite'));
  console.log(JSON.stringify({ customers, cache, screenshot, shell: name }));
}
