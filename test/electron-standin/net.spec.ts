/** The stand-in's contract: `net.fetch` makes its response where Electron makes it, and fails as Electron's does. */
import { createServer, type AddressInfo } from 'node:net';
import { type ElectronApplication, expect } from '@playwright/test';
import { test as base } from './sample-app/sample.ts';

const test = base.extend<{ answering: (head: string) => Promise<string> }>({
  /** Starts a server that answers with this head, as it is, and gives its address. */
  answering: async ({}, use) => {
    const servers: ReturnType<typeof createServer>[] = [];
    await use(async (head) => {
      const server = createServer((socket) => {
        socket.once('data', () => socket.end(`${head}\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok`));
      });
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    });
    for (const server of servers) server.close();
  },
});

interface Outcome {
  settled: string | null;
  shown: string[];
}

/** Fetches, and waits until the promise has settled or an uncaught exception is shown. */
function outcomeOf(app: ElectronApplication, address: string): Promise<Outcome> {
  return app.evaluate(async ({ net, dialog }, url) => {
    const shown: string[] = [];
    const exception = new Promise<null>((resolve) => {
      dialog.showErrorBox = (title, content) => {
        shown.push(title, content);
        resolve(null);
      };
    });
    const answer = net.fetch(url).then(({ status, statusText }) => `${status} ${statusText}`, String);
    return { settled: await Promise.race([answer, exception]), shown };
  }, address);
}

for (const [what, head, message] of [
  ['a header that is not ASCII', 'HTTP/1.1 200 OK\r\nx-name: Zażółć', 'Cannot convert argument to a ByteString'],
  ['a reason that is not ASCII', 'HTTP/1.1 200 Zażółć', 'Cannot convert argument to a ByteString'],
  ['a status above 599', 'HTTP/1.1 999 Denied', 'must be in the range of 200 to 599'],
  ['a status below 100', 'HTTP/1.1 000 Nothing', 'must be in the range of 200 to 599'],
] as const) {
  test(`${what} throws outside the promise, which never settles`, async ({ shared: { app }, answering }) => {
    const { settled, shown } = await outcomeOf(app, await answering(head));
    expect(settled).toBeNull();
    expect(shown[0]).toBe('A JavaScript error occurred in the main process');
    expect(shown[1]).toContain(message);
  });
}

test('the app may clean an answer, or refuse it, before a response is made of it', async ({
  started: { app },
  answering,
}) => {
  await app.evaluate(({ session }) => {
    session.defaultSession.webRequest.onHeadersReceived({ urls: ['http://*/*'] }, ({ statusCode }, answer) => {
      answer(statusCode === 999 ? { cancel: true } : { statusLine: 'HTTP/1.1 200 Fine', responseHeaders: {} });
    });
  });
  const refused = await outcomeOf(app, await answering('HTTP/1.1 999 Denied'));
  expect(refused).toEqual({ settled: 'Error: net::ERR_BLOCKED_BY_CLIENT', shown: [] });
  const cleaned = await outcomeOf(app, await answering('HTTP/1.1 200 Zażółć\r\nx-name: Zażółć'));
  expect(cleaned).toEqual({ settled: '200 Fine', shown: [] });
});

test('a promise that never settles still heeds its signal', async ({ shared: { app }, answering }) => {
  const settled = app.evaluate(
    async ({ net, dialog }, url) => {
      const aborted = new AbortController();
      dialog.showErrorBox = () => {
        aborted.abort();
      };
      return net.fetch(url, { signal: aborted.signal }).then(String, String);
    },
    await answering('HTTP/1.1 999 Denied'),
  );
  expect(await settled).toContain('AbortError');
});
