import type { Failure } from '../../preload/contract/failures.ts';
import { fail, FailureError } from '../failure.ts';
import { isConfidential } from './address.ts';
import { type AuthorizedRequestOptions, requestAuthorized, type RunningAnswer } from './authorized-request.ts';
import {
  describeRequest,
  countEncodings,
  firstMeaningfulByte,
  isHtmlType,
  lessThanSign,
  type RequestLabel,
} from './http.ts';
import { defaultPace, type Pace, watchPace } from './pace.ts';
import { describeResponse, responseFailure } from './response-failure.ts';
import { defaultTimeLimits } from './time-limit.ts';
import type { TokenSource } from './token-source.ts';
import { transportFailure } from './transport-failure.ts';

/**
 * Far above the largest real directory (a million customers take about 130 MB), far below what would exhaust a computer's
 * memory.
 */
export const defaultSizeLimit = 256 * 1024 * 1024;

export interface CustomerListOptions extends AuthorizedRequestOptions {
  /** As `parseServiceProviderUrl` gives it. */
  baseUrl: string;
  /** Epoch milliseconds; `Date.now` by default. */
  now?: () => number;
  pace?: Pace;
  /** Milliseconds of a monotonic clock; `performance.now` by default. */
  uptime?: () => number;
  /** In bytes, as decoded. */
  sizeLimit?: number;
}

export interface CustomerList {
  /** In bytes, as announced by the server; null when it did not say, or when the body is compressed. */
  totalBytes: number | null;
  /**
   * The body as it arrives, decompressed but not parsed; chunks are never empty. Reading to the end, leaving the loop early
   * and aborting the signal all release the connection.
   * @throws `cancelled`, `timed-out`, `too-large`; `malformed` when the body is empty or cut off (the detail says after how
   *   many bytes); `not-live-platform` when it turns out to be a web page; `offline` when the computer lost its network
   */
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/**
 * Asks for the customer list: `GET {baseUrl}/api/v2/customer` ("Get Customers Brief Details (V2)").
 * @returns as soon as the headers of a good response have arrived
 * @throws what {@link TokenSource.token}, {@link responseFailure} and {@link transportFailure} name; `not-live-platform`
 *   for a web page
 */
export async function requestCustomerList(options: CustomerListOptions): Promise<CustomerList> {
  const url = URL.parse(`${options.baseUrl}/api/v2/customer`);
  if (url === null || !isConfidential(url))
    return fail('tls', 'The Service Provider URL of this connection is no https address.');
  const request: RequestLabel = { method: 'GET', url, purpose: 'customer-list' };

  return accept(request, await requestAuthorized(request, options), options);
}

function announcedBytes(headers: Headers): number | null {
  const length = headers.get('content-length') ?? '';
  return countEncodings(headers) === 0 && /^\d{1,15}$/.test(length) ? Number(length) : null;
}

function accept(request: RequestLabel, answer: RunningAnswer, options: CustomerListOptions): CustomerList {
  const { exchange, response, token } = answer;
  const { now = Date.now, onStep, sizeLimit = defaultSizeLimit } = options;
  const { status, headers } = response;
  const totalBytes = announcedBytes(headers);
  try {
    if (status !== 200) throw new FailureError(refusal(request, answer, options.tokens, now()));
    const described = describeResponse(request, status, headers, [token]);
    if (isHtmlType(headers.get('content-type'))) fail('not-live-platform', `${described}, a web page.`);
    const encodings = countEncodings(headers);
    if (encodings > 1) fail('malformed', `${described}, compressed ${encodings} times over.`);
    if (totalBytes !== null && totalBytes > sizeLimit) {
      fail('too-large', `${describeRequest(request)}: ${totalBytes} bytes announced, ${sizeLimit} accepted.`);
    }
  } catch (error) {
    exchange.end();
    throw error;
  }
  onStep?.('downloading');
  return { totalBytes, chunks: readBody(request, answer, totalBytes, options) };
}

/** What a person can do about a rejected token depends on where it came from. */
function refusal(request: RequestLabel, { response, token }: RunningAnswer, tokens: TokenSource, now: number): Failure {
  const failed = responseFailure(request, response, [token], now);
  return failed.code === 'token-rejected' ? { ...failed, ...tokens.whenRejected } : failed;
}

async function* readBody(
  request: RequestLabel,
  { exchange, response, token }: RunningAnswer,
  totalBytes: number | null,
  {
    timeLimits = defaultTimeLimits,
    sizeLimit = defaultSizeLimit,
    pace = defaultPace,
    uptime = () => performance.now(),
  }: CustomerListOptions,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const described = describeResponse(request, response.status, response.headers, [token]);
  const checkPace = watchPace(pace, uptime);
  let received = 0;
  let begun = false;
  try {
    const reader = response.body?.getReader();
    for (;;) {
      const read = reader && (await exchange.wait(reader.read(), timeLimits.silence, describeProgress(received)));
      if (read === undefined || read.done) break;
      const chunk: Uint8Array<ArrayBuffer> = read.value;
      received += chunk.byteLength;
      if (received > sizeLimit) fail('too-large', `${describeRequest(request)}: more than ${sizeLimit} bytes.`);
      checkPace(received);
      const first: number | null = begun ? null : firstMeaningfulByte(chunk);
      if (first === lessThanSign) fail('not-live-platform', `${described}, a web page.`);
      begun ||= first !== null;
      if (chunk.byteLength > 0) yield chunk;
    }
    if (!begun) fail('malformed', `${described}, and an empty body of ${received} bytes.`);
    if (totalBytes !== null && received !== totalBytes) {
      fail('malformed', `${described}; ${totalBytes} bytes announced, ${received} received.`);
    }
  } catch (error) {
    if (error instanceof FailureError) throw error;
    throw new FailureError(transportFailure(error, request, received));
  } finally {
    exchange.end();
  }
}

function describeProgress(received: number): string {
  return `downloading the customer list, after ${received} bytes`;
}
