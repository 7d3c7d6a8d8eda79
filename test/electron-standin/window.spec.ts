/** The stand-in's contract: the window behaves as Electron's does, for the app and for Playwright. */
import { expect } from '@playwright/test';
import type { JSHandle } from '@playwright/test';
import type { BrowserWindow } from 'electron';
import { freePort, invoke, seenBy } from './sample-app/questions.ts';
import { test } from './sample-app/sample.ts';

test('a content security policy holds', async ({ shared: { page } }) => {
  await expect(page.getByRole('heading')).toHaveCSS('color', 'rgb(1, 2, 3)');
  expect(await page.evaluate(() => window.inlineScriptRan)).toBeUndefined();
  // In a timer: what Playwright evaluates synchronously is exempt from the policy.
  const evaluated = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            resolve(String(Reflect.construct(Function, ['return 1'])));
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
      (error: unknown) => (error as Error).name,
    ),
  );
  expect(await foreign).toBe('TypeError');
});

test('no popup opens, no foreign page loads', async ({ shared: { app, page } }) => {
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

test('a reload starts afresh', async ({ shared: { app, page } }) => {
  await page.reload();
  await expect(page.getByRole('heading')).toHaveText('hello');
  await page.evaluate(() => {
    location.reload();
  });
  await expect.poll(() => seenBy(app).then(({ navigations }) => navigations)).toEqual(['app://bundle/index.html']);
  await expect(page.getByRole('heading')).toHaveText('hello');
  expect(await invoke(page, 'sender')).toMatchObject({ isMainFrame: true });
});

test('a load that fails says so', async ({ started: { app } }) => {
  const url = `http://127.0.0.1:${await freePort()}/`;
  const load = app.evaluate(async ({ BrowserWindow }, address) => {
    await BrowserWindow.getAllWindows()[0]?.loadURL(address);
  }, url);
  await expect(load).rejects.toThrow(`ERR_CONNECTION_REFUSED (-102) loading '${url}'`);
  const fetched = app.evaluate(async ({ net: electronNet }, address) => {
    await electronNet.fetch(address);
  }, url);
  await expect(fetched).rejects.toThrow('net::ERR_CONNECTION_REFUSED');
});

test('a crashed page can be reloaded by the app', async ({ started: { app } }) => {
  await app.evaluate(({ webContents }) => {
    webContents.getAllWebContents()[0]?.forcefullyCrashRenderer();
  });
  await expect.poll(() => seenBy(app)).toMatchObject({ crashes: 1 });
  const script = 'document.body?.innerText.split("\\n")[0] + window.sample?.sum(1, 2)';
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
  const window = (await app.browserWindow(page)) as JSHandle<BrowserWindow>;
  const state = (): Promise<unknown> => window.evaluate((it) => [it.isVisible(), it.isFocused(), it.getTitle()]);
  await expect.poll(state).toEqual([true, true, 'Sample']);
  await window.evaluate((it) => {
    it.setBounds({ width: 900, height: 600 });
  });
  await expect.poll(size).toEqual([900, 600]);
  await page.setViewportSize({ width: 700, height: 500 });
  expect(await size()).toEqual([700, 500]);
});

test('without a window manager no window is maximized, minimized or fills the screen', async ({
  shared: { app, page },
}) => {
  const window = (await app.browserWindow(page)) as JSHandle<BrowserWindow>;
  const states = await window.evaluate((it) => {
    it.maximize();
    it.minimize();
    it.setFullScreen(true);
    return [it.isMaximized(), it.isMinimized(), it.isFullScreen()];
  });
  expect(states).toEqual([false, false, false]);
});

test('the theme follows the system until the app sets one', async ({ shared: { app, page } }) => {
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

test('a spec replaces a dialog', async ({ shared: { app, page } }) => {
  expect(await invoke(page, 'file:choose')).toEqual([]);
  await app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: ['/chosen'] });
  });
  expect(await invoke(page, 'file:choose')).toEqual(['/chosen']);
});

test('what the app copies can be pasted', async ({ shared: { app, page } }) => {
  await invoke(page, 'clipboard:write', 'copied\tŁódź');
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('copied\tŁódź');
  const field = page.getByLabel('Text');
  await field.focus();
  await page.keyboard.press('Control+V');
  await expect(field).toHaveValue('copied\tŁódź');
  const write = page.evaluate(() =>
    navigator.clipboard.writeText('x').then(
      () => 'written',
      (error: unknown) => (error as Error).name,
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
