import type { Page } from '@playwright/test';

/** Times in the page's own clock, in milliseconds. */
interface Probe {
  /** From each key that changed the search to the frame in which other rows were painted. */
  keystrokes: number[];
}

declare global {
  interface Window {
    probe: Probe;
  }
}

/** Has the page time what is typed into the search box. */
export function watchTyping(page: Page): Promise<void> {
  return page.evaluate(() => {
    const probe: Probe = { keystrokes: [] };
    window.probe = probe;
    let typedAt: number | null = null;
    document.addEventListener(
      'input',
      ({ timeStamp }) => {
        typedAt = timeStamp;
      },
      true,
    );
    const grid = document.querySelector('[role=grid]');
    if (!grid) throw new Error('There is no list.');
    new MutationObserver(() => {
      if (typedAt === null) return;
      const from = typedAt;
      typedAt = null;
      // What runs behind a frame's callbacks runs when it has been handed over for painting.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => probe.keystrokes.push(performance.now() - from);
        port2.postMessage(null);
      });
    }).observe(grid, { subtree: true, childList: true, characterData: true, attributes: true });
  });
}

/** Types words letter by letter, each letter when the one before is painted. @returns milliseconds a letter */
export async function timeTyping(page: Page, words: readonly string[]): Promise<number[]> {
  await page.evaluate(() => (window.probe.keystrokes = []));
  let letters = 0;
  for (const word of words) {
    for (const letter of word) {
      await page.keyboard.press(letter);
      letters++;
      await page.waitForFunction((count) => window.probe.keystrokes.length >= count, letters);
    }
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    letters++;
    await page.waitForFunction((count) => window.probe.keystrokes.length >= count, letters);
  }
  const times = await page.evaluate(() => window.probe.keystrokes);
  // Not the keys that take a word away again.
  const ends = new Set(words.map((_, index) => words.slice(0, index + 1).join('').length + index));
  return times.filter((_, letter) => !ends.has(letter));
}

/**
 * Puts the scroll bar somewhere else.
 * @returns which frame from then on has all the rows there, and how many rows the page has
 */
export function timeDrag(page: Page, share: number): Promise<{ frames: number; rows: number }> {
  return page.evaluate(async (to) => {
    const grid = document.querySelector('[role=grid]');
    if (!grid) throw new Error('There is no list.');
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    // As a pointer does it, between two frames.
    await new Promise((resolve) => setTimeout(resolve));
    grid.scrollTop = to * (grid.scrollHeight - grid.clientHeight);
    for (let frames = 1; ; frames++) {
      await frame();
      const rows = [...grid.querySelectorAll('[role=row][aria-selected]')];
      const { top, bottom } = grid.getBoundingClientRect();
      const inSight = rows.filter((row) => {
        const box = row.getBoundingClientRect();
        return box.bottom > top && box.top < bottom;
      });
      if (inSight.length > 0 && inSight.every((row) => row.childElementCount > 0)) {
        return { frames, rows: rows.length };
      }
    }
  }, share);
}

/** When the first rows were painted, or a page without a list its first text: epoch milliseconds. */
export async function firstPaint(page: Page): Promise<number> {
  // A shell may show its window before the page that belongs in it.
  await page.waitForURL(({ protocol }) => protocol !== 'about:');
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const entries = list.getEntries() as (PerformanceEntry & { element?: Element })[];
          // The largest text so far is reported whenever there is a larger one; a row's name is larger than all before.
          const rows = entries.find(({ element }) => element?.closest('[role=grid]')) ?? entries.at(-1);
          if (rows) resolve(performance.timeOrigin + rows.startTime);
        }).observe({ type: 'largest-contentful-paint', buffered: true });
      }),
  );
}
