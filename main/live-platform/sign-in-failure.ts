import * as v from 'valibot';
import type { Failure } from '../../preload/bridge.ts';
import { failure } from '../failure.ts';
import { firstMeaningfulByte, isHtmlType, lessThanSign, type RequestLabel } from './http.ts';
import { describeResponse } from './response-failure.ts';
import { retryAfter } from './retry-after.ts';

/** RFC 6749 §5.2, and what Entra ID adds to it. Anything else in it is not read. */
const refusalSchema = v.object({
  error: v.string(),
  error_description: v.optional(v.string(), ''),
  error_codes: v.optional(v.array(v.number()), []),
  trace_id: v.optional(v.string(), ''),
  correlation_id: v.optional(v.string(), ''),
});
type Refusal = v.InferOutput<typeof refusalSchema>;

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const secretIdAdvice =
  'Open Connection and enter the client secret’s value. What was entered looks like the secret’s ID: in Entra ID, the value is the other column, shown only when the secret is made.';

/** By RFC 6749's `error`, which is the contract. */
const adviceByError: Record<string, string> = {
  invalid_client: 'Open Connection and check the client ID and the client secret.',
  invalid_request: 'Open Connection and check the tenant ID, the client ID and the scope.',
  invalid_scope: 'Open Connection and check the scope: it reads like api://…/.default.',
  invalid_resource: 'Open Connection and check the scope: it reads like api://…/.default.',
  unauthorized_client: 'Open Connection and check the client ID and the tenant ID: this app may not sign in there.',
};

/**
 * By Entra's number, which says more but may change
 * (https://learn.microsoft.com/entra/identity-platform/reference-error-codes): it makes the advice more precise and
 * decides nothing.
 */
const adviceByNumber: Record<number, string> = {
  700016:
    'Entra ID knows no application with this client ID in this directory. Open Connection and check the client ID and the tenant ID.',
  7000215:
    'The client secret is wrong. Open Connection and enter the secret’s value; the secret’s ID, which stands beside it in Entra ID, does not sign in.',
  7000222:
    'The client secret has expired. Ask your administrator to make a new one in Entra ID, then enter its value under Connection.',
  7000112: 'This application is disabled in Entra ID. Ask your administrator to enable it.',
  90002: 'Entra ID knows no directory with this tenant ID. Open Connection and check the tenant ID and the Authority.',
  900023: 'Entra ID knows no directory with this tenant ID. Open Connection and check the tenant ID and the Authority.',
  70011: 'Entra ID does not accept this scope. Open Connection and check the scope: it reads like api://…/.default.',
  1002012: 'The scope must end in /.default. Open Connection and check the scope: it reads like api://…/.default.',
  500011:
    'The scope names an application that this directory does not know. Open Connection and check the scope and the tenant ID.',
  53003: 'Your organisation’s access rules blocked this sign-in. Ask your administrator, or try from another network.',
};

function entraNumber(refusal: Refusal): number | undefined {
  const inDescription = /^AADSTS(\d{1,9})\b/.exec(refusal.error_description)?.[1];
  return refusal.error_codes[0] ?? (inDescription === undefined ? undefined : Number(inDescription));
}

/**
 * A server's words, when no number explains them: one line, short, without any word that is in the secret or holds
 * it.
 */
function quote(description: string, secret: string): string {
  const line = description.split(/\r|\n|Trace ID/, 1).join('');
  const words = line.replaceAll(secret, '[redacted]').split(/([^\w.~+/=%-]+)/);
  const safe = words.map((word) => (word.length >= 4 && secret.includes(word) ? '[redacted]' : word)).join('');
  return safe.slice(0, 200).trim();
}

function parseRefusal(body: string): Refusal | null {
  try {
    const parsed = v.safeParse(refusalSchema, JSON.parse(body));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

function describeRefusal(refusal: Refusal, secret: string): string {
  const number = entraNumber(refusal);
  const knownError = /^[a-z_]{1,40}$/.test(refusal.error) && !secret.includes(refusal.error);
  const parts = [`error ${knownError ? refusal.error : 'not readable'}`];
  if (number !== undefined) parts.push(`AADSTS${number}`);
  if (guid.test(refusal.trace_id) && refusal.trace_id !== secret) parts.push(`trace id ${refusal.trace_id}`);
  if (guid.test(refusal.correlation_id) && refusal.correlation_id !== secret) {
    parts.push(`correlation id ${refusal.correlation_id}`);
  }
  const words = number !== undefined && number in adviceByNumber ? '' : quote(refusal.error_description, secret);
  if (words !== '') parts.push(`“${words}”`);
  return parts.join('; ');
}

function refusalAdvice(refusal: Refusal, secret: string): { advice?: string } {
  const number = entraNumber(refusal);
  if (refusal.error === 'invalid_client' && guid.test(secret)) return { advice: secretIdAdvice };
  const byError = Object.hasOwn(adviceByError, refusal.error) ? adviceByError[refusal.error] : undefined;
  const advice = (number === undefined ? undefined : adviceByNumber[number]) ?? byError;
  return advice === undefined ? {} : { advice };
}

/**
 * Names an answer of the token endpoint that is not a success. The status comes first for what is not about the
 * sign-in (`throttled`, `server-error`, `timed-out`, `proxy`), then RFC 6749's `error`.
 * @param answer its body as text, cut to a sensible length
 * @param secret what must not appear in the failure, wherever the server may have echoed it
 * @param now epoch milliseconds, for a `Retry-After` that is a date
 * @returns `sign-in-rejected` for a refusal, readable or not; `not-live-platform` for a web page, a redirect or an
 *   address without a token endpoint
 */
export function signInFailure(
  request: RequestLabel,
  answer: { status: number; headers: Headers; body: string },
  secret: string,
  now: number,
): Failure {
  const { status, headers, body } = answer;
  const refusal = parseRefusal(body);
  const described = describeResponse(request, status, headers);
  const detail = refusal === null ? `${described}.` : `${described}; ${describeRefusal(refusal, secret)}.`;
  const host = request.url.hostname;

  if (status === 407) return failure('proxy', detail, { status });
  if (status === 429) return failure('throttled', detail, { status, ...retryAfter(headers, now) });
  const unavailable = refusal?.error === 'temporarily_unavailable' || refusal?.error === 'server_error';
  if ((status >= 500 && status !== 511) || status === 408 || unavailable) {
    const advice = `The sign-in service (${host}) could not answer. Try again later.`;
    if (status === 408 || status === 504) return failure('timed-out', detail, { status, advice });
    return failure('server-error', detail, { status, advice, ...retryAfter(headers, now) });
  }
  if (refusal !== null) return failure('sign-in-rejected', detail, { status, ...refusalAdvice(refusal, secret) });
  if (isSignInRefusal(status) && !isWebPage(headers, body)) return failure('sign-in-rejected', detail, { status });
  return notSignInService(request, detail);
}

function isSignInRefusal(status: number): boolean {
  return status === 400 || status === 401 || status === 403;
}

/** Whether an answer is a web page, by its type or by its first character. */
export function isWebPage(headers: Headers, body: string): boolean {
  return (
    isHtmlType(headers.get('content-type')) || firstMeaningfulByte(new TextEncoder().encode(body)) === lessThanSign
  );
}

/** The failure for an authority that answers with something other than a token endpoint's JSON. */
export function notSignInService(request: RequestLabel, detail: string): Failure {
  const advice = `What answers at ${request.url.hostname} is not Entra ID. Check the Authority under Advanced, and whether this network asks you to sign in first.`;
  return failure('not-live-platform', detail, { advice });
}
