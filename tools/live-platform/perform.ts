import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Behaviour } from './behaviours.ts';
import { encodeAs } from './encodings.ts';

/** The good answer, which a behaviour may spoil on its way. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body: Uint8Array;
}

const json = 'application/json; charset=utf-8';

export const signInPage = Buffer.from(
  '<!DOCTYPE html>\n<html lang="en"><head><title>Sign in to your account</title></head><body><form>Sign in</form></body></html>\n',
);

const statusBodies = {
  none: { type: undefined, body: '' },
  json: { type: json, body: '{"message":"An error has occurred."}' },
  html: { type: 'text/html', body: '<html><body><h1>Something went wrong</h1><hr>nginx</body></html>' },
  text: { type: 'text/plain', body: 'Something went wrong' },
};

/** Sends a whole answer, with its length. */
export function send(response: ServerResponse, { status, headers = {}, body }: Answer): void {
  const length: Record<string, string> = status === 204 ? {} : { 'content-length': String(body.byteLength) };
  response.writeHead(status, { 'content-type': json, ...length, ...headers });
  response.end(body);
}

/**
 * Begins an answer: its headers and half of its body, of which the length promises all. Ends when these have been
 * handed over.
 */
async function sendHalf(response: ServerResponse, { status, body }: Answer): Promise<void> {
  response.writeHead(status, { 'content-type': json, 'content-length': String(body.byteLength) });
  await new Promise<void>((resolve) => {
    response.write(body.subarray(0, Math.ceil(body.byteLength / 2)), () => {
      resolve();
    });
  });
}

/** Past Node's server, which sends no other status and no other bytes in a header than the standard allows. */
function sendUnchecked(
  response: ServerResponse,
  head: { status: string; header?: string | undefined },
  { body }: Answer,
): void {
  const lines = [
    `HTTP/1.1 ${head.status}`,
    `Content-Type: ${json}`,
    `Content-Length: ${body.byteLength}`,
    'Connection: close',
    ...(head.header === undefined ? [] : [head.header]),
  ];
  response.socket?.end(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]));
}

async function breakOff(response: ServerResponse, good: Answer, when: 'before-headers' | 'in-body', reset: boolean) {
  const { socket } = response;
  if (when === 'in-body') await sendHalf(response, good);
  if (reset) socket?.resetAndDestroy();
  else socket?.destroy();
}

async function trickle(response: ServerResponse, good: Answer, chunkBytes: number, pause: number, signal: AbortSignal) {
  response.writeHead(good.status, { 'content-type': json, 'content-length': String(good.body.byteLength) });
  response.flushHeaders();
  for (let at = 0; at < good.body.byteLength; at += chunkBytes) {
    await delay(pause, undefined, { signal });
    response.write(good.body.subarray(at, at + chunkBytes));
  }
  response.end();
}

const endlessRow = '{"Id":null,"ShortName":"Endless","FullName":"Endless customers","LicenseType":3},';

function sendWithoutEnd(response: ServerResponse, repeated = endlessRow): void {
  response.writeHead(200, { 'content-type': json });
  const rows = Buffer.from(repeated.repeat(Math.ceil(65_536 / repeated.length)));
  const fill = () => {
    while (!response.destroyed && response.write(rows));
  };
  response.on('drain', fill);
  response.write('[');
  fill();
}

function compress(body: Uint8Array, lie: 'not-gzip' | 'cut' | 'corrupt' | undefined): Uint8Array {
  if (lie === 'not-gzip') return body;
  const zipped = gzipSync(body);
  const middle = Math.floor(zipped.byteLength / 2);
  if (lie === 'cut') return zipped.subarray(0, middle);
  // Right at first, so that the answer begins well.
  if (lie === 'corrupt') zipped.fill(0xff, middle, middle + 64);
  return zipped;
}

function encode(body: Uint8Array, charset: 'utf-16le' | 'latin1'): Uint8Array {
  return Buffer.from(Buffer.from(body).toString('utf8'), charset);
}

