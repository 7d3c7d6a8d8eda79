/** Electron's `net`: files from disk, the app's schemes from their handlers, all else through Node's fetch. */
import fs from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { wantsSandboxAsRoot } from './command-line.ts';
import { handlerFor } from './protocol.ts';
import { session } from './session.ts';
import type { ResponseHead } from './web-request.ts';

type Init = RequestInit & { bypassCustomProtocolHandlers?: boolean };

const contentTypes: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Chromium's names for what Node's errors mean. */
const netErrors: Record<string, string> = {
  ECONNREFUSED: 'ERR_CONNECTION_REFUSED',
  ECONNRESET: 'ERR_CONNECTION_RESET',
  UND_ERR_SOCKET: 'ERR_CONNECTION_CLOSED',
  ENOTFOUND: 'ERR_NAME_NOT_RESOLVED',
  EAI_AGAIN: 'ERR_NAME_NOT_RESOLVED',
  EHOSTUNREACH: 'ERR_ADDRESS_UNREACHABLE',
  ENETUNREACH: 'ERR_INTERNET_DISCONNECTED',
  ETIMEDOUT: 'ERR_CONNECTION_TIMED_OUT',
  UND_ERR_CONNECT_TIMEOUT: 'ERR_CONNECTION_TIMED_OUT',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'ERR_CERT_AUTHORITY_INVALID',
  SELF_SIGNED_CERT_IN_CHAIN: 'ERR_CERT_AUTHORITY_INVALID',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'ERR_CERT_AUTHORITY_INVALID',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'ERR_CERT_AUTHORITY_INVALID',
  CERT_HAS_EXPIRED: 'ERR_CERT_DATE_INVALID',
  ERR_TLS_CERT_ALTNAME_INVALID: 'ERR_CERT_COMMON_NAME_INVALID',
  ERR_SSL_WRONG_VERSION_NUMBER: 'ERR_SSL_PROTOCOL_ERROR',
};

/** Whatever else Electron takes, such as a session, is not for Node. */
interface RequestOptions {
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
  method?: string;
  headers?: http.OutgoingHttpHeaders;
}

export const net = {
  /** Node's own resembles Electron's, as far as electron-updater asks. */
  request({ protocol, hostname, port, path: address, method, headers = {} }: RequestOptions): http.ClientRequest {
    const options = { protocol, hostname, port, path: address, method, headers };
    return protocol === 'https:' ? https.request(options) : http.request(options);
  },
  async fetch(input: string | URL | Request, init: Init = {}): Promise<Response> {
    const url = input instanceof Request ? input.url : String(input);
    if (url.startsWith('file:')) return fetchFile(fileURLToPath(url));
    const handler = init.bypassCustomProtocolHandlers ? undefined : handlerFor(url);
    if (handler) return handler(new Request(input, init));
    // The network service would die, again and again, when the app has asked for the sandbox after the start.
    if (wantsSandboxAsRoot()) throw new Error('net::ERR_FAILED');
    const { head, body } = await receive(input, init);
    const seen = await session.defaultSession.webRequest.headersReceived(url, head);
    return makeResponse(seen, body, init.signal);
  },
};

interface Received {
  head: ResponseHead;
  body: Response['body'];
}

async function receive(input: string | URL | Request, init: Init): Promise<Received> {
  try {
    const { status, statusText, headers, body } = await fetch(input, init);
    // Electron takes the bytes for UTF-8; Node's fetch, as the standard wants it, for Latin-1.
    const decoded = [...headers].map(([name, value]) => [name, [Buffer.from(value, 'latin1').toString()]]);
    const responseHeaders = Object.fromEntries(decoded) as ResponseHead['responseHeaders'];
    return { head: { statusCode: status, statusLine: `HTTP/1.1 ${status} ${statusText}`, responseHeaders }, body };
  } catch (error) {
    if (isStatusBelow100(error))
      return { head: { statusCode: 0, statusLine: 'HTTP/1.1 0', responseHeaders: {} }, body: null };
    throw asNetError(error);
  }
}

/** Chromium passes such a status on; Node asserts that there is none. */
function isStatusBelow100(error: unknown): boolean {
  return (
    error instanceof TypeError && error.cause instanceof Error && Reflect.get(error.cause, 'code') === 'ERR_ASSERTION'
  );
}

/**
 * As Electron does, in the listener of an event: what `Headers` and `Response` throw there is an uncaught exception, and the
 * promise never settles but by the signal. https://github.com/electron/electron/blob/main/lib/browser/api/net-fetch.ts
 * (#42244, #46819: a header that is not ASCII; a status below 200 or above 599)
 */
function makeResponse(
  { statusCode, statusLine, responseHeaders }: ResponseHead,
  body: Response['body'],
  signal: AbortSignal | null | undefined,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
    setImmediate(() => {
      const headers = new Headers();
      for (const [name, values] of Object.entries(responseHeaders)) headers.set(name, values.join(', '));
      const hasBody = ![101, 204, 205, 304].includes(statusCode);
      const statusText = statusLine.split(' ').slice(2).join(' ');
      resolve(new Response(hasBody ? body : null, { headers, status: statusCode, statusText }));
    });
  });
}

async function fetchFile(file: string): Promise<Response> {
  try {
    const contentType = contentTypes[path.extname(file)] ?? 'application/octet-stream';
    return new Response(await fs.readFile(file), { headers: { 'content-type': contentType } });
  } catch {
    throw new Error('net::ERR_FILE_NOT_FOUND');
  }
}

/** An abort, and a mistake in the call, stay what they are. */
function asNetError(error: unknown): unknown {
  if (!(error instanceof TypeError) || !(error.cause instanceof Error)) return error;
  const code: unknown = Reflect.get(error.cause, 'code');
  // Of a 407 that came unasked, Node's fetch says nothing at all.
  const unnamed = error.cause.message === '' ? 'ERR_UNEXPECTED_PROXY_AUTH' : 'ERR_FAILED';
  const name = typeof code === 'string' ? (netErrors[code] ?? 'ERR_FAILED') : unnamed;
  return new Error(`net::${name}`, { cause: error.cause });
}
