/** Requests that Chromium holds back: the app's own scheme is served, navigations are put to `will-navigate`. */
import { browser, inBackground } from './lifecycle.ts';
import type { Protocol } from './cdp.ts';
import { handlerFor } from './protocol.ts';
import { policyToWeb, schemes, toApp, toWeb } from './schemes.ts';
import { openWindows } from './window-registry.ts';

type Paused = Protocol.Fetch.requestPausedPayload;

export async function interceptRequests(): Promise<void> {
  browser().on('Fetch.requestPaused', (paused) => {
    // A request whose page is gone cannot be answered any more, and need not be.
    inBackground(decide(paused), () => openWindows.withTarget(paused.frameId) !== undefined);
  });
  const own = [...schemes].map((scheme) => ({ urlPattern: `https://*.${scheme}.localhost/*` }));
  await browser().send('Fetch.enable', { patterns: [...own, { urlPattern: '*', resourceType: 'Document' }] });
}

async function decide(paused: Paused): Promise<void> {
  const { requestId, request } = paused;
  const window = openWindows.withTarget(paused.frameId);
  if (paused.resourceType === 'Document' && window && !window.webContents.mayNavigate(request.url)) {
    await browser().send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
  } else if (toApp(request.url) === request.url) {
    await browser().send('Fetch.continueRequest', { requestId });
  } else {
    await serve(paused);
  }
}

async function serve({ requestId, request }: Paused): Promise<void> {
  try {
    const response = await answer(request);
    const body = Buffer.from(await response.arrayBuffer()).toString('base64');
    const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value: headerToWeb(name, value) }));
    await browser().send('Fetch.fulfillRequest', { requestId, responseCode: response.status, responseHeaders, body });
  } catch (error) {
    console.error(`electron-standin: ${toApp(request.url)}:`, error);
    await browser().send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
  }
}

async function answer(request: Protocol.Network.Request): Promise<Response> {
  const url = toApp(request.url);
  const handler = handlerFor(url);
  if (!handler) throw new Error('net::ERR_UNKNOWN_URL_SCHEME');
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, toApp(value)]);
  const parts = request.postDataEntries?.map(({ bytes = '' }) => Buffer.from(bytes, 'base64'));
  return handler(new Request(url, { method: request.method, headers, body: parts ? Buffer.concat(parts) : null }));
}

function headerToWeb(name: string, value: string): string {
  return name.startsWith('content-security-policy') ? policyToWeb(value) : toWeb(value);
}