/** A refusal that gives a secret away wherever it can: as it is encoded, in two parts, and as the digits of a GUID. */
function echo(secret: string, encoding: string, status: number): Answer {
  const encoded = encodeAs(encoding, secret);
  const half = Math.ceil(secret.length / 2);
  const digits = Buffer.from(secret.padEnd(16)).toString('hex').slice(0, 32);
  const guid = digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const named = /^[\x20-\x7e]+$/.test(encoded) ? { 'x-request-id': encoded, 'x-correlation-id': encoded } : {};
  return {
    status,
    headers: { ...named, 'x-ms-request-id': guid, traceparent: `00-${digits}-${digits.slice(0, 16)}-01` },
    body: Buffer.from(
      JSON.stringify({
        error: encoded,
        error_description: `We were sent ${encodeAs(encoding, secret.slice(0, half))} and then ${encodeAs(encoding, secret.slice(half))}.`,
        error_codes: [50000],
        trace_id: guid,
        correlation_id: encoded,
      }),
    ),
  };
}

/**
 * Gives the good answer, or what the behaviour makes of it.
 * @param signal aborts when the other side has gone or the simulator closes
 * @param itself the path that was asked for
 * @param secret what was sent to sign in
 */
export async function perform(
  behaviour: Behaviour,
  response: ServerResponse,
  good: Answer,
  signal: AbortSignal,
  itself: string,
  secret: string,
): Promise<void> {
  switch (behaviour.kind) {
    case 'latency':
      await delay(behaviour.milliseconds, undefined, { signal });
      send(response, good);
      return;
    case 'trickle':
      await trickle(response, good, behaviour.chunkBytes, behaviour.milliseconds, signal);
      return;
    case 'status': {
      const { type, body } = statusBodies[behaviour.body ?? 'json'];
      const headers: Record<string, string> = { 'x-ms-request-id': '5e1f0000-0000-4000-8000-00000000cafe' };
      if (type !== undefined) headers['content-type'] = type;
      if (behaviour.retryAfter !== undefined) headers['retry-after'] = behaviour.retryAfter;
      if (behaviour.status === 401) headers['www-authenticate'] = 'Bearer error="invalid_token"';
      send(response, { status: behaviour.status, headers, body: Buffer.from(body) });
      return;
    }
    case 'head':
      sendUnchecked(response, behaviour, good);
      return;
    case 'echo':
      send(response, echo(secret, behaviour.encoding, behaviour.status));
      return;
    case 'sign-in-page':
      send(response, {
        status: 200,
        headers: { 'content-type': behaviour.contentType ?? 'text/html; charset=utf-8' },
        body: signInPage,
      });
      return;
    case 'redirect': {
      const location = behaviour.to === 'itself' ? itself : '/sign-in';
      send(response, { status: 302, headers: { location, 'content-type': 'text/html' }, body: Buffer.from('') });
      return;
    }
    case 'reset':
    case 'close':
      await breakOff(response, good, behaviour.when, behaviour.kind === 'reset');
      return;
    case 'silence':
      if (behaviour.when === 'in-body') await sendHalf(response, good);
      return;
    case 'truncated':
      send(response, { ...good, body: good.body.subarray(0, Math.ceil(good.body.byteLength / 2)) });
      return;
    case 'length-too-small': {
      const length = String(Math.max(1, good.body.byteLength - 10));
      response.writeHead(good.status, { 'content-type': json, 'content-length': length, connection: 'close' });
      response.end(good.body);
      return;
    }
    case 'empty':
      send(response, { status: 200, body: Buffer.from('') });
      return;
    case 'body':
      send(response, {
        status: 200,
        headers: { 'content-type': behaviour.contentType ?? json },
        body: Buffer.from(behaviour.text),
      });
      return;
    case 'bom':
      send(response, { ...good, body: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), good.body]) });
      return;
    case 'charset': {
      const type = behaviour.named ? `application/json; charset=${behaviour.charset}` : 'application/json';
      send(response, { ...good, headers: { 'content-type': type }, body: encode(good.body, behaviour.charset) });
      return;
    }
    case 'gzip':
      send(response, { ...good, headers: { 'content-encoding': 'gzip' }, body: compress(good.body, behaviour.lie) });
      return;
    case 'announced':
      response.writeHead(200, { 'content-type': json, 'content-length': String(behaviour.bytes) });
      response.write('[');
      return;
    case 'endless':
      sendWithoutEnd(response, behaviour.repeated);
      return;
    case 'good':
    case 'refusal':
    case 'camel-case':
    case 'bad-rows':
    case 'duplicates':
    case 'unknown-license':
      send(response, good);
  }
}
