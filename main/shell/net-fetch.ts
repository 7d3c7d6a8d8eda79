// Electron's `net.fetch`, so that whatever answers, its promise settles.
import { net, session } from 'electron';
import type { Fetch } from '../live-platform/http.ts';

/**
 * Electron's network stack: the system's proxy settings and certificates hold for every request.
 *
 * `net.fetch` makes its `Response` in an event listener, so what that throws is an uncaught exception, and the promise never
 * settles. `cleanAnswers` takes away every known cause; should another come up, the request fails at once.
 * https://github.com/electron/electron/blob/main/lib/browser/api/net-fetch.ts
 * @throws as `net.fetch`; `net::ERR_INVALID_RESPONSE` when anything threw uncaught while there was no answer yet
 */
export const netFetch: Fetch = async (url, init) => {
  const unsettled = Promise.withResolvers<never>();
  const give = (cause: unknown): void => {
    unsettled.reject(new Error('net::ERR_INVALID_RESPONSE', { cause }));
  };
  // It only watches: who handles the exception, and how, stays as it is.
  process.once('uncaughtExceptionMonitor', give);
  try {
    return await Promise.race([net.fetch(url, init), unsettled.promise]);
  } finally {
    process.off('uncaughtExceptionMonitor', give);
  }
};

/**
 * Takes away what `Response` and `Headers` refuse: a status outside 200–599 ends the request with
 * `net::ERR_BLOCKED_BY_CLIENT`; in headers and status line, each character that is not ASCII becomes a question mark.
 * Called once Electron is ready.
 * https://github.com/electron/electron/issues/42244, https://github.com/electron/electron/issues/46819
 */
export function cleanAnswers(): void {
  const web = { urls: ['http://*/*', 'https://*/*'] };
  session.defaultSession.webRequest.onHeadersReceived(web, (details, answer) => {
    const { statusCode, statusLine, responseHeaders = {} } = details;
    if (statusCode < 200 || statusCode > 599) {
      answer({ cancel: true });
      return;
    }
    const cleaned: Record<string, string[]> = {};
    for (const [name, values] of Object.entries(responseHeaders)) cleaned[name] = values.map(toAscii);
    answer({ statusLine: toAscii(statusLine), responseHeaders: cleaned });
  });
}

function toAscii(text: string): string {
  return text.replaceAll(/[^\t\x20-\x7e]/g, '?');
}
