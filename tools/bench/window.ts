import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { FieldbookWindow } from '../../test/e2e/fieldbook-window.ts';
import { launchApp } from '../launch/launch.ts';
import { makeCustomers } from '../live-platform/customers.ts';
import { startSimulator } from '../live-platform/simulator.ts';
import { type Figure, figure, median, quantile } from './figure.ts';
import { firstPaint, timeDrag, timeTyping, watchTyping } from './probe.ts';
import { wordsOf } from './words.ts';

const emptyApp = resolve(import.meta.dirname, 'empty-app');
const launches = 5;

/** What a person waits for, through the window and in the shell that is there. */
export async function windowFigures(size: number): Promise<Figure[]> {
  const userData = mkdtempSync(join(tmpdir(), 'fieldbook-bench-window-'));
  const customers = makeCustomers(size);
  const words = wordsOf(
    customers.map(({ FullName }) => FullName),
    8,
  );
  const simulator = await startSimulator({ customers });
  try {
    const fieldbook = await open(userData);
    await fieldbook.connect(simulator, { Name: 'Bench' });
    await fieldbook.rows.first().waitFor({ timeout: 180_000 });
    await fieldbook.button('Refresh').waitFor({ timeout: 180_000 });
    const { page } = fieldbook;
    await watchTyping(page);
    await fieldbook.search.focus();
    await timeTyping(page, words);
    const idle = await timeTyping(page, words);

    const drags = [];
    for (let drag = 0; drag < 40; drag++) drags.push(await timeDrag(page, (drag * 0.618) % 1));
    const frames = quantile(
      drags.map((drag) => drag.frames),
      0.95,
    );

    const busy: number[] = [];
    for (const seed of [2, 3, 4]) {
      simulator.setCustomers(makeCustomers(size, seed));
      await fieldbook.startRefresh();
      await fieldbook.button('Cancel refresh').waitFor();
      await fieldbook.search.focus();
      while (await fieldbook.button('Cancel refresh').isVisible()) {
        busy.push(...(await timeTyping(page, words.slice(0, 1))));
      }
    }
    await fieldbook.quit();

    const launch = await timeLaunches(userData);
    return [
      figure('Keystroke to painted rows, median', size, { value: median(idle), unit: 'ms' }),
      figure('Keystroke to painted rows, p95', size, { value: quantile(idle, 0.95), unit: 'ms' }),
      figure(
        'Keystroke while a full refresh runs, p95, to idle',
        size,
        { value: quantile(busy, 0.95), unit: 'ms', ratio: quantile(busy, 0.95) / quantile(idle, 0.95) },
        { '100k': 1.4 },
      ),
      figure(
        // Two, and one for the round trip through the bridge.
        'Frames until a dragged scroll bar has its rows, p95',
        size,
        { value: frames, unit: 'frames' },
        { '100k': 3, '1M': 3 },
      ),
      figure(
        'Rows in the page, at most',
        size,
        { value: Math.max(...drags.map(({ rows }) => rows)), unit: 'rows' },
        { '100k': 100, '1M': 100 },
      ),
      figure(
        'Launch to first rows, to an empty page',
        size,
        { value: launch.toRows, unit: 'ms', ratio: launch.toRows / launch.toEmptyPage },
        { '100k': 1.2 },
      ),
    ];
  } finally {
    await simulator.close();
    rmSync(userData, { recursive: true, force: true, maxRetries: 10 });
  }
}

async function open(userData: string): Promise<FieldbookWindow> {
  const app = await launchApp(userData);
  return new FieldbookWindow(app, await app.firstWindow());
}

/** By turns with an app of the same shell that has an empty page. @returns medians, in milliseconds */
async function timeLaunches(userData: string): Promise<{ toRows: number; toEmptyPage: number }> {
  const empty = mkdtempSync(join(tmpdir(), 'fieldbook-bench-empty-'));
  const toRows: number[] = [];
  const toEmptyPage: number[] = [];
  for (let launch = 0; launch < launches; launch++) {
    toRows.push(await timeLaunch(userData));
    toEmptyPage.push(await timeLaunch(empty, emptyApp));
  }
  rmSync(empty, { recursive: true, force: true, maxRetries: 10 });
  return { toRows: median(toRows), toEmptyPage: median(toEmptyPage) };
}

/** From the start of the process to the first text that matters. */
async function timeLaunch(userData: string, folder?: string): Promise<number> {
  const began = Date.now();
  const app = await launchApp(userData, {}, folder);
  const painted = await firstPaint(await app.firstWindow());
  await app.close();
  return painted - began;
}
