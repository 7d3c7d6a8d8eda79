import type { Failure, FailureCode } from '../../preload/contract/failures.ts';
import { failure } from '../failure.ts';
import { describeRequest, type RequestLabel } from './http.ts';

interface Meaning {
  code: FailureCode;
  /** What it means instead once a body has begun to arrive. */
  inBody?: FailureCode;
  /** Where the code's general advice does not fit. */
  advice?: string;
}

const unreachable: Meaning = { code: 'offline' };
/** The connection broke: before the response nobody is there, within it the response was cut off. */
const dropped: Meaning = { code: 'offline', inBody: 'malformed' };
const late: Meaning = { code: 'timed-out' };
const untrusted: Meaning = { code: 'tls' };
const wrongName: Meaning = {
  code: 'tls',
  advice:
    'The certificate shown belongs to another address. Check the address, and whether this network asks you to sign in first.',
};
const outOfDate: Meaning = {
  code: 'tls',
  advice:
    'The server’s certificate is out of date. Check this computer’s date and time; if they are right, tell your administrator.',
};
const notHttps: Meaning = {
  code: 'tls',
  advice: 'No secure connection could be agreed on with this address. Check the address and the port.',
};
const proxy: Meaning = { code: 'proxy' };
const blockedPort: Meaning = {
  code: 'offline',
  advice: 'This port is reserved for something other than the web, so no request was sent. Check the port.',
};
const redirected: Meaning = { code: 'not-live-platform' };
const notHttp: Meaning = {
  code: 'not-live-platform',
  inBody: 'malformed',
  advice: 'Something other than a web server answers there. Check the address and the port.',
};
const unreadable: Meaning = { code: 'malformed' };

/**
 * What each code (or, of an error without one, its name) means, in Node's and undici's names and in Chromium's
 * (https://source.chromium.org, net_error_list.h).
 */
