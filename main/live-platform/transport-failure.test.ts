import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../preload/contract/failures.ts';
import type { RequestLabel } from './http.ts';
import { transportFailure } from './transport-failure.ts';

const request: RequestLabel = {
  method: 'GET',
  url: new URL('https://live.example.com/tenantui/api/v2/customer'),
  purpose: 'customer-list',
};
const signIn: RequestLabel = { method: 'POST', url: new URL('https://login.example.com/t/token'), purpose: 'sign-in' };
const secret = 'eyJhbGciOiJub25lIn0.secret';

function withCode(code: string): Error {
  return Object.assign(new Error(code.startsWith('net::') ? code : `something about Bearer ${secret}`), { code });
}

/** As Node's fetch throws: the reason is the cause. */
function undici(code: string): Error {
  return new TypeError('fetch failed', { cause: withCode(code) });
}

/** As Electron's net.fetch throws: the reason is the message. */
function chromium(name: string): Error {
  return new Error(`net::${name}`);
}

const nodeCases: [code: string, before: FailureCode, inBody: FailureCode][] = [
  ['ENOTFOUND', 'offline', 'offline'],
  ['EAI_AGAIN', 'offline', 'offline'],
  ['EAI_FAIL', 'offline', 'offline'],
  ['EAI_NODATA', 'offline', 'offline'],
  ['ECONNREFUSED', 'offline', 'offline'],
  ['ENETUNREACH', 'offline', 'offline'],
  ['EHOSTUNREACH', 'offline', 'offline'],
  ['EHOSTDOWN', 'offline', 'offline'],
  ['ENETDOWN', 'offline', 'offline'],
  ['EADDRNOTAVAIL', 'offline', 'offline'],
  ['ENETRESET', 'offline', 'malformed'],
  ['ECONNRESET', 'offline', 'malformed'],
  ['ECONNABORTED', 'offline', 'malformed'],
  ['EPIPE', 'offline', 'malformed'],
  ['ERR_STREAM_PREMATURE_CLOSE', 'offline', 'malformed'],
  ['UND_ERR_SOCKET', 'offline', 'malformed'],
  ['UND_ERR_CLOSED', 'offline', 'malformed'],
  ['UND_ERR_DESTROYED', 'offline', 'malformed'],
  ['ETIMEDOUT', 'timed-out', 'timed-out'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timed-out', 'timed-out'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timed-out', 'timed-out'],
  ['UND_ERR_BODY_TIMEOUT', 'timed-out', 'timed-out'],
  ['EPROTO', 'tls', 'tls'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', 'tls'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tls', 'tls'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', 'tls'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'tls', 'tls'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls', 'tls'],
  ['HOSTNAME_MISMATCH', 'tls', 'tls'],
  ['INVALID_CA', 'tls', 'tls'],
  ['INVALID_PURPOSE', 'tls', 'tls'],
  ['CERT_HAS_EXPIRED', 'tls', 'tls'],
  ['CERT_NOT_YET_VALID', 'tls', 'tls'],
  ['CERT_REVOKED', 'tls', 'tls'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 'tls'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', 'tls'],
  ['UND_ERR_PRX_TLS', 'proxy', 'proxy'],
  ['HPE_INVALID_CONSTANT', 'not-live-platform', 'malformed'],
  ['UND_ERR_HEADERS_OVERFLOW', 'malformed', 'malformed'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'malformed', 'malformed'],
  ['UND_ERR_RESPONSE', 'malformed', 'malformed'],
  ['Z_DATA_ERROR', 'malformed', 'malformed'],
  ['Z_BUF_ERROR', 'malformed', 'malformed'],
  ['ERR__ERROR_FORMAT_PADDING_1', 'malformed', 'malformed'],
  ['ERR_BROTLI_DECODER_ERROR', 'malformed', 'malformed'],
  ['ZSTD_error_prefix_unknown', 'malformed', 'malformed'],
];

const chromiumCases: [name: string, before: FailureCode, inBody: FailureCode][] = [
  ['ERR_NAME_NOT_RESOLVED', 'offline', 'offline'],
  ['ERR_NAME_RESOLUTION_FAILED', 'offline', 'offline'],
  ['ERR_DNS_TIMED_OUT', 'offline', 'offline'],
  ['ERR_DNS_SERVER_FAILED', 'offline', 'offline'],
  ['ERR_DNS_MALFORMED_RESPONSE', 'offline', 'offline'],
  ['ERR_DNS_NO_MATCHING_SUPPORTED_ALPN', 'offline', 'offline'],
  ['ERR_INTERNET_DISCONNECTED', 'offline', 'offline'],
  ['ERR_ADDRESS_UNREACHABLE', 'offline', 'offline'],
  ['ERR_ADDRESS_INVALID', 'offline', 'offline'],
  ['ERR_CONNECTION_REFUSED', 'offline', 'offline'],
  ['ERR_CONNECTION_FAILED', 'offline', 'offline'],
  ['ERR_NETWORK_CHANGED', 'offline', 'offline'],
  ['ERR_NETWORK_IO_SUSPENDED', 'offline', 'offline'],
  ['ERR_NETWORK_ACCESS_DENIED', 'offline', 'offline'],
  ['ERR_UNSAFE_PORT', 'offline', 'offline'],
  ['ERR_CONNECTION_RESET', 'offline', 'malformed'],
  ['ERR_CONNECTION_CLOSED', 'offline', 'malformed'],
  ['ERR_CONNECTION_ABORTED', 'offline', 'malformed'],
  ['ERR_SOCKET_NOT_CONNECTED', 'offline', 'malformed'],
  ['ERR_EMPTY_RESPONSE', 'offline', 'malformed'],
  ['ERR_ABORTED', 'offline', 'malformed'],
  ['ERR_HTTP2_PROTOCOL_ERROR', 'offline', 'malformed'],
  ['ERR_HTTP2_PING_FAILED', 'offline', 'malformed'],
  ['ERR_HTTP2_SERVER_REFUSED_STREAM', 'offline', 'malformed'],
  ['ERR_QUIC_PROTOCOL_ERROR', 'offline', 'malformed'],
  ['ERR_RESPONSE_HEADERS_TRUNCATED', 'offline', 'malformed'],
  ['ERR_TIMED_OUT', 'timed-out', 'timed-out'],
  ['ERR_CONNECTION_TIMED_OUT', 'timed-out', 'timed-out'],
  ['ERR_CERT_AUTHORITY_INVALID', 'tls', 'tls'],
  ['ERR_CERT_COMMON_NAME_INVALID', 'tls', 'tls'],
  ['ERR_CERT_DATE_INVALID', 'tls', 'tls'],
  ['ERR_CERT_REVOKED', 'tls', 'tls'],
  ['ERR_CERTIFICATE_TRANSPARENCY_REQUIRED', 'tls', 'tls'],
  ['ERR_SSL_PROTOCOL_ERROR', 'tls', 'tls'],
  ['ERR_SSL_VERSION_OR_CIPHER_MISMATCH', 'tls', 'tls'],
  ['ERR_SSL_CLIENT_AUTH_CERT_NEEDED', 'tls', 'tls'],
  ['ERR_BAD_SSL_CLIENT_AUTH_CERT', 'tls', 'tls'],
  ['ERR_PROXY_CONNECTION_FAILED', 'proxy', 'proxy'],
  ['ERR_PROXY_CERTIFICATE_INVALID', 'proxy', 'proxy'],
  ['ERR_PROXY_AUTH_UNSUPPORTED', 'proxy', 'proxy'],
  ['ERR_PROXY_AUTH_REQUESTED', 'proxy', 'proxy'],
  ['ERR_TUNNEL_CONNECTION_FAILED', 'proxy', 'proxy'],
  ['ERR_MANDATORY_PROXY_CONFIGURATION_FAILED', 'proxy', 'proxy'],
  ['ERR_PAC_SCRIPT_FAILED', 'proxy', 'proxy'],
  ['ERR_PAC_NOT_IN_DHCP', 'proxy', 'proxy'],
  ['ERR_SOCKS_CONNECTION_FAILED', 'proxy', 'proxy'],
  ['ERR_SOCKS_CONNECTION_HOST_UNREACHABLE', 'proxy', 'proxy'],
  ['ERR_HTTPS_PROXY_TUNNEL_RESPONSE_REDIRECT', 'proxy', 'proxy'],
  ['ERR_NO_SUPPORTED_PROXIES', 'proxy', 'proxy'],
  ['ERR_UNEXPECTED_PROXY_AUTH', 'proxy', 'proxy'],
  ['ERR_TOO_MANY_REDIRECTS', 'not-live-platform', 'not-live-platform'],
  ['ERR_UNSAFE_REDIRECT', 'not-live-platform', 'not-live-platform'],
  ['ERR_INVALID_REDIRECT', 'not-live-platform', 'not-live-platform'],
  ['ERR_INVALID_HTTP_RESPONSE', 'not-live-platform', 'malformed'],
  ['ERR_INVALID_RESPONSE', 'malformed', 'malformed'],
  ['ERR_CONTENT_LENGTH_MISMATCH', 'malformed', 'malformed'],
  ['ERR_INCOMPLETE_CHUNKED_ENCODING', 'malformed', 'malformed'],
  ['ERR_INVALID_CHUNKED_ENCODING', 'malformed', 'malformed'],
  ['ERR_CONTENT_DECODING_FAILED', 'malformed', 'malformed'],
  ['ERR_CONTENT_DECODING_INIT_FAILED', 'malformed', 'malformed'],
  ['ERR_RESPONSE_HEADERS_TOO_BIG', 'malformed', 'malformed'],
  ['ERR_RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH', 'malformed', 'malformed'],
];

const wordCases: [words: string, before: FailureCode, inBody: FailureCode][] = [
  ['unexpected redirect', 'not-live-platform', 'not-live-platform'],
  ['redirect count exceeded', 'not-live-platform', 'not-live-platform'],
  ["Attempted to redirect, but redirect policy was 'error'", 'not-live-platform', 'not-live-platform'],
  ['Redirect was cancelled', 'not-live-platform', 'not-live-platform'],
  ['Proxy response (407) !== 200 when HTTP Tunneling', 'proxy', 'proxy'],
  ['bad port', 'offline', 'offline'],
  ['other side closed', 'offline', 'malformed'],
];

describe.each([
  ['Node', undici, nodeCases],
  ['Chromium', chromium, chromiumCases],
  ['words', (words: string) => new TypeError('fetch failed', { cause: new Error(words) }), wordCases],
  ['bare words', (words: string) => new Error(words), wordCases],
] as const)('%s', (_shape, make, cases) => {
  it.each(cases)('%s is %s before the answer and %s in the body', (name, before, inBody) => {
    expect(transportFailure(make(name), request, null).code).toBe(before);
    expect(transportFailure(make(name), request, 120).code).toBe(inBody);
  });
});

it('holds code, host and progress, and never the error’s own words', () => {
  expect(transportFailure(undici('ECONNRESET'), request, 120)).toEqual({
    code: 'malformed',
    title: 'The answer could not be read',
    advice:
      'Live Platform sent something incomplete or unexpected. Try again; if it stays, copy the details for support.',
    detail: 'GET https://live.example.com/tenantui/api/v2/customer: ECONNRESET, cut off after 120 bytes.',
  });
});

it.each([
  ['a code nobody has met', undici('E_NEW_AND_STRANGE'), 'E_NEW_AND_STRANGE'],
  ['a code that is a property of every object', undici('constructor'), 'constructor'],
  ['a Chromium name nobody has met', chromium('ERR_BRAND_NEW'), 'net::ERR_BRAND_NEW'],
  ['an error without a code', new TypeError(`Invalid header value: Bearer ${secret}`), 'TypeError'],
  ['a code that is no code', undici(`Bearer ${secret}`), 'Error'],
  ['no error at all', `Bearer ${secret}`, 'string'],
])('%s is offline, by name only', (_what, error, name) => {
  expect(transportFailure(error, request, null)).toMatchObject({
    code: 'offline',
    detail: `GET https://live.example.com/tenantui/api/v2/customer: ${name}.`,
  });
});

it('looks into the addresses that were tried one after the other', () => {
  const tried = new AggregateError([withCode('ENETUNREACH'), withCode('ETIMEDOUT')]);
  expect(transportFailure(new TypeError('fetch failed', { cause: tried }), request, null)).toMatchObject({
    code: 'offline',
    detail: 'GET https://live.example.com/tenantui/api/v2/customer: ENETUNREACH.',
  });
});

it.each([
  ['HTTPParserError', 'not-live-platform', 'malformed'],
  ['TimeoutError', 'timed-out', 'timed-out'],
])('knows an error without a code by its name: %s', (name, before, inBody) => {
  const cause = Object.assign(new Error('Response does not match the HTTP/1.1 protocol'), { name, code: undefined });
  expect(transportFailure(new TypeError('fetch failed', { cause }), request, null).code).toBe(before);
  expect(transportFailure(new TypeError('terminated', { cause }), request, 5).code).toBe(inBody);
});

it.each([
  ['an expired certificate', ['CERT_HAS_EXPIRED', 'net::ERR_CERT_DATE_INVALID'], /out of date/],
  ['another’s certificate', ['ERR_TLS_CERT_ALTNAME_INVALID', 'net::ERR_CERT_COMMON_NAME_INVALID'], /another address/],
  ['an unknown issuer', ['SELF_SIGNED_CERT_IN_CHAIN', 'net::ERR_CERT_AUTHORITY_INVALID'], /not trusted/],
  ['no TLS at all', ['ERR_SSL_WRONG_VERSION_NUMBER', 'net::ERR_SSL_PROTOCOL_ERROR'], /Check the address and the port/],
  ['no HTTP at all', ['HPE_INVALID_CONSTANT', 'net::ERR_INVALID_HTTP_RESPONSE'], /other than a web server/],
])('advises the same for %s in both shapes', (_what, codes, advice) => {
  for (const code of codes) expect(transportFailure(withCode(code), request, null).advice).toMatch(advice);
});

it('speaks of the answer, not of the address, once a body has begun', () => {
  expect(transportFailure(withCode('HPE_INVALID_CHUNK_SIZE'), request, 5).advice).toMatch(/incomplete or unexpected/);
});

it('knows a 407 by the silence of Node’s fetch', () => {
  expect(transportFailure(new TypeError('fetch failed', { cause: new Error() }), request, null)).toMatchObject({
    code: 'proxy',
    detail: 'GET https://live.example.com/tenantui/api/v2/customer: status 407.',
  });
});

it('survives an error that is its own cause', () => {
  const error = new Error('round in circles');
  error.cause = error;
  expect(transportFailure(error, request, null).code).toBe('offline');
});

it.each([
  ['ENOTFOUND', /sign-in service \(login\.example\.com\).*Authority/],
  ['ETIMEDOUT', /login\.example\.com/],
  ['SELF_SIGNED_CERT_IN_CHAIN', /certificate of the sign-in service \(login\.example\.com\)/],
])('speaks of the sign-in service where %s is about it', (code, advice) => {
  expect(transportFailure(undici(code), signIn, null).advice).toMatch(advice);
});
