// Electron's `net.fetch`, mended so that its promise settles whatever the server answers.
import { net, session } from 'electron';
import type { Fetch } from '../live-platform/http.ts';

/**
 * Fetches through Electron's network stack, with the system's proxy settings and certificates.
 *
 * `net.fetch` makes its `Response` in an event listener, so what that throws is an uncaught exception, and the promise
 * never settles. `cleanAnswers` removes every known cause; should there be another, the request fails at once.
 * https://github.com/electron/electron/blob/main/lib/browser/api/net-fetch.ts
 * @throws as `net.fetch`; `net::ERR_INVALID_RESPONSE` when anything threw uncaught before the response
 */
export const netFetch: Fetch = async (url, init) => {
  const unsettled = Promise.withResolvers<never>();
  const give = (cause: unknown): void => {
    unsettled.reject(new Error('net::ERR_INVALID_RESPONSE', { cause }));
  };
  // It only watches: the exception is handled as before.
  process.once('uncaughtExceptionMonitor', give);
  try {
    return await Promise.race([net.fetch(url, init), unsettled.promise]);
  } finally {
    process.off('uncaughtExceptionMonitor', give);
  }
};

/**
 * Removes what `Response` and `Headers` refuse: a status outside 200–599 ends the request with
 * `net::ERR_BLOCKED_BY_CLIENT`; each non-ASCII character in headers and status line becomes a question mark. Called once
 * Electron is ready.
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
