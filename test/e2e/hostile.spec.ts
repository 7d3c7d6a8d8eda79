/** What a hostile page, file name or program could try, against the built app. The rules are in main/shell/hardening.ts. */
import { resolve } from 'node:path';
import { expect, test } from './fixtures.ts';

test.beforeEach(async ({ fieldbook }) => {
  await expect(fieldbook.form).toBeVisible();
});

test('a page can neither evaluate text, nor run or style anything inline, nor turn text into HTML', async ({
  fieldbook: { page },
}) => {
  // In a timer: what Playwright evaluates synchronously is exempt from the policy.
  const tried = await page.evaluate(
    () =>
      new Promise<Record<string, string>>((resolve) => {
        const outcome: Record<string, string> = {};
        const attempt = (name: string, action: () => unknown): void => {
          try {
            outcome[name] = String(action());
          } catch (error) {
            outcome[name] = error instanceof Error ? error.name : 'refused';
          }
        };
        setTimeout(() => {
          attempt('eval', () => Reflect.apply(eval, undefined, ['1 + 1']));
          attempt('new Function', () => Reflect.construct(Function, ['return 1']));
          attempt('innerHTML', () => (document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>'));
          attempt('a policy of its own', () => {
            // TypeScript does not know trusted types yet.
            const types = Reflect.get(window, 'trustedTypes') as {
              createPolicy: (name: string, rules: object) => object;
            };
            types.createPolicy('hostile', {});
          });
          attempt('inline style', () => {
            document.body.append(Object.assign(document.createElement('style'), { textContent: 'h1 { color: red }' }));
            return document.styleSheets.length - [...document.querySelectorAll('link[rel=stylesheet]')].length;
          });
          attempt('inline handler', () => {
            document.createElement('button').setAttribute('onclick', 'window.inlineRan = true');
          });
          attempt('inline script', () => {
            const script = document.createElement('script');
            script.append('window.inlineRan = true');
            document.body.append(script);
            return Reflect.has(window, 'inlineRan');
          });
          resolve(outcome);
        });
      }),
  );
  expect(tried).toEqual({
    eval: 'EvalError',
    'new Function': 'EvalError',
    innerHTML: 'TypeError',
    'a policy of its own': 'TypeError',
    'inline style': '0',
    'inline handler': 'TypeError',
    'inline script': 'false',
  });
});

test('a page reaches no other server, by whatever way', async ({ fieldbook: { page }, simulator }) => {
  const elsewhere = new URL(simulator.serviceProviderUrl).origin;
  const before = simulator.requests.length;
  const ways = await page.evaluate(async (address) => {
    const failed = (element: HTMLElement): Promise<string> =>
      new Promise((resolve) => {
        element.onload = () => {
          resolve('loaded');
        };
        element.onerror = () => {
          resolve('refused');
        };
        document.head.append(element);
      });
    return {
      fetch: await fetch(`${address}/fetch`, { mode: 'no-cors' }).then(
        () => 'loaded',
        () => 'refused',
      ),
      image: await failed(Object.assign(document.createElement('img'), { src: `${address}/image.png` })),
      style: await failed(
        Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${address}/s.css` }),
      ),
      beacon: await new Promise<string>((resolve) => {
        addEventListener('securitypolicyviolation', () => {
          resolve('refused');
        });
        navigator.sendBeacon(`${address}/beacon`);
      }),
      socket: await new Promise<string>((resolve) => {
        const socket = new WebSocket(address.replace('http', 'ws'));
        socket.onerror = () => {
          resolve('refused');
        };
        socket.onopen = () => {
          resolve('loaded');
        };
      }),
    };
  }, elsewhere);
  expect(ways).toEqual({ fetch: 'refused', image: 'refused', style: 'refused', beacon: 'refused', socket: 'refused' });
  expect(simulator.requests.length).toBe(before);
});

test('a page can’t leave, nor open windows; a link to a known host opens in the browser', async ({
  fieldbook: { app, page },
}) => {
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Reflect.set(globalThis, 'opened', opened);
    shell.openExternal = (url) => {
      opened.push(url);
      return Promise.resolve();
    };
  });
  const refused = [
    'https://example.com/',
    'http://learn.microsoft.com/',
    'https://learn.microsoft.com.example.com/',
    'https://learn.microsoft.com:8443/',
    'https://learn.microsoft.com@example.com/',
    'https://someone@learn.microsoft.com/',
    'file:///etc/passwd',
    'mailto:someone@example.com',
    'javascript:alert(1)',
  ];
  for (const address of refused) {
    expect(await page.evaluate((url) => window.open(url) === null, address)).toBe(true);
  }
  await page.evaluate(() => window.open('https://learn.microsoft.com/entra/'));
  await expect
    .poll(() => app.evaluate(() => Reflect.get(globalThis, 'opened') as string[]))
    .toEqual(['https://learn.microsoft.com/entra/']);

  const start = page.url();
  for (const address of ['https://learn.microsoft.com/', 'https://example.com/']) {
    await page.evaluate((url) => {
      location.href = url;
    }, address);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  }
  await expect.poll(() => page.evaluate(() => Object.keys(window.fieldbook).length)).toBeGreaterThan(0);
  expect(page.url()).toBe(start);
  expect(app.windows()).toHaveLength(1);
});

test('a page gets no permission, no Node, no frame with the bridge and no webview', async ({
  fieldbook: { app, page },
}) => {
  const found = await page.evaluate(async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const webview = document.body.appendChild(document.createElement('webview'));
    webview.setAttribute('src', 'https://example.com/');
    const permission = async (name: string): Promise<string> =>
      (await navigator.permissions.query({ name: name as PermissionName })).state;
    return {
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'granted',
        () => 'refused',
      ),
      geolocation: await permission('geolocation'),
      notifications: await permission('notifications'),
      clipboard: await navigator.clipboard.readText().then(
        () => 'granted',
        () => 'refused',
      ),
      node: ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter((name) => Reflect.has(window, name)),
      frame: frame.contentWindow ? Reflect.has(frame.contentWindow, 'fieldbook') : false,
      webview: Reflect.has(webview, 'loadURL') || Reflect.has(webview, 'getWebContentsId'),
    };
  });
  expect(found).toEqual({
    camera: 'refused',
    geolocation: 'denied',
    notifications: 'denied',
    clipboard: 'refused',
    node: [],
    frame: false,
    webview: false,
  });
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
});

test('the bridge is what it says: nothing in it can be exchanged, and no channel is free to choose', async ({
  fieldbook: { page },
}) => {
  const before = await page.evaluate(() => String(window.fieldbook.connection.list));
  const changed = await page.evaluate(() => {
    Reflect.set(window, 'fieldbook', {});
    Reflect.set(window.fieldbook.connection, 'list', () => 'hostile');
    return String(window.fieldbook.connection.list);
  });
  expect(changed).toBe(before);
  const answers = await page.evaluate(async () => {
    const select = window.fieldbook.connection.select as (...args: unknown[]) => Promise<unknown>;
    const outcome = (call: Promise<unknown>): Promise<unknown> =>
      call.then(
        (value) => value,
        () => 'rejected',
      );
    return [await outcome(select({ toString: 'x' })), await outcome(select('x'.repeat(65))), await outcome(select())];
  });
  for (const answer of answers) expect(JSON.stringify(answer)).not.toContain('"ok":true');
});

test('another page than ours gets no answer, though it has the same preload script', async ({
  fieldbook: { app, page },
}) => {
  const opened = app.waitForEvent('window');
  await app.evaluate(
    ({ BrowserWindow }, preload) => {
      const webPreferences = { preload, sandbox: true, contextIsolation: true };
      void new BrowserWindow({ webPreferences }).loadURL('data:text/html,<title>Elsewhere</title>');
    },
    resolve(import.meta.dirname, '../../dist/preload/index.cjs'),
  );
  const elsewhere = await opened;
  await expect(elsewhere).toHaveTitle('Elsewhere');
  const answer = await elsewhere.evaluate(() =>
    window.fieldbook.connection.list().then(
      () => 'answered',
      (error: unknown) => String(error),
    ),
  );
  expect(answer).toContain('not for this sender');
  await elsewhere.close();
  await expect(page.getByRole('form')).toBeVisible();
});

test('no address leads out of the window’s folder', async ({ fieldbook: { app } }) => {
  const status = (address: string): Promise<number> =>
    app.evaluate(async ({ net }, url) => (await net.fetch(url)).status, address);
  expect(await status('app://bundle/index.html')).toBe(200);
  const outside = [
    'app://bundle/../main/index.js',
    'app://bundle/%2e%2e/main/index.js',
    'app://bundle/..%2fmain/index.js',
    'app://bundle/..%2Fmain%2Findex.js',
    'app://bundle/..%5cmain%5cindex.js',
    'app://bundle/..\\main\\index.js',
    'app://bundle/assets/..%2f..%2f..%2fpackage.json',
    'app://bundle//etc/passwd',
    'app://bundle/%00index.html',
    'app://bundle/index.html%00.js',
    'app://bundle/%',
    'app://bundle/%zz',
    'app://bundle/%c0%ae%c0%ae/main/index.js',
    'app://bundle/',
    'app://bundle/assets',
    'app://bundle/missing.html',
    'app://elsewhere/index.html',
  ];
  for (const address of outside) expect([address, await status(address)]).toEqual([address, 404]);
});