const meanings: Record<string, Meaning> = {
  // Node: system calls and name resolution
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  EAI_FAIL: unreachable,
  EAI_NODATA: unreachable,
  ECONNREFUSED: unreachable,
  ENETUNREACH: unreachable,
  EHOSTUNREACH: unreachable,
  EHOSTDOWN: unreachable,
  ENETDOWN: unreachable,
  EADDRNOTAVAIL: unreachable,
  ENETRESET: dropped,
  ECONNRESET: dropped,
  ECONNABORTED: dropped,
  EPIPE: dropped,
  ETIMEDOUT: late,
  EPROTO: notHttps,
  ERR_STREAM_PREMATURE_CLOSE: dropped,
  // Node: certificates, as OpenSSL names them
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_HAS_EXPIRED: outOfDate,
  CERT_NOT_YET_VALID: outOfDate,
  ERR_TLS_CERT_ALTNAME_INVALID: wrongName,
  HOSTNAME_MISMATCH: wrongName,
  INVALID_CA: untrusted,
  INVALID_PURPOSE: untrusted,
  // undici
  HTTPParserError: notHttp,
  TimeoutError: late,
  UND_ERR_SOCKET: dropped,
  UND_ERR_CLOSED: dropped,
  UND_ERR_DESTROYED: dropped,
  UND_ERR_CONNECT_TIMEOUT: late,
  UND_ERR_HEADERS_TIMEOUT: late,
  UND_ERR_BODY_TIMEOUT: late,
  UND_ERR_HEADERS_OVERFLOW: unreadable,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: unreadable,
  UND_ERR_RESPONSE: unreadable,
  UND_ERR_PRX_TLS: proxy,
  // Chromium: network and connection
  'net::ERR_NAME_NOT_RESOLVED': unreachable,
  'net::ERR_NAME_RESOLUTION_FAILED': unreachable,
  'net::ERR_DNS_TIMED_OUT': unreachable,
  'net::ERR_DNS_SERVER_FAILED': unreachable,
  'net::ERR_DNS_MALFORMED_RESPONSE': unreachable,
  'net::ERR_INTERNET_DISCONNECTED': unreachable,
  'net::ERR_ADDRESS_UNREACHABLE': unreachable,
  'net::ERR_ADDRESS_INVALID': unreachable,
  'net::ERR_CONNECTION_REFUSED': unreachable,
  'net::ERR_CONNECTION_FAILED': unreachable,
  'net::ERR_NETWORK_CHANGED': unreachable,
  'net::ERR_NETWORK_IO_SUSPENDED': unreachable,
  'net::ERR_NETWORK_ACCESS_DENIED': unreachable,
  'net::ERR_UNSAFE_PORT': blockedPort,
  'net::ERR_CONNECTION_RESET': dropped,
  'net::ERR_CONNECTION_CLOSED': dropped,
  'net::ERR_CONNECTION_ABORTED': dropped,
  'net::ERR_SOCKET_NOT_CONNECTED': dropped,
  'net::ERR_EMPTY_RESPONSE': dropped,
  'net::ERR_ABORTED': dropped,
  'net::ERR_HTTP2_PROTOCOL_ERROR': dropped,
  'net::ERR_HTTP2_PING_FAILED': dropped,
  'net::ERR_HTTP2_SERVER_REFUSED_STREAM': dropped,
  'net::ERR_QUIC_PROTOCOL_ERROR': dropped,
  'net::ERR_TIMED_OUT': late,
  'net::ERR_CONNECTION_TIMED_OUT': late,
  // Chromium: secure connections; other ERR_CERT_ and ERR_SSL_ codes are in `families`
  'net::ERR_CERT_COMMON_NAME_INVALID': wrongName,
  'net::ERR_CERT_DATE_INVALID': outOfDate,
  'net::ERR_SSL_PROTOCOL_ERROR': notHttps,
  'net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH': notHttps,
  'net::ERR_BAD_SSL_CLIENT_AUTH_CERT': untrusted,
  // Chromium: proxies
  'net::ERR_PROXY_CONNECTION_FAILED': proxy,
  'net::ERR_TUNNEL_CONNECTION_FAILED': proxy,
  'net::ERR_MANDATORY_PROXY_CONFIGURATION_FAILED': proxy,
  'net::ERR_PAC_SCRIPT_FAILED': proxy,
  'net::ERR_PAC_NOT_IN_DHCP': proxy,
  'net::ERR_SOCKS_CONNECTION_FAILED': proxy,
  'net::ERR_SOCKS_CONNECTION_HOST_UNREACHABLE': proxy,
  'net::ERR_HTTPS_PROXY_TUNNEL_RESPONSE_REDIRECT': proxy,
  'net::ERR_NO_SUPPORTED_PROXIES': proxy,
  'net::ERR_UNEXPECTED_PROXY_AUTH': proxy,
  // Chromium: responses
  'net::ERR_TOO_MANY_REDIRECTS': redirected,
  'net::ERR_UNSAFE_REDIRECT': redirected,
  'net::ERR_INVALID_REDIRECT': redirected,
  'net::ERR_INVALID_HTTP_RESPONSE': notHttp,
  // Only main/shell/net-fetch.ts blocks, for a status that HTTP does not have.
  'net::ERR_BLOCKED_BY_CLIENT': notHttp,
  'net::ERR_INVALID_RESPONSE': unreadable,
  'net::ERR_CONTENT_LENGTH_MISMATCH': unreadable,
  'net::ERR_INCOMPLETE_CHUNKED_ENCODING': unreadable,
  'net::ERR_INVALID_CHUNKED_ENCODING': unreadable,
  'net::ERR_CONTENT_DECODING_FAILED': unreadable,
  'net::ERR_CONTENT_DECODING_INIT_FAILED': unreadable,
  'net::ERR_RESPONSE_HEADERS_TOO_BIG': unreadable,
  'net::ERR_RESPONSE_HEADERS_TRUNCATED': dropped,
  'net::ERR_RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH': unreadable,
};

/** Families of codes by how they begin, for those not named in the table above. */
const families: [beginning: string, Meaning][] = [
  ['net::ERR_CERT_', untrusted],
  ['net::ERR_CERTIFICATE_', untrusted],
  ['net::ERR_SSL_', untrusted],
  ['net::ERR_PROXY_', proxy],
  ['net::ERR_DNS_', unreachable],
  ['CERT_', untrusted],
  ['ERR_TLS_', untrusted],
  ['ERR_SSL_', notHttps],
  ['HPE_', notHttp],
  // zlib, Brotli and Zstandard: a body that is not what its Content-Encoding says
  ['Z_', unreadable],
  ['ERR__ERROR_', unreadable],
  ['ERR_BROTLI_', unreadable],
  ['ZSTD_error_', unreadable],
];

