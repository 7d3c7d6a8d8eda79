import * as v from 'valibot';
import type { ConnectionField } from '../../preload/contract/connection-form.ts';
import type { Failure } from '../../preload/contract/failures.ts';
import { failure } from '../failure.ts';
import { isGuid } from '../guid.ts';
import { echoes, requestId, wordsOf } from './echo.ts';
import { firstMeaningfulByte, isHtmlType, lessThanSign, type RequestLabel } from './http.ts';
import { describeResponse } from './response-failure.ts';
import { retryAfter } from './retry-after.ts';

/** RFC 6749 §5.2, and what Entra ID adds to it. Nothing else is read. */
const refusalSchema = v.object({
  error: v.pipe(v.string(), v.nonEmpty()),
  error_description: v.optional(v.string(), ''),
  error_codes: v.optional(v.array(v.number()), []),
  trace_id: v.optional(v.string(), ''),
  correlation_id: v.optional(v.string(), ''),
});
type Refusal = v.InferOutput<typeof refusalSchema>;

const secretIdAdvice =
  'Enter the client secret’s value. What was entered looks like the secret’s ID: in Entra ID, the value is the other column, shown only when the secret is made.';

/**
 * By RFC 6749's `error`, which is the contract (§5.2, and Entra ID's own:
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes#handling-error-codes-in-your-application); null
 * where the general advice says it all.
 */
const adviceByError: Record<string, string | null> = {
  access_denied: null,
  consent_required: null,
  interaction_required: null,
  invalid_grant: null,
  login_required: null,
  server_error: null,
  temporarily_unavailable: null,
  unsupported_grant_type: null,
  invalid_client: 'Check the client ID and the client secret.',
  invalid_request: 'Check the tenant ID, the client ID and the scope.',
  invalid_scope: 'Check the scope: it reads like api://…/.default.',
  invalid_resource: 'Check the scope: it reads like api://…/.default.',
  unauthorized_client: 'Check the client ID and the tenant ID: this app may not sign in there.',
};

/**
 * By Entra's number, which says more but may change
 * (https://learn.microsoft.com/entra/identity-platform/reference-error-codes): it makes the advice more precise and
 * decides nothing.
 */
const adviceByNumber: Record<number, string> = {
  700016: 'Entra ID knows no application with this client ID in this directory. Check the client ID and the tenant ID.',
  7000215:
    'The client secret is wrong. Enter the secret’s value; the secret’s ID, which stands beside it in Entra ID, does not sign in.',
  7000222: 'The client secret has expired. Ask your administrator to make a new one in Entra ID, then enter its value.',
  7000112: 'This application is disabled in Entra ID. Ask your administrator to enable it.',
  90002: 'Entra ID knows no directory with this tenant ID. Check the tenant ID and the Authority.',
  900023: 'Entra ID knows no directory with this tenant ID. Check the tenant ID and the Authority.',
  70011: 'Entra ID does not accept this scope. Check the scope: it reads like api://…/.default.',
  1002012: 'The scope must end in /.default. Check the scope: it reads like api://…/.default.',
  500011: 'The scope names an application that this directory does not know. Check the scope and the tenant ID.',
  53003: 'Your organisation’s access rules blocked this sign-in. Ask your administrator, or try from another network.',
};

/** The field of the form that a refusal is about, by Entra's number. */
const fieldByNumber: Partial<Record<number, ConnectionField>> = {
  700016: 'clientId',
  7000215: 'clientSecret',
  7000222: 'clientSecret',
  90002: 'tenantId',
  900023: 'tenantId',
  70011: 'scope',
  1002012: 'scope',
  500011: 'scope',
};

const fieldByError: Partial<Record<string, ConnectionField>> = { invalid_scope: 'scope', invalid_resource: 'scope' };

function entraNumber(refusal: Refusal, secret: string): number | undefined {
  const inDescription = /^AADSTS(\d{1,9})\b/.exec(refusal.error_description)?.[1];
  const number = refusal.error_codes[0] ?? Number(inDescription ?? NaN);
  if (number in adviceByNumber) return number;
  return /^\d{1,9}$/.test(String(number)) && !echoes(String(number), [secret]) ? number : undefined;
}

/** A server's own words, when no number explains them: one short line of words; null when they may give the secret away. */
function quote({ error_description: description }: Refusal, secret: string): { quote?: string | null } {
  const line = description
    .split(/\r|\n|Trace ID/, 1)
    .join('')
    .replaceAll(/\p{C}+/gu, ' ');
  const words = wordsOf(line).slice(0, 200).trim();
  if (words === '') return {};
  return { quote: words === '…' || echoes(description, [secret]) ? null : words };
}

