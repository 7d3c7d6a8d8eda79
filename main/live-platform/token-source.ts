import * as oauth from 'oauth4webapi';
import type { SignIn } from '../../preload/contract/connections.ts';
import type { Failure } from '../../preload/contract/failures.ts';
import { fail, FailureError } from '../failure.ts';
import { isConfidential } from './address.ts';
import { countEncodings, describeRequest, type Fetch, type RequestLabel } from './http.ts';
import { isWebPage, notSignInService, parseRefusal, signInFailure } from './sign-in-failure.ts';
import { defaultTimeLimits, startExchange, waitForStep, type Exchange, type TimeLimits } from './time-limit.ts';
import { transportFailure } from './transport-failure.ts';

/** Where a connection's bearer token comes from. */
export interface TokenSource {
  /**
   * The token to send: the one in memory while it lasts, else a new one. Callers at the same time share one request,
   * and each may cancel without harm to the others.
   * @throws `cancelled`, `sign-in-rejected`, `token-rejected` (a pasted token that can't be one),
   *   `keychain-unavailable` (from `readSecret`), and all that {@link transportFailure} and {@link signInFailure}
   *   name
   */
  token(signal: AbortSignal): Promise<string>;
  /** Forgets a token that Live Platform rejected; any other stays. A pasted token is the only one, so it is not forgotten. */
  discard(token: string): void;
  /** What a person can do when Live Platform rejects the tokens from here, and in which field. */
  readonly whenRejected: Pick<Required<Failure>, 'advice' | 'field'>;
}

export interface TokenSourceOptions {
  signIn: Exclude<SignIn, { method: 'sample' }>;
  /** The client secret or the pasted token; null when none is stored. */
  readSecret: () => Promise<string | null>;
  fetch: Fetch;
  /** Epoch milliseconds. */
  now: () => number;
  timeLimits?: TimeLimits;
}

type EntraSignIn = Extract<SignIn, { method: 'entra-app' }>;

interface Token {
  value: string;
  obtainedAt: number;
  renewAt: number;
}

/** RFC 6750 §2.1: what a bearer token may consist of, all of which a header can carry. */
const bearerToken = /^[\w.~+/-]+=*$/;

const twoMinutes = 2 * 60 * 1000;
/** For a server that does not say (RFC 6749 §5.1 only recommends it). */
const assumedLifetimeSeconds = 5 * 60;
/** A token response takes a few kilobytes; anything this large is something else. */
const tokenAnswerLimit = 1024 * 1024;

/** Makes the source of one connection's tokens; nothing is requested until {@link TokenSource.token} is called. */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { signIn } = options;
  return signIn.method === 'access-token' ? pastedToken(options) : clientCredentials(signIn, options);
}

function pastedToken({ readSecret }: TokenSourceOptions): TokenSource {
  return {
    async token(signal) {
      const pasted = await waitForStep(readSecret(), signal, 'reading the access token');
      const token = pasted?.trim().replace(/^(authorization:\s*)?bearer(\s+|$)/i, '') ?? '';
      if (token === '') {
        fail('sign-in-rejected', 'No access token is stored for this connection.', {
          title: 'The access token is missing',
          advice: 'Paste one. Without a keychain it is kept only until Fieldbook is closed.',
          field: 'accessToken',
        });
      }
      if (!bearerToken.test(token)) {
        fail('token-rejected', 'The pasted access token holds characters that no token has, such as line breaks.', {
          advice: 'Paste the access token again, in one piece and nothing else.',
          field: 'accessToken',
        });
      }
      return token;
    },
    discard() {
      // There is no other token.
    },
    whenRejected: {
      advice: 'It may have expired: it lasts about an hour. Enter a new access token.',
      field: 'accessToken',
    },
  };
}

function clientCredentials(signIn: EntraSignIn, options: TokenSourceOptions): TokenSource {
  let kept: Token | null = null;
  let pending: { token: Promise<string>; waiting: number; stop: AbortController } | null = null;

  async function obtain(cancel: AbortSignal): Promise<string> {
    const secret = (await waitForStep(options.readSecret(), cancel, 'reading the client secret'))?.trim() ?? '';
    if (secret === '') {
      fail('sign-in-rejected', 'No client secret is stored for this connection.', {
        title: 'The client secret is missing',
        advice: 'Enter it again. Without a keychain it is kept only until Fieldbook is closed.',
        field: 'clientSecret',
      });
    }
    const token = await requestToken(signIn, secret, options, cancel);
    kept = token;
    return token.value;
  }

  function join() {
    if (pending !== null) return pending;
    const stop = new AbortController();
    const request = { token: obtain(stop.signal), waiting: 0, stop };
    pending = request;
    return request;
  }

  return {
    async token(signal) {
      if (kept !== null && isFresh(kept, options.now())) return kept.value;
      const request = join();
      request.waiting += 1;
      try {
        return await waitForStep(request.token, signal, 'signing in');
      } finally {
        request.waiting -= 1;
        if (request.waiting === 0) {
          // Answered, or nobody is waiting for it any more.
          request.stop.abort();
          if (pending === request) pending = null;
        }
      }
    },
    discard(token) {
      if (kept?.value === token) kept = null;
    },
    whenRejected: {
      advice:
        'It may be meant for another service. Check the scope; if it is right, ask your Live Platform administrator about this app registration.',
      field: 'scope',
    },
  };
}

