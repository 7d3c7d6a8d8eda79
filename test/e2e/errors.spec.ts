import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Simulator } from '../../tools/live-platform/simulator.ts';
import type { FieldbookWindow } from './fieldbook-window.ts';
import { customers, expect, test } from './fixtures.ts';

// Errors are thrown on purpose from outside, with no hook in the product: a method of Electron or of the page that it calls is
// replaced, a timer is set from Playwright, and code runs in a thread through Node's own inspector.

/** In every error's message: it must be nowhere, for a message may hold data. */
const message = 'p4ss~word of Maria';

test.beforeEach(async ({ fieldbook, simulator }) => {
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(customers.length);
});

/** @param where where it was met, as the log has it */
async function expectLogged(userData: string, where: string | RegExp): Promise<void> {
  const file = join(userData, 'logs', 'fieldbook.log');
  await expect.poll(() => readFile(file, 'utf8')).toMatch(where);
  expect(await readFile(file, 'utf8')).not.toContain(message);
}

async function expectShown(
  { page, alert }: FieldbookWindow,
  title = 'Something went wrong in Fieldbook',
): Promise<void> {
  await expect(alert).toContainText(title);
  await expect(alert.getByRole('button', { name: 'Reload' })).toBeVisible();
  expect(await page.content()).not.toContain(message);
}

/** Dismisses what is shown; searching and refreshing still work. */
async function expectWorksOn(
  fieldbook: FieldbookWindow,
  simulator: Simulator,
  next = customers.slice(1),
): Promise<void> {
  await fieldbook.button('Dismiss').click();
  await expect(fieldbook.alert).toBeHidden();
  await fieldbook.search.fill('TobiService');
  await fieldbook.expectRowCount(1);
  await fieldbook.search.fill('');
  simulator.setCustomers(next);
  await fieldbook.refresh();
  await fieldbook.expectRowCount(next.length);
}

/**
 * Throws in a thread of a directory's.
 * @param code runs there, with the error's message as `words`
 */
async function throwInThread(
  { app }: FieldbookWindow,
  role: 'reader' | 'writer',
  code = 'setTimeout(() => { throw new RangeError(words); })',
): Promise<void> {
  await app.evaluate(
    async (_electron, { role, message, code }) => {
      const { Session } = process.getBuiltinModule('node:inspector');
      const session = new Session();
      session.connect();
      const expression = `{ const words = ${JSON.stringify(message)}; ${code} }`;
      const command = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression } });
      const thrown = new Promise<void>((resolve) => {
        session.on('NodeWorker.attachedToWorker', ({ params: { sessionId, workerInfo } }) => {
          // A title is the thread's number and its name.
          if (!workerInfo.title.endsWith(role)) return;
          // Not in the thread that comes after it.
          session.removeAllListeners('NodeWorker.attachedToWorker');
          session.post('NodeWorker.sendMessageToWorker', { sessionId, message: command }, () => {
            resolve();
          });
        });
      });
      session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
      await thrown;
    },
    { role, message, code },
  );
}

const malformedMessage = `
  const { parentPort } = process.getBuiltinModule('node:worker_threads');
  setImmediate(() => parentPort.emit('message', { get t() { throw new EvalError(words); } }));`;

interface ThrownError {
  where: string;
  throwIn: (fieldbook: FieldbookWindow) => Promise<void>;
  /** Where the log says it was met. */
  logged: string;
  /** What the alert is called, where that is known better. */
  title?: string;
}

