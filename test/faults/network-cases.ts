import type { FailureCode } from '../../preload/contract/failures.ts';
import { FailureError, failure } from '../../main/failure.ts';
import type { Fetch } from '../../main/live-platform/http.ts';
import type { TestBed, ConnectionChange } from './test-bed.ts';
import { canaries } from './canary.ts';
import { makeAuthority, makeSelfSigned } from './certificates.ts';
import type { Expectation, FaultCase } from './fault-case.ts';
import { closedPort, rawServer, throughProxy, tlsServer, trustedAuthority } from './servers.ts';

// What goes wrong below HTTP, before it, and in Fieldbook's own surroundings.

const notTrusted = { advice: 'is not trusted on this computer' };
const pasted: ConnectionChange = {
  signIn: { method: 'access-token' },
  readSecret: () => Promise.resolve(canaries.accessToken),
};

function network(
  name: string,
  code: FailureCode,
  arrange: () => ConnectionChange | Promise<ConnectionChange>,
  expected: Expectation = {},
): FaultCase {
  return { name, code, arrange, ...expected };
}

const realCases: FaultCase[] = [
  network(
    'nobody listens',
    'offline',
    async () => ({ ...pasted, baseUrl: `http://127.0.0.1:${await closedPort()}/tenantui` }),
    { detail: 'ECONNREFUSED' },
  ),
  network(
    'nobody listens where one signs in',
    'offline',
    async () => ({ authority: `http://127.0.0.1:${await closedPort()}` }),
    { advice: 'under Advanced, the Authority', detail: 'ECONNREFUSED' },
  ),
  network('a port that browsers block', 'offline', () => ({ baseUrl: 'http://127.0.0.1:6667/tenantui' }), {
    advice: 'This port is reserved',
  }),
  network(
    'something that is no web server',
    'not-live-platform',
    async () => ({ baseUrl: `http://127.0.0.1:${await rawServer('220 mail.example.com ESMTP\r\n')}/tenantui` }),
    { advice: 'Something other than a web server' },
  ),
  network(
    'tls: expired',
    'tls',
    async () => {
      const validity = { notBefore: new Date(Date.UTC(2020, 0)), notAfter: new Date(Date.UTC(2021, 0)) };
      return { baseUrl: await tlsServer(await (await trustedAuthority()).sign('127.0.0.1', validity)) };
    },
    { advice: 'out of date', detail: 'CERT_HAS_EXPIRED' },
  ),
  network(
    'tls: not yet valid',
    'tls',
    async () => {
      const tomorrow = Date.now() + 24 * 60 * 60 * 1000;
      const validity = { notBefore: new Date(tomorrow), notAfter: new Date(tomorrow + 1000) };
      return { baseUrl: await tlsServer(await (await trustedAuthority()).sign('127.0.0.1', validity)) };
    },
    { advice: 'out of date', detail: 'CERT_NOT_YET_VALID' },
  ),
  network('tls: self-signed', 'tls', async () => ({ baseUrl: await tlsServer(await makeSelfSigned('127.0.0.1')) }), {
    ...notTrusted,
    detail: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  }),
  network(
    'tls: an authority nobody knows',
    'tls',
    async () => ({ baseUrl: await tlsServer(await (await makeAuthority('Unknown')).sign('127.0.0.1')) }),
    notTrusted,
  ),
  network(
    'tls: wrong host',
    'tls',
    async () => ({ baseUrl: await tlsServer(await (await trustedAuthority()).sign('live.example.com')) }),
    { advice: 'belongs to another address', detail: 'ERR_TLS_CERT_ALTNAME_INVALID' },
  ),
  network(
    'tls: http on the https port',
    'tls',
    async () => ({ baseUrl: `https://127.0.0.1:${await rawServer('HTTP/1.1 200 OK\r\n\r\n')}/tenantui` }),
    { advice: 'No secure connection could be agreed on' },
  ),
  network(
    'tls: wrong where one signs in',
    'tls',
    async () => ({ authority: (await tlsServer(await makeSelfSigned('127.0.0.1'))).replace('/tenantui', '') }),
    { advice: 'The certificate of the sign-in service (127.0.0.1)' },
  ),
  network('proxy: 407 to CONNECT', 'proxy', () => proxied('407 Proxy Authentication Required')),
  network('proxy: 403 to CONNECT', 'proxy', () => proxied('403 Forbidden')),
  network('proxy: 502 to CONNECT', 'proxy', () => proxied('502 Bad Gateway')),
  network('proxy: 407 to CONNECT where one signs in', 'proxy', async () => {
    const { undo } = await proxied('407 Proxy Authentication Required');
    return { authority: 'https://127.0.0.1:65000', ...(undo && { undo }) };
  }),
];

async function proxied(status: string): Promise<ConnectionChange> {
  const undo = await throughProxy(status);
  return { ...pasted, baseUrl: 'https://127.0.0.1:65000/tenantui', undo };
}