/** A clock that was set back says nothing about a token's age, so the token is renewed. */
function isFresh(token: Token, now: number): boolean {
  return token.obtainedAt <= now && now < token.renewAt;
}

/** Two minutes before it expires or, for a token that lives only minutes, after half of its life. */
function keepToken(value: string, obtainedAt: number, lifetimeSeconds: number): Token {
  const lifetime = lifetimeSeconds * 1000;
  return { value, obtainedAt, renewAt: obtainedAt + Math.max(lifetime - twoMinutes, lifetime / 2) };
}

async function requestToken(
  signIn: EntraSignIn,
  secret: string,
  { fetch, now, timeLimits = defaultTimeLimits }: TokenSourceOptions,
  cancel: AbortSignal,
): Promise<Token> {
  const url = URL.parse(`${signIn.authority}/${encodeURIComponent(signIn.tenantId)}/oauth2/v2.0/token`);
  if (url === null || !isConfidential(url)) {
    fail('sign-in-rejected', 'The authority of this connection is no https address.', {
      advice: 'Check the Authority under Advanced.',
      field: 'authority',
    });
  }
  const request: RequestLabel = { method: 'POST', url, purpose: 'sign-in' };
  const obtainedAt = now();
  const exchange = startExchange(cancel);
  try {
    const answered = exchangeToken(signIn, secret, fetch, request, exchange);
    const answer = await exchange.wait(answered, timeLimits.answer, 'signing in');
    // Some servers refuse with status 200 (RFC 6749 §5.2 asks for 400).
    if (answer.status !== 200 || parseRefusal(answer.body) !== null)
      throw new FailureError(signInFailure(request, answer, secret, now()));
    const { access_token, expires_in } = await readToken(signIn, request, answer);
    return keepToken(access_token, obtainedAt, expires_in ?? assumedLifetimeSeconds);
  } finally {
    exchange.end();
  }
}

interface TokenAnswer {
  status: number;
  headers: Headers;
  body: string;
}

/**
 * The endpoint as oauth4webapi sees it: always https. Where plain http is allowed (this computer only) is decided
 * above, by `isConfidential`, and the request goes to the real address.
 */
function authorizationServer({ url }: RequestLabel): oauth.AuthorizationServer {
  return { issuer: url.origin, token_endpoint: url.href.replace(/^http:/, 'https:') };
}

/** Sends the request of RFC 6749 §4.4 and reads the whole short response. */
async function exchangeToken(
  signIn: EntraSignIn,
  secret: string,
  fetch: Fetch,
  request: RequestLabel,
  exchange: Exchange,
): Promise<TokenAnswer> {
  let received: number | null = null;
  try {
    const response = await oauth.clientCredentialsGrantRequest(
      authorizationServer(request),
      { client_id: signIn.clientId },
      oauth.ClientSecretPost(secret),
      { scope: signIn.scope },
      {
        signal: exchange.signal,
        [oauth.customFetch]: (_endpoint, init) =>
          fetch(request.url.href, { ...init, redirect: 'error', credentials: 'omit', cache: 'no-store' }),
      },
    );
    received = 0;
    const encodings = countEncodings(response.headers);
    if (encodings > 1) fail('malformed', `${describeRequest(request)}: compressed ${encodings} times over.`);
    const decoder = new TextDecoder();
    let body = '';
    const reader = response.body?.getReader();
    for (let read = await reader?.read(); read !== undefined && !read.done; read = await reader?.read()) {
      received += read.value.byteLength;
      if (received > tokenAnswerLimit) {
        fail('too-large', `${describeRequest(request)}: more than ${tokenAnswerLimit} bytes.`);
      }
      body += decoder.decode(read.value, { stream: true });
    }
    return { status: response.status, headers: response.headers, body };
  } catch (error) {
    if (error instanceof FailureError) throw error;
    throw new FailureError(transportFailure(error, request, received));
  }
}

/** The token in a response with status 200; only body and type count. */
async function readToken(
  signIn: EntraSignIn,
  request: RequestLabel,
  { status, headers, body }: TokenAnswer,
): Promise<oauth.TokenEndpointResponse> {
  const described = `${describeRequest(request)}: status ${status}`;
  if (isWebPage(headers, body)) throw new FailureError(notSignInService(request, `${described}, a web page.`));
  try {
    const response = new Response(body, { status, headers: { 'content-type': 'application/json' } });
    const token = await oauth.processClientCredentialsResponse(
      authorizationServer(request),
      { client_id: signIn.clientId },
      response,
    );
    if (bearerToken.test(token.access_token)) return token;
  } catch {
    // oauth4webapi's errors hold the response, and with it perhaps a token: they must go no further.
  }
  return fail('malformed', `${described}, but no usable token in it.`, {
    advice: 'The sign-in service sent no token. Check the Authority under Advanced; if it is right, copy the details.',
  });
}
