import { type Behaviour, presetBehaviour } from '../../tools/live-platform/behaviours.ts';
import type { BehaviourChange } from '../../tools/live-platform/simulator.ts';
import type { FailureCode } from '../../preload/contract/failures.ts';
import type { ConnectionChange } from './test-bed.ts';
import type { Expectation, FaultCase } from './fault-case.ts';

// What Live Platform and the sign-in service answer over HTTP.

const impatient: ConnectionChange = { timeLimits: { answer: 500, silence: 500 } };
const row = (fields: string): Behaviour => ({ kind: 'body', text: `[{${fields}}]` });

/** A behaviour of the simulator: one of its own, or a preset by name. */
function simulated(
  name: string,
  code: FailureCode,
  behaviour: BehaviourChange,
  { change = {}, ...expected }: Expectation & { change?: ConnectionChange } = {},
): FaultCase {
  return {
    name,
    code,
    ...expected,
    arrange: ({ simulator }) => {
      simulator.set(behaviour);
      return change;
    },
  };
}

function preset(name: string): Behaviour {
  const behaviour = presetBehaviour(name);
  if (!behaviour) throw new Error(`The simulator knows no ${name}.`);
  return behaviour;
}

type More = Expectation & { change?: ConnectionChange };
const list = (name: string, code: FailureCode, more: More = {}): FaultCase =>
  simulated(`list: ${name}`, code, { customers: preset(name) }, more);
const listOf = (name: string, code: FailureCode, customers: Behaviour, more: More = {}): FaultCase =>
  simulated(`list: ${name}`, code, { customers }, more);
const signIn = (name: string, code: FailureCode, more: More = {}): FaultCase =>
  simulated(`sign-in: ${name}`, code, { token: preset(name) }, more);
const signInOf = (name: string, code: FailureCode, token: Behaviour, more: More = {}): FaultCase =>
  simulated(`sign-in: ${name}`, code, { token }, more);

const listCases: FaultCase[] = [
  list('unauthorized', 'token-rejected', { detail: 'status 401', advice: 'Check the scope', field: 'scope' }),
  list('forbidden', 'forbidden', { detail: 'status 403' }),
  list('forbidden-html', 'forbidden'),
  list('not-found', 'not-found', { detail: 'status 404' }),
  listOf('410', 'not-found', { kind: 'status', status: 410, body: 'html' }),
  list('bad-request', 'not-live-platform', { advice: 'The server refused the request (400).' }),
  list('proxy-auth', 'proxy', { detail: 'status 407' }),
  list('throttled', 'throttled', { retryAfterSeconds: 7 }),
  listOf(
    '429 with a date in 90 s',
    'throttled',
    { kind: 'status', status: 429, retryAfter: 'Mon, 05 Jan 2026 08:01:30 GMT' },
    { retryAfterSeconds: 90 },
  ),
  listOf('429 with nonsense', 'throttled', { kind: 'status', status: 429, retryAfter: 'soon' }),
  list('throttled-date', 'throttled', { retryAfterSeconds: 86_400 }),
  list('unavailable', 'server-error', { retryAfterSeconds: 120 }),
  listOf(
    '503 with a date that has passed',
    'server-error',
    { kind: 'status', status: 503, retryAfter: 'Sunday, 04-Jan-26 08:00:00 GMT' },
    { retryAfterSeconds: 0 },
  ),
  list('server-error', 'server-error', { detail: 'status 500; x-ms-request-id 5e1f0000-0000-4000-8000-00000000cafe' }),
  list('bad-gateway', 'server-error', { detail: 'status 502' }),
  list('gateway-timeout', 'timed-out', { detail: 'status 504' }),
  listOf('408', 'timed-out', { kind: 'status', status: 408 }),
  listOf('511', 'not-live-platform', { kind: 'status', status: 511, body: 'html' }),
  listOf(
    '206, a part of the list',
    'malformed',
    { kind: 'status', status: 206, body: 'json' },
    { detail: 'status 206' },
  ),
  list('no-content', 'malformed', { detail: 'status 204' }),
  list('sign-in-page', 'not-live-platform', { detail: 'a web page' }),
  list('sign-in-page-as-json', 'not-live-platform', { detail: 'a web page' }),
  list('redirect', 'not-live-platform', { detail: 'redirect' }),
  list('redirect-loop', 'not-live-platform', { detail: 'redirect' }),
  list('reset-before', 'offline', { detail: 'ECONNRESET' }),
  list('reset-in-body', 'malformed', { detail: 'cut off after' }),
  list('close-before', 'offline'),
  list('close-in-body', 'malformed', { detail: 'cut off after' }),
  list('silence-before', 'timed-out', { change: impatient, detail: 'waiting for the customer list' }),
  list('silence-in-body', 'timed-out', { change: impatient, detail: 'downloading the customer list' }),
  list('truncated', 'malformed', { detail: 'no valid JSON' }),
  list('length-too-small', 'malformed', { detail: 'no valid JSON' }),
  list('empty', 'malformed', { detail: 'empty body of 0 bytes' }),
  list('blank', 'malformed', { detail: 'empty body of 4 bytes' }),
  listOf('a byte order mark and nothing', 'malformed', { kind: 'body', text: '\ufeff' }, { detail: 'empty body' }),
  list('null', 'malformed', { detail: 'null where a list was due' }),
  list('object', 'malformed', { detail: 'an object where a list was due' }),
  list('string', 'malformed', { detail: 'text where a list was due' }),
  listOf('a number', 'malformed', { kind: 'body', text: '35' }, { detail: 'a number where a list was due' }),
  listOf('two lists', 'malformed', { kind: 'body', text: '[][]' }, { detail: 'no valid JSON' }),
  listOf('text that is no JSON', 'malformed', { kind: 'body', text: 'OK' }, { detail: 'no valid JSON' }),
  list('nan', 'malformed', { detail: 'no valid JSON' }),
  listOf('Infinity', 'malformed', row('"Id":"a","ShortName":"Abc","FullName":"Abc","LicenseType":-Infinity'), {
    detail: 'no valid JSON',
  }),
  list('huge-number', 'malformed', { detail: 'LicenseType is a number where a whole number was due' }),
  listOf('a fraction for a license', 'malformed', row('"Id":"a","ShortName":"Abc","FullName":"Abc","LicenseType":0.5')),
  listOf('rows that hold nothing', 'malformed', { kind: 'body', text: '[{},{}]' }, { detail: 'None of 2 rows' }),
  list('deep-nesting', 'malformed', { detail: 'nests deeper than 64' }),
  listOf(
    'deep nesting that is cut off',
    'malformed',
    { kind: 'body', text: '[{"Id":'.repeat(100_000) },
    { detail: 'nests deeper than 64' },
  ),
  listOf('a row that is too long', 'too-large', row(`"Id":"a","FullName":"${'long'.repeat(1_100_000)}"`), {
    detail: 'longer than 4194304 bytes',
  }),
  listOf('a control character in a text', 'malformed', row('"Id":"a\n","ShortName":"Abc"'), {
    detail: 'no valid JSON',
  }),
  list('utf16', 'malformed'),
  list('utf16-unnamed', 'malformed'),
  list('latin1', 'malformed', { detail: 'not UTF-8' }),
  list('gzip-lie', 'malformed', { detail: 'Z_DATA_ERROR' }),
  list('gzip-cut', 'malformed'),
  list('gzip-corrupt', 'malformed', { detail: 'Z_DATA_ERROR' }),
  list('announced', 'too-large', { detail: '300000000 bytes announced' }),
  listOf(
    'brackets without end',
    'malformed',
    { kind: 'endless', repeated: '[' },
    {
      change: { sizeLimit: Infinity },
      detail: 'nests deeper than 64',
    },
  ),
  list('endless', 'too-large', { change: { sizeLimit: 1_000_000 }, detail: 'more than 1000000 bytes' }),
];