/** Errors as they are thrown where no test can cause them: by name resolution, and by Chromium in Electron's `net.fetch`. */
const thrownErrors: [reason: string, FailureCode, Expectation?][] = [
  ['ENOTFOUND', 'offline'],
  ['EAI_AGAIN', 'offline'],
  ['ENETUNREACH', 'offline'],
  ['ETIMEDOUT', 'timed-out'],
  ['net::ERR_NAME_NOT_RESOLVED', 'offline'],
  ['net::ERR_INTERNET_DISCONNECTED', 'offline'],
  ['net::ERR_CONNECTION_REFUSED', 'offline'],
  ['net::ERR_CONNECTION_RESET', 'offline'],
  ['net::ERR_CONNECTION_TIMED_OUT', 'timed-out'],
  ['net::ERR_CERT_AUTHORITY_INVALID', 'tls', notTrusted],
  ['net::ERR_CERT_DATE_INVALID', 'tls', { advice: 'out of date' }],
  ['net::ERR_CERT_COMMON_NAME_INVALID', 'tls', { advice: 'belongs to another address' }],
  ['net::ERR_SSL_PROTOCOL_ERROR', 'tls', { advice: 'No secure connection' }],
  ['net::ERR_PROXY_CONNECTION_FAILED', 'proxy'],
  ['net::ERR_TUNNEL_CONNECTION_FAILED', 'proxy'],
  ['net::ERR_TOO_MANY_REDIRECTS', 'not-live-platform'],
  ['net::ERR_INVALID_HTTP_RESPONSE', 'not-live-platform', { advice: 'Something other than a web server' }],
];
const brokenBodies: [reason: string, FailureCode][] = [
  ['ECONNRESET', 'malformed'],
  ['net::ERR_CONNECTION_CLOSED', 'malformed'],
  ['net::ERR_CONTENT_LENGTH_MISMATCH', 'malformed'],
  ['net::ERR_INCOMPLETE_CHUNKED_ENCODING', 'malformed'],
  ['net::ERR_CONTENT_DECODING_FAILED', 'malformed'],
  ['net::ERR_NETWORK_CHANGED', 'offline'],
  ['net::ERR_TIMED_OUT', 'timed-out'],
];

/** As Node's fetch throws (the reason is the cause's code), or as Electron's does (it is the message). */
function thrown(reason: string): Error {
  if (reason.startsWith('net::')) return new Error(reason);
  const cause = Object.assign(new Error(`failed with Bearer ${canaries.accessToken}`), { code: reason });
  return new TypeError('fetch failed', { cause });
}

const thrownCases: FaultCase[] = [
  ...thrownErrors.map(([reason, code, expected = {}]): FaultCase =>
    network(
      `thrown: ${reason}`,
      code,
      () => {
        const fetch: Fetch = () => Promise.reject(thrown(reason));
        return { ...pasted, fetch };
      },
      { detail: reason, ...expected },
    ),
  ),
  ...brokenBodies.map(([reason, code]): FaultCase =>
    network(
      `thrown in the body: ${reason}`,
      code,
      () => {
        const fetch: Fetch = () => Promise.resolve(new Response(bodyThatBreaks(reason)));
        return { ...pasted, fetch };
      },
      { detail: `${reason}, cut off after 9 bytes` },
    ),
  ),
];

function bodyThatBreaks(reason: string): ReadableStream<Uint8Array> {
  const pieces = [new TextEncoder().encode('[{"Id":"a')];
  return new ReadableStream({
    pull(controller) {
      const piece = pieces.pop();
      if (piece) controller.enqueue(piece);
      else controller.error(thrown(reason));
    },
  });
}

const ownCases: FaultCase[] = [
  ...(['keychain-unavailable', 'keychain-locked', 'keychain-denied'] as const).map((code) =>
    network(`the keychain answers ${code}`, code, () => ({
      readSecret: () => Promise.reject(new FailureError(failure(code, 'No answer.'))),
    })),
  ),
  network('no secret is stored', 'sign-in-rejected', () => ({ readSecret: () => Promise.resolve(null) }), {
    title: 'The client secret is missing',
    advice: 'Enter it again.',
  }),
  network('no token is stored', 'sign-in-rejected', () => ({ ...pasted, readSecret: () => Promise.resolve(null) }), {
    title: 'The access token is missing',
    advice: 'Paste one.',
  }),
  network(
    'a secret that is really wrong',
    'sign-in-rejected',
    () => ({ readSecret: () => Promise.resolve(`${canaries.clientSecret}-wrong`) }),
    { advice: 'The client secret is wrong.' },
  ),
  network(
    'the ID of a secret instead of its value',
    'sign-in-rejected',
    () => ({ readSecret: () => Promise.resolve('5e1f0000-0000-4000-8000-000000000001') }),
    { advice: 'looks like the secret’s ID' },
  ),
  network(
    'a pasted token that has expired',
    'token-rejected',
    () => ({ ...pasted, readSecret: () => Promise.resolve(`${canaries.accessToken}-expired`) }),
    { detail: 'status 401' },
  ),
  network(
    'a pasted token in two lines',
    'token-rejected',
    () => ({ ...pasted, readSecret: () => Promise.resolve(`${canaries.accessToken}\nand more`) }),
    { advice: 'in one piece' },
  ),
  network('an address without https', 'tls', () => ({ baseUrl: 'http://live.example.com/tenantui' }), {
    detail: 'no https address',
  }),
  network(
    'a bug while signing in',
    'unexpected',
    () => ({ readSecret: () => Promise.reject(new TypeError(`${canaries.clientSecret} is not a function`)) }),
    { detail: 'In a refresh: TypeError at ' },
  ),
  cancelledAt('signing-in', ({ simulator }) => {
    simulator.set({ token: { kind: 'silence', when: 'before-headers' } });
  }),
  cancelledAt('waiting', ({ simulator }) => {
    simulator.set({ customers: { kind: 'silence', when: 'before-headers' } });
  }),
  cancelledAt('downloading', ({ simulator }) => {
    simulator.set({ customers: { kind: 'silence', when: 'in-body' } });
  }),
];

function cancelledAt(step: NonNullable<ConnectionChange['cancelAt']>, goSilent: (bed: TestBed) => void): FaultCase {
  return {
    name: `cancelled while ${step}`,
    code: 'cancelled',
    arrange: (bed) => {
      goSilent(bed);
      return { cancelAt: step };
    },
  };
}

export const networkCases = [...realCases, ...thrownCases, ...ownCases];