/** Errors without a code, by their words: undici's and Electron's (lib/common/api/net-client-request.ts). */
const phrases: [words: string, code: string, Meaning][] = [
  ['unexpected redirect', 'redirect', redirected],
  ['redirect count exceeded', 'redirect', redirected],
  ["redirect policy was 'error'", 'redirect', redirected],
  ['Redirect was cancelled', 'redirect', redirected],
  ['when HTTP Tunneling', 'proxy tunnel refused', proxy],
  ['bad port', 'bad port', blockedPort],
  ['other side closed', 'connection closed', dropped],
];

/** An error and what caused it, outermost first; an AggregateError (one per address tried) counts with its parts. */
function withCauses(error: unknown, depth = 0): Error[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const parts: unknown[] = error instanceof AggregateError ? error.errors : [];
  return [error, ...[error.cause, ...parts].flatMap((inner) => withCauses(inner, depth + 1))];
}

function networkCodeOf(error: Error): string | undefined {
  const chromium = /net::ERR_[A-Z0-9_]+/.exec(error.message)?.[0];
  if (chromium !== undefined) return chromium;
  return 'code' in error && typeof error.code === 'string' && /^\w{2,60}$/.test(error.code) ? error.code : undefined;
}

function meaningOf(code: string): Meaning | undefined {
  return Object.hasOwn(meanings, code)
    ? meanings[code]
    : families.find(([beginning]) => code.startsWith(beginning))?.[1];
}

/**
 * Whether Node's fetch met a 407, which it hides: of all requests this client makes, only a 407 ends in a network error
 * without a message (undici, lib/web/fetch: httpNetworkOrCacheFetch, after the fetch standard).
 */
function isWordless({ cause }: Error): boolean {
  return cause instanceof Error && cause.name === 'Error' && cause.message === '' && networkCodeOf(cause) === undefined;
}

function recognise(error: unknown): { name: string; meaning: Meaning } {
  const errors = withCauses(error);
  const codes = errors.flatMap((each) => networkCodeOf(each) ?? []);
  for (const name of [...codes, ...errors.map((each) => each.name)]) {
    const meaning = meaningOf(name);
    if (meaning !== undefined) return { name, meaning };
  }
  for (const [words, name, meaning] of phrases) {
    if (errors.some((each) => each.message.includes(words))) return { name, meaning };
  }
  if (codes.length === 0 && errors.some(isWordless)) return { name: 'status 407', meaning: proxy };
  const name = codes[0] ?? errors.at(-1)?.name ?? typeof error;
  return { name, meaning: unreachable };
}

/** The general advice is about Live Platform's address; the sign-in service has another. */
function signInAdvice(code: FailureCode, { hostname }: URL): string | undefined {
  const service = `the sign-in service (${hostname})`;
  const advice: Partial<Record<FailureCode, string>> = {
    offline: `Fieldbook can’t reach ${service}. Check the network connection and, under Advanced, the Authority.`,
    'timed-out': `There was no answer from ${service}. Try again in a moment.`,
    tls: `The certificate of ${service} is not trusted on this computer. Check the Authority and this computer’s date, or ask your administrator which certificate is missing.`,
    'not-live-platform': `What answers at ${hostname} is not Entra ID. Check the Authority under Advanced, and whether this network asks you to sign in first.`,
  };
  return advice[code];
}

/**
 * Names what `fetch`, or reading its body, threw. The detail holds the code, the request and how much had arrived: never
 * the error's message, which may quote a header and with it the token.
 * @param receivedBytes how much of the body had arrived; null while there was no answer yet
 * @returns `offline`, `timed-out`, `tls`, `proxy`, `not-live-platform` (a redirect: this API has none) or `malformed` (a
 *   body that was cut off or can't be decoded); an unknown code is `offline`
 */
export function transportFailure(error: unknown, request: RequestLabel, receivedBytes: number | null): Failure {
  const { name, meaning } = recognise(error);
  const code = receivedBytes === null ? meaning.code : (meaning.inBody ?? meaning.code);
  const advice = code === meaning.code ? meaning.advice : undefined;
  const progress = receivedBytes === null ? '' : `, cut off after ${receivedBytes} bytes`;
  const signIn = request.purpose === 'sign-in' ? signInAdvice(code, request.url) : undefined;
  const precise = advice ?? signIn;
  return failure(
    code,
    `${describeRequest(request)}: ${name}${progress}.`,
    precise === undefined ? {} : { advice: precise },
  );
}
