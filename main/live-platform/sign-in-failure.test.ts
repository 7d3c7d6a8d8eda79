import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { refuse } from '../../tools/live-platform/entra.ts';
import type { RequestLabel } from './http.ts';
import { signInFailure } from './sign-in-failure.ts';

const request: RequestLabel = {
  method: 'POST',
  url: new URL('https://login.example.com/tenant/oauth2/v2.0/token'),
  purpose: 'sign-in',
};
const secret = 'Zx8~fake-client-secret.value';
const html = new Headers({ 'content-type': 'text/html' });

function answer(status: number, body: unknown, headers = new Headers({ 'content-type': 'application/json' })) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return signInFailure(request, { status, headers, body: text }, secret, 0);
}

describe('Entra ID’s refusals', () => {
  it.each([
    [700016, /no application with this client ID.*client ID and the tenant ID/],
    [7000215, /Enter the secret’s value; the secret’s ID.*does not sign in/],
    [7000222, /secret has expired/],
    [90002, /no directory with this tenant ID/],
    [70011, /Check the scope: it reads like api/],
    [1002012, /must end in \/\.default/],
    [500011, /names an application that this directory does not know/],
  ])('AADSTS%i is sign-in-rejected, with its own advice', (number, advice) => {
    const { status, body } = refuse(number, 0);
    const failure = answer(status, body);
    expect(failure.code).toBe('sign-in-rejected');
    expect(failure.advice).toMatch(advice);
    expect(failure.detail).toMatch(
      new RegExp(
        `^POST https://login\\.example\\.com/tenant/oauth2/v2\\.0/token: status ${status}; error [a-z_]+; AADSTS${number}; trace id [0-9a-f-]{36}; correlation id [0-9a-f-]{36}\\.$`,
      ),
    );
  });

  it.each([
    ['invalid_client', /client ID and the client secret/],
    ['invalid_scope', /Check the scope/],
    ['invalid_request', /tenant ID, the client ID and the scope/],
    ['unauthorized_client', /client ID and the tenant ID/],
    ['constructor', /tenant ID, client ID, client secret and scope/],
    ['something_new', /tenant ID, client ID, client secret and scope/],
  ])('%s alone, from a server without numbers, is enough', (error, advice) => {
    const failure = answer(400, { error });
    expect(failure.code).toBe('sign-in-rejected');
    const named = /^(constructor|something_new)$/.test(error) ? 'an error that is not known' : `error ${error}`;
    expect(failure.detail).toBe(`POST https://login.example.com/tenant/oauth2/v2.0/token: status 400; ${named}.`);
    expect(failure.advice).toMatch(advice);
  });

  it('takes the number from the description where there is no list of them', () => {
    const failure = answer(401, { error: 'invalid_client', error_description: 'AADSTS7000222: expired.' });
    expect(failure.detail).toMatch(/; AADSTS7000222\.$/);
    expect(failure.advice).toMatch(/expired/);
  });

  it('recognises a secret’s ID that was entered for its value', () => {
    const { status, body } = refuse(7000215, 0);
    const pasted = '44444444-4444-4444-8444-444444444444';
    const answered = { status, headers: new Headers(), body: JSON.stringify(body) };
    const failure = signInFailure(request, answered, pasted, 0);
    expect(failure.advice).toMatch(/looks like the secret’s ID/);
  });

  it('quotes the server where no number explains it, in one short line', () => {
    const description = `AADSTS99: The moon is in the way.\r\nTrace ID: 1${'x'.repeat(500)}`;
    const failure = answer(400, { error: 'invalid_request', error_description: description, error_codes: [99] });
    expect(failure.detail).toMatch(/; error invalid_request; AADSTS99\.$/);
    expect(failure.quote).toBe('AADSTS99: The moon is in the way.');
  });

  it('says that it withholds words that give the secret away', () => {
    const failure = answer(400, { error: 'invalid_request', error_description: `Wrong: ${secret}` });
    expect(failure.quote).toBeNull();
    expect(failure.detail).toMatch(/; its words are withheld: they may repeat what was sent\.$/);
  });
});

it.each([
  ['in the description', { error: 'invalid_client', error_description: `Secret ${secret} is wrong` }],
  ['in part', { error: 'invalid_client', error_description: `Secret begins with ${secret.slice(0, 9)}` }],
  ['as the error', { error: secret }],
  ['as an id', { error: 'invalid_client', trace_id: secret, correlation_id: secret }],
  ['in the text of a page', `<p>client_secret=${secret}</p>`],
  ['in plain text', secret],
])('never holds the secret a server echoes %s', (_where, body) => {
  const failure = answer(401, body);
  expect(JSON.stringify(failure)).not.toContain(secret);
  expect(JSON.stringify(failure)).not.toContain(secret.slice(0, 9));
});

