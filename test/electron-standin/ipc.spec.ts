/** The stand-in's contract: messages between the window and the main process are as in Electron. */
import { expect } from '@playwright/test';
import { invoke, pushed, rejection } from './sample-app/questions.ts';
import { test } from './sample-app/sample.ts';

test('an invoke knows its sender', async ({ shared: { page } }) => {
  expect(await invoke(page, 'echo', { a: [1, { b: null }] })).toEqual({ a: [1, { b: null }] });
  const expected = { url: 'app://bundle/index.html', origin: 'app://bundle', isMainFrame: true };
  expect(await invoke(page, 'sender')).toEqual(expected);
  await page.evaluate(() => {
    history.pushState({}, '', '/index.html#deep');
  });
  expect(await invoke(page, 'sender')).toEqual({ ...expected, url: 'app://bundle/index.html#deep' });
});

test('a sender that shows another document by now is no frame any more', async ({ shared: { app, page } }) => {
  await app.evaluate(({ ipcMain }) => {
    ipcMain.on('kept', (event) => Reflect.set(globalThis, 'kept', event));
  });
  await page.evaluate(() => {
    window.sample.send('kept', 1);
  });
  const senderFrame = (): Promise<unknown> =>
    app.evaluate(() => {
      const kept = Reflect.get(globalThis, 'kept') as { senderFrame: { url: string } | null } | undefined;
      return kept && (kept.senderFrame?.url ?? null);
    });
  await expect.poll(senderFrame).toBe('app://bundle/index.html');
  await page.reload();
  await expect(page.getByRole('heading')).toHaveText('hello');
  expect(await senderFrame()).toBeNull();
});

test('a click from code reaches a disabled menu item', async ({ shared: { app, page } }) => {
  await app.evaluate(({ Menu }) => {
    const hello = Menu.getApplicationMenu()?.getMenuItemById('hello');
    if (!hello) return;
    hello.enabled = false;
    (hello.click as () => void)();
    hello.enabled = true;
  });
  await expect.poll(() => pushed(page)).toEqual(['menu']);
});

test('the main process pushes, answers a send and reacts to its menu', async ({ shared: { app, page } }) => {
  await page.evaluate(() => {
    window.sample.send('pushed-back', 7);
  });
  await expect.poll(() => pushed(page)).toEqual([7]);
  await app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('hello')?.click();
  });
  await expect.poll(() => pushed(page)).toEqual([7, 'menu']);
  await page.evaluate(() => {
    window.stop();
  });
  await page.evaluate(() => {
    window.sample.send('pushed-back', 8);
  });
  expect(await invoke(page, 'echo', 'after')).toBe('after');
  expect(await pushed(page)).toEqual([7, 'menu']);
});

test("errors have Electron's wording", async ({ shared: { page } }) => {
  const prefix = (channel: string): string => `Error: Error invoking remote method '${channel}': `;
  expect(await rejection(page, 'fail')).toBe(`${prefix('fail')}TypeError: on purpose`);
  expect(await rejection(page, 'nobody')).toBe(`${prefix('nobody')}Error: No handler registered for 'nobody'`);
  expect(await rejection(page, 'uncloneable')).toBe(`${prefix('uncloneable')}Error: An object could not be cloned.`);
});

test('values arrive as structured clones', async ({ shared: { page } }) => {
  const arrived = await page.evaluate(async () => {
    const shared = { text: 'Łódź 客户' };
    const value = {
      map: new Map([['set', new Set([1n])]]),
      date: new Date(1),
      nothing: undefined,
      numbers: [NaN, -0, Infinity],
      floats: new Float64Array([1.5]),
      pattern: /x/g,
      error: new RangeError('far'),
      twice: [shared, shared],
      $: 'dollar',
    };
    const back = (await window.sample.invoke('echo', value)) as typeof value;
    return {
      bigint: back.map.get('set')?.has(1n),
      date: back.date.getTime(),
      hasNothing: 'nothing' in back,
      numbers: back.numbers.map((number) => (Object.is(number, -0) ? '-0' : String(number))),
      floats: back.floats.join(),
      pattern: String(back.pattern),
      error: String(back.error),
      sameText: back.twice[0]?.text === shared.text && back.twice[0] === back.twice[1],
      dollar: back.$,
    };
  });
  expect(arrived).toEqual({
    bigint: true,
    date: 1,
    hasNothing: true,
    numbers: ['NaN', '-0', 'Infinity'],
    floats: '1.5',
    pattern: '/x/g',
    error: 'RangeError: far',
    sameText: true,
    dollar: 'dollar',
  });
});

test('large replies and fast streams stay in order', async ({ shared: { page } }) => {
  const rows = await page.evaluate(() => window.sample.invoke('rows', 20_000) as Promise<{ index: number }[]>);
  expect(rows.map(({ index }) => index)).toEqual(Array.from({ length: 20_000 }, (_, index) => index));
  const atReply = await page.evaluate(async () => {
    await window.sample.invoke('stream', 2000);
    return [...window.pushed];
  });
  expect(atReply).toEqual(Array.from({ length: 2000 }, (_, index) => index));
});
