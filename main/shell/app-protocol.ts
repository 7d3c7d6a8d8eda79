import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { net, protocol } from 'electron';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { host } from './our-pages.ts';

/** Declares app:// as a proper web origin; must be called before Electron is ready. */
export function declareAppProtocol(): void {
  protocol.registerSchemesAsPrivileged([
    // The code cache spares the second start the compiling: https://github.com/electron/electron/pull/40544
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/**
 * Serves the built window from `folder`, and nothing outside it.
 * https://www.electronjs.org/docs/latest/tutorial/security#18-avoid-usage-of-the-file-protocol-and-prefer-usage-of-custom-protocols
 * @param onError is told an error that nobody foresaw: Electron would only print it
 */
export function serveAppProtocol(folder: string, onError: (error: unknown) => void): void {
  protocol.handle('app', async (request) => {
    try {
      return await serve(folder, request);
    } catch (error) {
      onError(error);
      return notFound();
    }
  });
}

async function serve(folder: string, { method, url }: Request): Promise<Response> {
  const path = servedPath(url);
  if (method !== 'GET' || path === null) return notFound();
  // A file that is not there rejects.
  const response = await net.fetch(pathToFileURL(join(folder, path)).href).catch(() => null);
  if (!response?.ok) return notFound();
  const headers = new Headers(response.headers);
  headers.set('content-security-policy', contentSecurityPolicy);
  headers.set('x-content-type-options', 'nosniff');
  return new Response(response.body, { headers });
}

/**
 * The path below the served folder; null for an address that is not ours. All files have plain names, so nothing is ever
 * decoded: an address with `..`, a backslash, a zero byte or a per cent sign, however written, simply does not exist.
 */
function servedPath(address: string): string | null {
  const url = URL.parse(address);
  return url?.host === host && /^(?:\/[\w-][\w.-]*)+$/.test(url.pathname) ? url.pathname : null;
}

function notFound(): Response {
  return new Response('Not found', { status: 404, headers: { 'content-security-policy': contentSecurityPolicy } });
}
