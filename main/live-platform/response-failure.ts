import type { Failure, FailureCode } from '../../preload/contract/failures.ts';
import { failure } from '../failure.ts';
import { requestId } from './echo.ts';
import { describeRequest, type RequestLabel } from './http.ts';
import { retryAfter } from './retry-after.ts';

/** Headers in which servers and gateways name a request, for support to find it in their logs. */
const requestIdHeaders = ['x-ms-request-id', 'request-id', 'x-request-id', 'x-correlation-id', 'traceparent'];

/**
 * What support can use of a response: status and request IDs; no body, no other headers.
 * @param secrets what was sent, which a server may echo
 */
export function describeResponse(
  request: RequestLabel,
  status: number,
  headers: Headers,
  secrets: readonly string[],
): string {
  const ids = requestIdHeaders.flatMap((name) => {
    const id = requestId(headers.get(name) ?? '', secrets);
    return id === null ? [] : `; ${name} ${id}`;
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
      if (status < 300) return 'malformed';
      return status >= 500 ? 'server-error' : 'not-live-platform';
  }
}

/**
 * Names a response to the customer list request whose status is not 200. Live Platform documents 200 only, and the request
 * has no parameters that could be wrong, so a 4xx without a meaning of its own, like a 3xx, means that something else
 * answers at this address (`not-live-platform`). A 5xx is `server-error` whatever its body is (gateways send HTML), 504 and
 * 408 are `timed-out`. Another 2xx has no list, or a part of one: `malformed`.
 * @param request names what was asked
 * @param response its status is not 200
 * @param secrets as for {@link describeResponse}
 * @param now epoch milliseconds, for a `Retry-After` that is a date
 */
export function responseFailure(
  request: RequestLabel,
  response: { status: number; headers: Headers },
  secrets: readonly string[],
  now: number,
): Failure {
  const { status, headers } = response;
  const code = codeFor(status);
  const detail = `${describeResponse(request, status, headers, secrets)}.`;
  if (code === 'not-live-platform' && status >= 400 && status < 500) {
    const advice = `The server refused the request (${status}). Check the Service Provider URL; if it is right, copy the details for support.`;
    return failure(code, detail, { status, advice });
  }
  const patience = code === 'throttled' || code === 'server-error' ? retryAfter(headers, now) : {};
  const field = code === 'not-found' ? { field: 'serviceProviderUrl' as const } : {};
  return failure(code, detail, { status, ...patience, ...field });
}
