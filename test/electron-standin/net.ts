/** Electron's `net`: files from disk, the app's schemes from their handlers, all else through Node's fetch. */
import fs from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { handlerFor } from './protocol.ts';

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
    try {
      return await fetch(input, init);
    } catch (error) {
      throw asNetError(error);
    }
  },
};

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
