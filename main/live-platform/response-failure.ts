import type { Failure, FailureCode } from '../../preload/bridge.ts';
import { failure } from '../failure.ts';
import { describeRequest, type RequestLabel } from './http.ts';
import { retryAfter } from './retry-after.ts';

/** Headers in which servers and gateways name a request, for support to find it in their logs. */
const requestIdHeaders = ['x-ms-request-id', 'request-id', 'x-request-id', 'x-correlation-id', 'traceparent'];

/** What support can use of an answer: status and request ids; no body, and no other header. */
export function describeResponse(request: RequestLabel, status: number, headers: Headers): string {
  const ids = requestIdHeaders.flatMap((name) => {
    const value = headers.get(name) ?? '';
    return /^[\w.:|=-]{1,64}$/.test(value) ? `; ${name} ${value}` : [];
  });
  return `${describeRequest(request)}: status ${status}${ids.join('')}`;
}

function codeFor(status: number): FailureCode {
  switch (status) {
    case 401:
      return 'token-rejected';
    case 403:
      return 'forbidden';
    case 404:
    case 410:
      return 'not-found';
    case 407:
      return 'proxy';
    case 408:
    case 504:
      return 'timed-out';
    case 429:
      return 'throttled';
    // RFC 6585 §6: this network asks to sign in first.
    case 511:
      return 'not-live-platform';
    default:
      return status >= 500 ? 'server-error' : 'not-live-platform';
  }
}

/**
 * Names an answer to the customer list request whose status is not a success. Live Platform's page documents 200
 * only, and the request has no parameters that could be wrong: so a 4xx without a meaning of its own, like a 3xx,
 * means that something else answers at this address (`not-live-platform`). A 5xx is `server-error` whatever its body
 * is (gateways send HTML), 504 and 408 are `timed-out`.
 * @param now epoch milliseconds, for a `Retry-After` that is a date
 */
export function responseFailure(request: RequestLabel, status: number, headers: Headers, now: number): Failure {
  const code = codeFor(status);
  const detail = `${describeResponse(request, status, headers)}.`;
  if (code === 'not-live-platform' && status >= 400 && status < 500) {
    const advice = `The server refused the request (${status}). Check the Service Provider URL; if it is right, copy the details for support.`;
    return failure(code, detail, { status, advice });
  }
  const patience = code === 'throttled' || code === 'server-error' ? retryAfter(headers, now) : {};
  return failure(code, detail, { status, ...patience });
}