const refused = 'sign-in-rejected';
const signInCases: FaultCase[] = [
  signIn('wrong-secret', refused, { advice: 'The client secret is wrong.', detail: 'AADSTS7000215' }),
  signIn('expired-secret', refused, { advice: 'The client secret has expired.', detail: 'AADSTS7000222' }),
  signIn('unknown-application', refused, { advice: 'knows no application', detail: 'AADSTS700016' }),
  signIn('disabled-application', refused, { advice: 'is disabled in Entra ID', detail: 'AADSTS7000112' }),
  signIn('unknown-tenant', refused, { advice: 'knows no directory', detail: 'AADSTS90002' }),
  signIn('invalid-tenant', refused, { advice: 'knows no directory', detail: 'AADSTS900023' }),
  signIn('malformed-scope', refused, { advice: 'does not accept this scope', detail: 'AADSTS70011' }),
  signIn('scope-without-default', refused, { advice: 'must end in /.default', detail: 'AADSTS1002012' }),
  signIn('unknown-resource', refused, { advice: 'does not know', detail: 'AADSTS500011' }),
  signIn('blocked-by-policy', refused, { advice: 'access rules blocked', detail: 'AADSTS53003' }),
  signInOf(
    'a refusal nobody knows',
    refused,
    { kind: 'refusal', number: 999999 },
    { detail: 'AADSTS999999', quote: 'AADSTS999999: Refused.' },
  ),
  signIn('forbidden', refused, { detail: 'status 403' }),
  signIn('throttled', 'throttled', { retryAfterSeconds: 7 }),
  signIn('server-error', 'server-error', { advice: 'The sign-in service (127.0.0.1) could not answer.' }),
  signIn('unavailable', 'server-error', { advice: 'The sign-in service', retryAfterSeconds: 120 }),
  signIn('gateway-timeout', 'timed-out', { advice: 'The sign-in service' }),
  signIn('not-found', 'not-live-platform', { advice: 'is not Entra ID' }),
  signIn('sign-in-page', 'not-live-platform', { advice: 'is not Entra ID' }),
  signIn('redirect', 'not-live-platform', { advice: 'is not Entra ID' }),
  signIn('reset-before', 'offline', { advice: 'the sign-in service (127.0.0.1)' }),
  signIn('silence-before', 'timed-out', { change: impatient, detail: 'signing in' }),
  signIn('silence-in-body', 'timed-out', { change: impatient, detail: 'signing in' }),
  signIn('object', 'malformed', { advice: 'The sign-in service sent no token.' }),
  signIn('empty', 'malformed', { advice: 'The sign-in service sent no token.' }),
  signInOf(
    'a token with a line break',
    'malformed',
    { kind: 'body', text: '{"access_token":"two\\nlines","token_type":"Bearer","expires_in":3599}' },
    { advice: 'The sign-in service sent no token.' },
  ),
];

export const httpCases = [...listCases, ...signInCases];
