/** A request with a bearer token, and the 401 that asks for another one. */
import { FailureError } from '../failure.ts';
import type { Fetch, RequestLabel } from './http.ts';
import { defaultTimeLimits, startExchange, type Exchange, type TimeLimits } from './time-limit.ts';
import type { TokenSource } from './token-source.ts';
import { transportFailure } from './transport-failure.ts';

export type RequestStep = 'signing-in' | 'waiting' | 'downloading';

export interface AuthorizedRequestOptions {
  tokens: TokenSource;
  fetch: Fetch;
  /** Cancels at any time, at once. */
  signal: AbortSignal;
  onStep?: (step: RequestStep) => void;
  timeLimits?: TimeLimits;
}

/** An answer whose headers have arrived. Ending its exchange releases the connection. */
export interface RunningAnswer {
  token: string;
  exchange: Exchange;
  response: Response;
}

/**
 * Sends a request with a token; after a 401, once more if there is another token to try. Redirects are not followed: the API
 * has none, so one leads to a sign-in page or away from Live Platform, where the token must not go.
 * @returns the answer, whatever its status
 * @throws what {@link TokenSource.token} and {@link transportFailure} name
 */
export async function requestAuthorized(
  request: RequestLabel,
  options: AuthorizedRequestOptions,
): Promise<RunningAnswer> {
  const { tokens, signal, onStep } = options;
  const signIn = () => {
    onStep?.('signing-in');
    return tokens.token(signal);
  };
  const ask = (token: string) => {
    onStep?.('waiting');
    return send(request, token, options);
  };

  const token = await signIn();
  const answer = await ask(token);
  if (answer.response.status !== 401) return answer;
  answer.exchange.end();
  tokens.discard(token);
  const another = await signIn();
  return another === token ? answer : ask(another);
}

async function send(
  request: RequestLabel,
  token: string,
  { fetch, signal, timeLimits = defaultTimeLimits }: AuthorizedRequestOptions,
): Promise<RunningAnswer> {
  const exchange = startExchange(signal);
  try {
    const answered = fetch(request.url.href, {
      method: request.method,
      headers: { accept: 'application/json', authorization: `Bearer ${token}` },
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal: exchange.signal,
    });
    const response = await exchange.wait(answered, timeLimits.answer, 'waiting for the customer list');
    return { token, exchange, response };
  } catch (error) {
    exchange.end();
    if (error instanceof FailureError) throw error;
    throw new FailureError(transportFailure(error, request, null));
  }
}
