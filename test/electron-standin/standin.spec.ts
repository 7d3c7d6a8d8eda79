/** The stand-in's contract: what Fieldbook's code and its specs rely on behaves as in Electron. */
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { chromium, expect } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { exitOf, test } from './sample-app/sample.ts';

interface Seen {
  opened: string[];
  navigations: string[];
  secondInstances: string[][];
  crashes: number;
}

function seenBy(app: ElectronApplication): Promise<Seen> {
  return app.evaluate(() => Reflect.get(globalThis, 'seen') as Seen);
}

function invoke(page: Page, channel: string, value?: unknown): Promise<unknown> {
  return page.evaluate(([name, argument]) => window.sample.invoke(name, argument), [channel, value] as const);
}

function rejection(page: Page, channel: string): Promise<string> {
  return page.evaluate((name) => window.sample.invoke(name).then(() => 'no rejection', String), channel);
}

function pushed(page: Page): Promise<unknown[]> {
  return page.evaluate(() => window.pushed);
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function isAlive(pid: number): boolean {
  return fs.existsSync(`/proc/${pid}`);
}

test.describe('ipc', () => {
  test('an invoke knows its sender', async ({ started: { page } }) => {
    expect(await invoke(page, 'echo', { a: [1, { b: null }] })).toEqual({ a: [1, { b: null }] });
    const expected = { url: 'app://bundle/index.html', origin: 'app://bundle', isMainFrame: true };
    expect(await invoke(page, 'sender')).toEqual(expected);
    await page.evaluate(() => {
      history.pushState({}, '', '/index.html#deep');
    });
    expect(await invoke(page, 'sender')).toEqual({ ...expected, url: 'app://bundle/index.html#deep' });
  });

  test('the main process pushes, answers a send and reacts to its menu', async ({ started: { app, page } }) => {
    await page.evaluate(() => {
      window.sample.send('pushed-back', 7);
    });
    await expect.poll(() => pushed(page)).toEqual([7]);
    await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('hello')?.click());
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

  test("errors have Electron's wording", async ({ started: { page } }) => {
    const prefix = (channel: string): string => `Error: Error invoking remote method '${channel}': `;
    expect(await rejection(page, 'fail')).toBe(`${prefix('fail')}TypeError: on purpose`);
    expect(await rejection(page, 'nobody')).toBe(`${prefix('nobody')}Error: No handler registered for 'nobody'`);
    expect(await rejection(page, 'uncloneable')).toBe(`${prefix('uncloneable')}Error: An object could not be cloned.`);
  });

  test('values arrive as structured clones', async ({ started: { page } }) => {
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

  test('large replies and fast streams stay in order', async ({ started: { page } }) => {
    const rows = await page.evaluate(() => window.sample.invoke('rows', 20_000) as Promise<{ index: number }[]>);
    expect(rows.map(({ index }) => index)).toEqual(Array.from({ length: 20_000 }, (_, index) => index));
    const atReply = await page.evaluate(async () => {
      await window.sample.invoke('stream', 2000);
      return [...window.pushed];
    });
    expect(atReply).toEqual(Array.from({ length: 2000 }, (_, index) => index));
  });
});

test.describe('the window', () => {
  test('a content security policy holds', async ({ started: { page } }) => {
    await expect(page.getByRole('heading')).toHaveCSS('color', 'rgb(1, 2, 3)');
    expect(await page.evaluate(() => window.inlineScriptRan)).toBeUndefined();
    // In a timer: what Playwright evaluates synchronously is exempt from the policy.
    const evaluated = page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          setTimeout(() => {
            try {
              resolve(String(Function('return "evaluated"')()));
            } catch (error) {
              resolve((error as Error).name);
            }
          });
        }),
    );
    expect(await evaluated).toBe('EvalError');
    const foreign = page.evaluate(() =>
      fetch('https://example.com').then(
        () => 'fetched',
        (error: Error) => error.name,
      ),
    );
    expect(await foreign).toBe('TypeError');
  });

  test('contextBridge freezes what it exposes, and leaves nothing else', async ({ started: { page } }) => {
    const found = await page.evaluate(() => ({
      frozen: Object.isFrozen(window.sample) && Object.isFrozen(window.sample.nested.list),
      writable: Reflect.set(window, 'sample', 1),
      map: window.sample.nested.map.get('key'),
      time: window.sample.nested.when.getTime(),
      bytes: window.sample.nested.bytes.join(),
      leftovers: Object.getOwnPropertyNames(window).filter((name) => /standin|require|process/.test(name)),
    }));
    expect(found).toEqual({ frozen: true, writable: false, map: 1, time: 0, bytes: '1,2,3', leftovers: [] });
  });

  test('contextBridge copies values and carries functions and promises', async ({ started: { page } }) => {
    const found = await page.evaluate(async () => {
      class Point {
        x = 1;
      }
      const thing = {};
      window.sample.isLastSeen(thing);
      const doubled = window.sample.roundTrip({ double: (x: number) => x * 2 }) as { double: (x: number) => number };
      const failing = window.sample.roundTrip(Promise.reject(new RangeError('later'))) as Promise<unknown>;
      return {
        sum: window.sample.sum(1, 2),
        description: window.sample.describe(new Point()),
        sameObject: window.sample.isLastSeen(thing),
        doubled: doubled.double(21),
        promise: await (window.sample.roundTrip(Promise.resolve(9)) as Promise<number>),
        rejection: await failing.catch(String),
      };
    });
    expect(found).toEqual({
      sum: 3,
      description: '[object Object] of Object',
      sameObject: false,
      doubled: 42,
      promise: 9,
      rejection: 'Error: later',
    });
  });

  test('contextBridge refuses proxies and passes errors', async ({ started: { page } }) => {
    const thrown = await page.evaluate(() => {
      const attempt = (run: () => unknown): string => {
        try {
          run();
          return 'nothing thrown';
        } catch (error) {
          return String(error);
        }
      };
      return [
        attempt(() => window.sample.roundTrip(new Proxy({ a: 1 }, {}))),
        attempt(() => {
          window.sample.fail();
        }),
      ];
    });
    expect(thrown).toEqual(['Error: An object could not be cloned.', 'Error: on purpose']);
  });

  test('no popup opens, no foreign page loads', async ({ started: { app, page } }) => {
    await page.getByRole('link').click();
    expect(await page.evaluate(() => window.open('https://example.com/script'))).toBeNull();
    await page.evaluate(() => {
      location.href = 'https://example.org/away';
    });
    await expect
      .poll(() => seenBy(app))
      .toMatchObject({
        opened: ['https://example.com/link', 'https://example.com/script'],
        navigations: ['https://example.org/away'],
      });
    await expect.poll(() => app.windows().length).toBe(1);
    expect(await invoke(page, 'echo', 'still here')).toBe('still here');
  });

  test('a reload starts afresh', async ({ started: { app, page } }) => {
    await page.reload();
    await expect(page.getByRole('heading')).toHaveText('hello');
    await page.evaluate(() => {
      location.reload();
    });
    await expect.poll(() => seenBy(app).then(({ navigations }) => navigations)).toEqual(['app://bundle/index.html']);
    await expect(page.getByRole('heading')).toHaveText('hello');
    expect(await invoke(page, 'sender')).toMatchObject({ isMainFrame: true });
  });

  test('a crashed page can be reloaded by the app', async ({ started: { app } }) => {
    await app.evaluate(({ webContents }) => {
      webContents.getAllWebContents()[0]?.forcefullyCrashRenderer();
    });
    await expect.poll(() => seenBy(app)).toMatchObject({ crashes: 1 });
    const script = `document.querySelector('h1').textContent + window.sample.sum(1, 2)`;
    const heading = (): Promise<unknown> =>
      app.evaluate(
        ({ webContents }, code) => webContents.getAllWebContents()[0]?.executeJavaScript(code) as Promise<unknown>,
        script,
      );
    await expect.poll(heading).toBe('hello3');
  });

  test('the page has the size of the window, or the one a spec sets', async ({ started: { app, page } }) => {
    const size = (): Promise<number[]> => page.evaluate(() => [innerWidth, innerHeight]);
    expect(await size()).toEqual([1000, 700]);
    const window = await app.browserWindow(page);
    expect(await window.evaluate((it) => [it.isVisible(), it.isFocused(), it.getTitle()])).toEqual([
      true,
      true,
      'Sample',
    ]);
    await window.evaluate((it) => {
      it.setBounds({ width: 900, height: 600 });
    });
    await expect.poll(size).toEqual([900, 600]);
    await page.setViewportSize({ width: 700, height: 500 });
    expect(await size()).toEqual([700, 500]);
  });

  test('the theme follows the system until the app sets one', async ({ started: { app, page } }) => {
    const isDark = (): Promise<boolean> => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce', forcedColors: 'active' });
    expect(await isDark()).toBe(true);
    const preferences = '(prefers-reduced-motion: reduce) and (forced-colors: active)';
    expect(await page.evaluate((query) => matchMedia(query).matches, preferences)).toBe(true);
    await page.emulateMedia({ colorScheme: null, reducedMotion: null, forcedColors: null });
    await app.evaluate(({ nativeTheme }) => {
      nativeTheme.themeSource = 'dark';
    });
    await expect.poll(isDark).toBe(true);
    await app.evaluate(({ nativeTheme }) => {
      nativeTheme.themeSource = 'system';
    });
    await expect.poll(isDark).toBe(false);
  });

  test('a spec replaces a dialog', async ({ started: { app, page } }) => {
    expect(await invoke(page, 'file:choose')).toEqual([]);
    await app.evaluate(({ dialog }) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: ['/chosen'] });
    });
    expect(await invoke(page, 'file:choose')).toEqual(['/chosen']);
  });

  test('what the app copies can be pasted', async ({ started: { app, page } }) => {
    await invoke(page, 'clipboard:write', 'copied\tŁódź');
    expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('copied\tŁódź');
    const field = page.getByLabel('Text');
    await field.focus();
    await page.keyboard.press('Control+V');
    await expect(field).toHaveValue('copied\tŁódź');
    const write = page.evaluate(() =>
      navigator.clipboard.writeText('x').then(
        () => 'written',
        (error: Error) => error.name,
      ),
    );
    expect(await write).toBe('NotAllowedError');
  });

  test('Playwright routes requests and takes screenshots', async ({ started: { page } }) => {
    const css = { contentType: 'text/css', body: 'h1 { color: rgb(7, 7, 7) }' };
    await page.route('**/window.css', (route) => route.fulfill(css));
    await page.reload();
    await expect(page.getByRole('heading')).toHaveCSS('color', 'rgb(7, 7, 7)');
    expect((await page.screenshot()).length).toBeGreaterThan(1000);
  });
});