const errors: ThrownError[] = [
  {
    where: 'a timer of the main process',
    throwIn: ({ app }) =>
      app.evaluate((_electron, words) => {
        setTimeout(() => {
          throw new RangeError(words);
        });
      }, message),
    logged: 'In the main process, not caught: RangeError',
  },
  {
    where: 'a promise of the main process',
    throwIn: ({ app }) =>
      app.evaluate((_electron, words) => {
        void Promise.reject(new RangeError(words));
      }, message),
    logged: 'In the main process, a rejected promise: RangeError',
  },
  {
    where: 'a timer of the window',
    throwIn: ({ page }) =>
      page.evaluate((words) => {
        setTimeout(() => {
          throw new RangeError(words);
        });
      }, message),
    logged: 'In the window: RangeError',
  },
  {
    where: 'a promise of the window',
    throwIn: ({ page }) =>
      page.evaluate((words) => {
        void Promise.reject(new RangeError(words));
      }, message),
    logged: 'In the window, a rejected promise: RangeError',
  },
  {
    where: 'a handler',
    async throwIn({ app, page, search }) {
      await app.evaluate(({ clipboard }, words) => {
        clipboard.write = () => {
          throw new TypeError(words);
        };
      }, message);
      await search.press('ArrowDown');
      await page.keyboard.press('ControlOrMeta+C');
    },
    logged: 'In customers:copy: TypeError',
    title: 'Nothing was copied',
  },
  {
    where: 'a handler of an event',
    async throwIn({ page }) {
      await page.evaluate((words) => {
        HTMLInputElement.prototype.select = () => {
          throw new EvalError(words);
        };
      }, message);
      await page.keyboard.press('ControlOrMeta+F');
    },
    logged: 'In the window: EvalError',
  },
  {
    where: 'an effect outside every part of the window',
    async throwIn(fieldbook) {
      await fieldbook.page.evaluate((words) => {
        Object.defineProperty(document, 'activeElement', {
          configurable: true,
          get() {
            Reflect.deleteProperty(document, 'activeElement');
            throw new URIError(words);
          },
        });
      }, message);
      await fieldbook.license('Hosted Pro').click();
      await expect(fieldbook.alert).toBeVisible();
      await fieldbook.license('Hosted Pro').click();
    },
    logged: 'In the window: URIError',
  },
  {
    where: 'what the main process calls in the window',
    throwIn: ({ app }) =>
      app.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]?.webContents.send('failure:told', null);
      }),
    logged: 'In the window: TypeError',
  },
  {
    where: 'a menu click',
    async throwIn({ app }) {
      await app.evaluate(({ BrowserWindow, Menu }, words) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        if (!contents) return;
        const send = contents.send.bind(contents);
        contents.send = (channel: string, ...args: unknown[]) => {
          if (channel !== 'menu:command') {
            send(channel, ...args);
            return;
          }
          contents.send = send;
          throw new SyntaxError(words);
        };
        // As the system does: nobody waits for what a click throws.
        setImmediate(() => {
          const item = Menu.getApplicationMenu()?.getMenuItemById('find');
          (item?.click as (() => void) | undefined)?.();
        });
      }, message);
    },
    logged: 'In the main process, not caught: SyntaxError',
  },
  {
    where: 'a menu click that opens something',
    async throwIn(fieldbook) {
      await fieldbook.app.evaluate(({ shell }, words) => {
        shell.openPath = () => {
          throw new SyntaxError(words);
        };
      }, message);
      await fieldbook.chooseInMenu('Open log');
    },
    logged: 'In the main process, a rejected promise: SyntaxError',
  },
  {
    where: 'what serves the window',
    async throwIn({ app, page }) {
      await app.evaluate(({ net }, words) => {
        const fetch = net.fetch.bind(net);
        net.fetch = (input, init) => {
          if (typeof input !== 'string' || !input.startsWith('file:')) return fetch(input, init);
          net.fetch = fetch;
          throw new TypeError(words);
        };
      }, message);
      await page.evaluate(() => {
        new Image().src = `/icon.svg?${Date.now()}`;
      });
    },
    logged: 'In serving the window: TypeError',
  },
  {
    where: 'the preload script',
    throwIn: ({ app }) =>
      app.evaluate(({ BrowserWindow }, words) => {
        BrowserWindow.getAllWindows()[0]?.webContents.emit('preload-error', {}, 'preload.cjs', new TypeError(words));
      }, message),
    logged: 'In the preload script: TypeError',
  },
  {
    where: 'what takes the reading thread’s messages',
    throwIn: (fieldbook) => throwInThread(fieldbook, 'reader', malformedMessage),
    logged: 'caused by EvalError',
  },
  {
    where: 'a timer of the reading thread',
    throwIn: (fieldbook) => throwInThread(fieldbook, 'reader'),
    logged: 'caused by RangeError',
  },
];

test('wherever it is thrown, it is shown and logged, and the work goes on', async ({
  fieldbook,
  simulator,
  userData,
}) => {
  for (const [index, { where, throwIn, logged, title }] of errors.entries()) {
    await test.step(where, async () => {
      await throwIn(fieldbook);
      await expectShown(fieldbook, title);
      await expectLogged(userData, logged);
      await expectWorksOn(fieldbook, simulator, customers.slice(0, -index - 1));
    });
  }
});