it.each<[string, (text: string) => string]>([
  ['base64 of base64', (text) => btoa(btoa(text))],
  ['hexadecimal of base64', (text) => Buffer.from(btoa(text)).toString('hex')],
  ['base64 of hexadecimal', (text) => btoa(Buffer.from(text).toString('hex'))],
  ['binary numbers', (text) => codes(text, 2, ' ')],
  ['octal numbers', (text) => codes(text, 8, ' ')],
  ['octal escapes', (text) => codes(text, 8, '\\')],
  ['gzip', (text) => gzipSync(text).toString('base64')],
  ['every second letter', (text) => text.replaceAll(/(.)./g, '$1')],
  ['letters between other ones', (text) => text.replaceAll(/(.)/g, '$1x')],
  ['tags', (text) => text.replaceAll(/(.)/g, '<b>$1</b>')],
  ['other letters', (text) => text.replaceAll(/./g, (each) => String.fromCharCode(each.charCodeAt(0) ^ 1))],
])('leaves out what is no word: a secret in %s', (_how, encode) => {
  const echoed = encode(secret);
  const failure = answer(401, { error: 'invalid_client', error_description: `The key ${echoed} isn’t right.` });
  expect(failure.quote).toBe('The key … isn’t right.');
});

function codes(text: string, base: number, before: string): string {
  return [...Buffer.from(text)].map((byte) => before + byte.toString(base)).join('');
}

it.each([
  ['The moon is in the way (again), Mr. O’Hara!', 'The moon is in the way (again), Mr. O’Hara!'],
  ['Die Anmeldung wurde abgelehnt: „Straße“.', 'Die Anmeldung wurde abgelehnt: „Straße“.'],
  ['サインインできません。', 'サインインできません。'],
  ['Go to https://evil.example/x?y=1 and sign-in.', 'Go to … and sign-in.'],
  ['0123456789', null],
])('quotes words alone: %s', (description, quoted) => {
  const failure = answer(401, { error: 'invalid_client', error_description: description });
  expect(failure.quote).toBe(quoted);
});

it.each([
  ['made of short words', 'ab cd ef', { error: 'invalid_client', error_description: 'Wrong: ab cd ef!' }],
  ['that reads like an error', 'open_sesame', { error: 'open_sesame' }],
  [
    'that is a GUID',
    '44444444-4444-4444-8444-444444444444',
    { error: 'invalid_client', trace_id: '44444444-4444-4444-8444-444444444444' },
  ],
  [
    'that is a GUID',
    '44444444-4444-4444-8444-444444444444',
    { error: 'invalid_client', correlation_id: '44444444-4444-4444-8444-444444444444' },
  ],
])('never holds a secret %s', (_what, unusual, body) => {
  const answered = { status: 401, headers: new Headers(), body: JSON.stringify(body) };
  expect(JSON.stringify(signInFailure(request, answered, unusual, 0))).not.toContain(unusual);
});

it.each([
  [429, { error: 'temporarily_unavailable' }, 'throttled', 60],
  [503, { error: 'temporarily_unavailable' }, 'server-error', 60],
  [400, { error: 'server_error' }, 'server-error', 60],
  [500, 'oops', 'server-error', 60],
  [504, 'oops', 'timed-out', undefined],
  [408, 'oops', 'timed-out', undefined],
  [407, 'oops', 'proxy', undefined],
])('status %i with %j is %s', (status, body, code, seconds) => {
  const failure = answer(status, body, new Headers({ 'retry-after': '60' }));
  expect(failure.code).toBe(code);
  expect(failure.retryAfterSeconds).toBe(seconds);
});

it('stays server-error when a gateway answers with a web page', () => {
  expect(answer(502, '<html>', html).code).toBe('server-error');
});

it.each([
  [400, 'no reason', new Headers(), 'sign-in-rejected'],
  [401, '', new Headers(), 'sign-in-rejected'],
  [403, '[]', new Headers(), 'sign-in-rejected'],
  [400, '<html>', html, 'not-live-platform'],
  [400, '\n <!DOCTYPE html>', new Headers(), 'not-live-platform'],
  [404, 'nothing here', new Headers(), 'not-live-platform'],
  [302, '', new Headers(), 'not-live-platform'],
  [204, '', new Headers(), 'not-live-platform'],
  [511, '<html>', html, 'not-live-platform'],
])('status %i with %j is %s', (status, body, headers, code) => {
  expect(answer(status, body, headers).code).toBe(code);
});

it('points to the Authority when it is not a sign-in service', () => {
  expect(answer(404, '<html>', html).advice).toMatch(/login\.example\.com is not Entra ID\. Check the Authority/);
});