test.describe('the process', () => {
  test('a second instance hands over and leaves', async ({ started: { app }, run }) => {
    expect(await exitOf(run('--hello'))).toBe(0);
    const { secondInstances } = await seenBy(app);
    expect(secondInstances).toHaveLength(1);
    expect(secondInstances[0]).toContain('--hello');
  });

  test('killed, it takes Chromium along and starts again over the same data', async ({ start }) => {
    for (const starts of [1, 2, 3]) {
      const { app, page } = await start();
      expect(await invoke(page, 'count-start')).toBe(starts);
      const profile = await app.evaluate(({ app: inside }) => `${inside.getPath('userData')}/standin-profile`);
      const chromiumPid = Number(fs.readlinkSync(path.join(profile, 'SingletonLock')).split('-').pop());
      expect(isAlive(chromiumPid)).toBe(true);
      const child = app.process();
      child.kill('SIGKILL');
      expect(await exitOf(child)).toBe('SIGKILL');
      if (starts === 3) await expect.poll(() => isAlive(chromiumPid)).toBe(false);
    }
  });

  test('closing the last window quits', async ({ started: { app, page } }) => {
    const child = app.process();
    await page.close();
    expect(await exitOf(child)).toBe(0);
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`${signal} quits, and an outside client was served until then`, async ({ run }) => {
      const port = await freePort();
      const child = run(`--remote-debugging-port=${port}`);
      const address = `http://127.0.0.1:${port}`;
      await expect
        .poll(() =>
          fetch(`${address}/json/version`).then(
            ({ ok }) => ok,
            () => false,
          ),
        )
        .toBe(true);
      const browser = await chromium.connectOverCDP(address);
      await expect.poll(() => browser.contexts()[0]?.pages().length).toBe(1);
      const page = browser.contexts()[0]?.pages()[0];
      await expect.poll(() => page?.getByRole('heading').textContent()).toBe('hello');
      expect(await page?.evaluate(() => window.sample.invoke('echo', 5))).toBe(5);
      await browser.close();
      child.kill(signal);
      expect(await exitOf(child)).toBe(0);
    });
  }
});