test('in a timer of the writing thread, during a refresh', async ({ fieldbook, simulator, userData }) => {
  simulator.set({ customers: { kind: 'silence', when: 'in-body' } });
  await fieldbook.startRefresh();
  await expect(fieldbook.freshness).toBeVisible();
  // The bytes that have come are counted when the thread has taken them: it runs by then.
  await expect(fieldbook.page.getByText(/^Downloading, \d+ KB/)).toBeVisible();
  await throwInThread(fieldbook, 'writer');
  // The thread's end is told, and that the refresh failed with it.
  await expect(fieldbook.alert).toHaveCount(2);
  await expect(fieldbook.alert.filter({ hasText: 'The list below is unchanged.' })).toHaveCount(1);
  await expectLogged(userData, 'caused by RangeError');
  simulator.set({ customers: { kind: 'good' } });
  await fieldbook.button('Retry').click();
  await expect(fieldbook.alert).toHaveCount(1);
  await expectWorksOn(fieldbook, simulator);
});

/** Breaks or mends what dates are written with. */
async function setDatesBroken({ page }: FieldbookWindow, broken: boolean): Promise<void> {
  await page.evaluate(
    ({ broken, message }) => {
      const prototype = Intl.DateTimeFormat.prototype;
      const saved: unknown = Reflect.get(window, 'savedFormat');
      const format = saved ?? Object.getOwnPropertyDescriptor(prototype, 'format');
      Reflect.set(window, 'savedFormat', format);
      const failing = {
        configurable: true,
        get: () => {
          throw new RangeError(message);
        },
      };
      Object.defineProperty(prototype, 'format', broken ? failing : (format as PropertyDescriptor));
    },
    { broken, message },
  );
}

test('in a component: its part says so, and the others go on', async ({ fieldbook, simulator, userData }) => {
  const { page, alert, details, search } = fieldbook;
  await setDatesBroken(fieldbook, true);
  await search.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(alert).toContainText('The customer’s details can’t be shown.');
  await expectLogged(userData, 'In a part of the window: RangeError');
  await fieldbook.expectRowCount(customers.length);
  await expect(fieldbook.license('Hosted Essentials')).toBeVisible();

  await setDatesBroken(fieldbook, false);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(details).toBeVisible();
  await expect(alert).toBeHidden();
  simulator.setCustomers(customers.slice(1));
  await fieldbook.startRefresh();
  await fieldbook.expectRowCount(customers.length - 1);
});

test('in an effect: its part says so, and is there again', async ({ fieldbook, userData }) => {
  const { page, alert, search } = fieldbook;
  await page.evaluate((words) => {
    const scrollTop = Object.getOwnPropertyDescriptor(Element.prototype, 'scrollTop') ?? {};
    Object.defineProperty(Element.prototype, 'scrollTop', {
      ...scrollTop,
      set() {
        Object.defineProperty(Element.prototype, 'scrollTop', scrollTop);
        throw new RangeError(words);
      },
    });
  }, message);
  await search.fill('TobiService');
  await expect(alert).toContainText('The list can’t be shown.');
  await expectLogged(userData, 'In a part of the window: RangeError');
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(alert).toBeHidden();
  await fieldbook.expectRowCount(1);
});

test('Reload draws the window anew, in the middle of a refresh too', async ({ fieldbook, simulator }) => {
  simulator.set({ customers: { kind: 'silence', when: 'in-body' } });
  await fieldbook.startRefresh();
  await expect(fieldbook.page.getByText('Downloading')).toBeVisible();
  await fieldbook.page.evaluate(() => {
    setTimeout(() => {
      throw new RangeError();
    });
  });
  await fieldbook.alert.getByRole('button', { name: 'Reload' }).click();
  await expect(fieldbook.alert).toBeHidden();
  await fieldbook.expectRowCount(customers.length);
  await expect(fieldbook.button('Cancel refresh')).toBeVisible();
  await expect(fieldbook.page.getByText('Downloading')).toBeVisible();
});

test('a page that is killed is logged, and can be loaded again', async ({ fieldbook, userData }) => {
  await fieldbook.app.evaluate(({ BrowserWindow, dialog }) => {
    dialog.showMessageBox = (...args: unknown[]) => {
      Reflect.set(globalThis, 'asked', args.at(-1));
      return Promise.resolve({ response: 0, checkboxChecked: false });
    };
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  // Which one is said depends on the system.
  await expectLogged(userData, /"event":"page-gone","reason":"(crashed|killed)"/);
  // Playwright's page stays dead: what was loaded again is asked through Electron.
  await expect
    .poll(() =>
      fieldbook.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
          `document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') ?? null`,
        ),
      ),
    )
    .toBe(String(customers.length + 1));
  const asked = await fieldbook.app.evaluate(() => Reflect.get(globalThis, 'asked') as unknown);
  expect(asked).toMatchObject({ message: 'The window has stopped working', buttons: ['Reload', 'Quit'] });
  await fieldbook.quit();
});