/** The refusal in a response's body, whatever its status; null when there is none. */
export function parseRefusal(body: string): Refusal | null {
  try {
    const parsed = v.safeParse(refusalSchema, JSON.parse(body));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

function describeRefusal(refusal: Refusal, secret: string, isWithheld: boolean): string {
  const number = entraNumber(refusal, secret);
  const traceId = requestId(refusal.trace_id, [secret]);
  const correlationId = requestId(refusal.correlation_id, [secret]);
  return [
    Object.hasOwn(adviceByError, refusal.error) ? `error ${refusal.error}` : 'an error that is not known',
    ...(number === undefined ? [] : [`AADSTS${number}`]),
    ...(traceId === null ? [] : [`trace id ${traceId}`]),
    ...(correlationId === null ? [] : [`correlation id ${correlationId}`]),
    ...(isWithheld ? ['its words are withheld: they may repeat what was sent'] : []),
  ].join('; ');
}

/** What a refusal means to a person; the server's own words only where no number explains it. */
function explain(refusal: Refusal, secret: string): Pick<Failure, 'field' | 'quote'> & { advice?: string } {
  const number = entraNumber(refusal, secret);
  const byNumber = number === undefined ? undefined : adviceByNumber[number];
  if (refusal.error === 'invalid_client' && isGuid(secret)) return { advice: secretIdAdvice, field: 'clientSecret' };
  const field = (number === undefined ? undefined : fieldByNumber[number]) ?? fieldOf(refusal.error);
  const about = field === undefined ? {} : { field };
  if (byNumber !== undefined) return { advice: byNumber, ...about };
  const byError = Object.hasOwn(adviceByError, refusal.error) ? (adviceByError[refusal.error] ?? null) : null;
  return { ...(byError === null ? {} : { advice: byError }), ...about, ...quote(refusal, secret) };
}

function fieldOf(error: string): ConnectionField | undefined {
  return Object.hasOwn(fieldByError, error) ? fieldByError[error] : undefined;
}

/**
 * Names a response of the token endpoint that is not a success. The status decides first, for what is not about the sign-in
 * (`throttled`, `server-error`, `timed-out`, `proxy`), then RFC 6749's `error`.
 * @param request names what was asked
 * @param answer its body as text, cut to a sensible length
 * @param secret what must not appear in the failure, however the server may have echoed it
 * @param now epoch milliseconds, for a `Retry-After` that is a date
 * @returns `sign-in-rejected` for a refusal, readable or not; `not-live-platform` for a web page, a redirect or an address
 *   without a token endpoint
 */
export function signInFailure(
  request: RequestLabel,
  answer: { status: number; headers: Headers; body: string },
  secret: string,
  now: number,
): Failure {
  const { status, headers, body } = answer;
  const refusal = parseRefusal(body);
  const described = describeResponse(request, status, headers, [secret]);
  const explained = refusal === null ? {} : explain(refusal, secret);
  const detail =
    refusal === null ? `${described}.` : `${described}; ${describeRefusal(refusal, secret, explained.quote === null)}.`;
  const host = request.url.hostname;

  if (status === 407) return failure('proxy', detail, { status });
  if (status === 429) return failure('throttled', detail, { status, ...retryAfter(headers, now) });
  const unavailable = refusal?.error === 'temporarily_unavailable' || refusal?.error === 'server_error';
  if ((status >= 500 && status !== 511) || status === 408 || unavailable) {
    const advice = `The sign-in service (${host}) could not answer. Try again later.`;
    if (status === 408 || status === 504) return failure('timed-out', detail, { status, advice });
    return failure('server-error', detail, { status, advice, ...retryAfter(headers, now) });
  }
  if (refusal !== null) return failure('sign-in-rejected', detail, { status, ...explained });
  if (isSignInRefusal(status) && !isWebPage(headers, body)) return failure('sign-in-rejected', detail, { status });
  return notSignInService(request, detail);
}

function isSignInRefusal(status: number): boolean {
  return status === 400 || status === 401 || status === 403;
}

/** Whether a response is a web page, by its type or its first character. */
export function isWebPage(headers: Headers, body: string): boolean {
  return (
    isHtmlType(headers.get('content-type')) || firstMeaningfulByte(new TextEncoder().encode(body)) === lessThanSign
  );
}

/** The failure for an authority that answers with something other than a token endpoint's JSON. */
export function notSignInService(request: RequestLabel, detail: string): Failure {
  const advice = `What answers at ${request.url.hostname} is not Entra ID. Check the Authority under Advanced, and whether this network asks you to sign in first.`;
  return failure('not-live-platform', detail, { advice, field: 'authority' });
}
