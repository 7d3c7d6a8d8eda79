import { afterEach, describe, expect, it } from 'vitest';
import { refuse } from '../../tools/live-platform/entra.ts';
import { presetBehaviour } from '../../tools/live-platform/behaviours.ts';
import { failureOf } from '../../test/failure-of.ts';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../tools/live-platform/simulator.ts';
import { fail } from '../failure.ts';
import type { Fetch } from './http.ts';
import { createTokenSource, type TokenSourceOptions } from './token-source.ts';

const unhurried = new AbortController().signal;
const simulators: Simulator[] = [];

async function start(options?: SimulatorOptions): Promise<Simulator> {
  const simulator = await startSimulator(options);
  simulators.push(simulator);
  return simulator;
}

afterEach(async () => {
  await Promise.all(simulators.splice(0).map((simulator) => simulator.close()));
});

type Entra = Extract<TokenSourceOptions['signIn'], { method: 'entra-app' }>;

function sourceFor(simulator: Simulator, more: Partial<TokenSourceOptions> & { entra?: Partial<Entra> } = {}) {
  const { tenantId, clientId, scope, authority, clientSecret } = simulator;
  return createTokenSource({
    signIn: { method: 'entra-app', tenantId, clientId, scope, authority, ...more.entra },
    readSecret: () => Promise.resolve(clientSecret),
    fetch,
    now: Date.now,
    ...more,
  });
}

function pasted(readSecret: () => Promise<string | null>) {
  const unused: Fetch = () => Promise.reject(new Error('A pasted token needs no request.'));
  return createTokenSource({ signIn: { method: 'access-token' }, readSecret, fetch: unused, now: Date.now });
}

describe('client credentials', () => {
  it('asks as RFC 6749 §4.4 says, with the secret in the body', async () => {
    const simulator = await start();
    await sourceFor(simulator).token(unhurried);
    const [request] = simulator.asked('token');
    expect(request?.path).toBe(`/${simulator.tenantId}/oauth2/v2.0/token`);
    expect(request?.headers.authorization).toBeUndefined();
    expect(request?.headers.accept).toBe('application/json');
    expect(request?.form).toEqual({
      grant_type: 'client_credentials',
      client_id: simulator.clientId,
      client_secret: simulator.clientSecret,
      scope: simulator.scope,
    });
  });

  it('sends every character of a secret as it is', async () => {
    const clientSecret = 'a+b&c=d%20ü~ €"';
    const simulator = await start({ credentials: { clientSecret } });
    await expect(sourceFor(simulator).token(unhurried)).resolves.not.toBe('');
  });

  it('overlooks blanks around the secret', async () => {
    const simulator = await start();
    const readSecret = () => Promise.resolve(` ${simulator.clientSecret}\n`);
    await expect(sourceFor(simulator, { readSecret }).token(unhurried)).resolves.not.toBe('');
  });

  it('keeps the token until two minutes before it runs out', async () => {
    let time = 1_700_000_000_000;
    const simulator = await start({ tokenLifetimeSeconds: 3600 });
    const tokens = sourceFor(simulator, { now: () => time });
    const first = await tokens.token(unhurried);
    time += (3600 - 121) * 1000;
    expect(await tokens.token(unhurried)).toBe(first);
    time += 2000;
    const second = await tokens.token(unhurried);
    expect(second).not.toBe(first);
    expect(simulator.asked('token')).toHaveLength(2);
  });

  it('renews when the clock was set back', async () => {
    let time = 1_700_000_000_000;
    const simulator = await start();
    const tokens = sourceFor(simulator, { now: () => time });
    const first = await tokens.token(unhurried);
    time -= 24 * 60 * 60 * 1000;
    expect(await tokens.token(unhurried)).not.toBe(first);
  });

  it.each([
    [60, 29_000, 31_000],
    [1, 400, 600],
  ])('uses a token of %i s for half of its life', async (tokenLifetimeSeconds, early, late) => {
    let time = 1_700_000_000_000;
    const simulator = await start({ tokenLifetimeSeconds });
    const tokens = sourceFor(simulator, { now: () => time });
    const first = await tokens.token(unhurried);
    time += early;
    expect(await tokens.token(unhurried)).toBe(first);
    time += late - early;
    expect(await tokens.token(unhurried)).not.toBe(first);
  });

  it('does not loop when tokens are born expired', async () => {
    const simulator = await start({ tokenLifetimeSeconds: 0 });
    const tokens = sourceFor(simulator);
    await tokens.token(unhurried);
    await tokens.token(unhurried);
    expect(simulator.asked('token')).toHaveLength(2);
  });

  it('takes a refusal with status 200 for what it is', async () => {
    const simulator = await start();
    const text = JSON.stringify(refuse(7000222, 0).body);
    simulator.set({ token: { kind: 'body', text } });
    const failure = await failureOf(sourceFor(simulator).token(unhurried));
    expect(failure).toMatchObject({ code: 'sign-in-rejected', status: 200 });
    expect(failure.advice).toMatch(/has expired/);
  });

  it('assumes some minutes when the server does not say', async () => {
    let time = 0;
    const simulator = await start();
    const text = '{"token_type":"bearer","access_token":"abc"}';
    simulator.set({ token: { kind: 'body', text } });
    const tokens = sourceFor(simulator, { now: () => time });
    await tokens.token(unhurried);
    time = 2 * 60 * 1000;
    await tokens.token(unhurried);
    expect(simulator.asked('token')).toHaveLength(1);
    time = 4 * 60 * 1000;
    await tokens.token(unhurried);
    expect(simulator.asked('token')).toHaveLength(2);
  });

  it('throws away the token that was rejected, and no other', async () => {
    const simulator = await start();
    const tokens = sourceFor(simulator);
    const first = await tokens.token(unhurried);
    tokens.discard('another');
    expect(await tokens.token(unhurried)).toBe(first);
    tokens.discard(first);
    const second = await tokens.token(unhurried);
    expect(second).not.toBe(first);
    tokens.discard(first);
    expect(await tokens.token(unhurried)).toBe(second);
  });

  it('asks once for callers at the same time', async () => {
    const simulator = await start();
    const tokens = sourceFor(simulator);
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => tokens.token(unhurried)));
    expect(new Set(all).size).toBe(1);
    expect(simulator.asked('token')).toHaveLength(1);
  });

  it('lets one caller cancel without harm to the other', async () => {
    const simulator = await start({ latency: 50 });
    const tokens = sourceFor(simulator);
    const impatient = new AbortController();
    const cancelled = failureOf(tokens.token(impatient.signal));
    const served = tokens.token(unhurried);
    impatient.abort();
    expect((await cancelled).code).toBe('cancelled');
    await expect(served).resolves.not.toBe('');
    expect(simulator.asked('token')).toHaveLength(1);
  });

  it('drops the request when all have cancelled, and begins anew for the next', async () => {
    const simulator = await start();
    simulator.set({ token: { kind: 'silence', when: 'before-headers', times: 1 } });
    const arrival = simulator.arrival('token');
    const tokens = sourceFor(simulator);
    const both = [new AbortController(), new AbortController()];
    const failures = both.map((each) => failureOf(tokens.token(each.signal)));
    const request = await arrival;
    for (const each of both) each.abort();
    expect((await Promise.all(failures)).map(({ code }) => code)).toEqual(['cancelled', 'cancelled']);
    expect(await request.answered).toBe(false);
    await expect(tokens.token(unhurried)).resolves.not.toBe('');
    expect(simulator.asked('token')).toHaveLength(2);
  });

  it('tries again after a failure', async () => {
    const simulator = await start();
    simulator.set({ token: { kind: 'status', status: 503, times: 1 } });
    const tokens = sourceFor(simulator);
    expect((await failureOf(tokens.token(unhurried))).code).toBe('server-error');
    await expect(tokens.token(unhurried)).resolves.not.toBe('');
  });

  it('gives a kept token to a caller that was cancelled before: it costs nothing', async () => {
    const simulator = await start();
    const tokens = sourceFor(simulator);
    const token = await tokens.token(unhurried);
    expect(await tokens.token(AbortSignal.abort())).toBe(token);
  });

  it.each([
    ['tenant', { tenantId: '99999999-9999-4999-8999-999999999999' }, 'AADSTS90002'],
    ['tenant that is no path segment', { tenantId: '../x?y#z' }, 'AADSTS90002'],
    ['client ID', { clientId: '99999999-9999-4999-8999-999999999999' }, 'AADSTS700016'],
    ['scope', { scope: 'api://99999999-9999-4999-8999-999999999999/.default' }, 'AADSTS500011'],
    ['scope without /.default', { scope: 'api://33333333-3333-4333-8333-333333333333' }, 'AADSTS1002012'],
    ['scope that is none', { scope: 'everything' }, 'AADSTS70011'],
  ])('with a wrong %s, sign-in is rejected', async (_what, entra, number) => {
    const simulator = await start();
    const failure = await failureOf(sourceFor(simulator, { entra }).token(unhurried));
    expect(failure.code).toBe('sign-in-rejected');
    expect(failure.detail).toContain(number);
  });

  it('with a wrong secret, sign-in is rejected, and the secret is nowhere in the failure', async () => {
    const simulator = await start();
    const secret = 'canary-wrong-secret';
    const failure = await failureOf(
      sourceFor(simulator, { readSecret: () => Promise.resolve(secret) }).token(unhurried),
    );
    expect(failure.code).toBe('sign-in-rejected');
    expect(failure.detail).toContain('AADSTS7000215');
    expect(JSON.stringify(failure)).not.toContain(secret);
  });

  it.each([null, '', ' \n'])('with %j for a secret, says that there is none, and asks nobody', async (secret) => {
    const simulator = await start();
    const failure = await failureOf(
      sourceFor(simulator, { readSecret: () => Promise.resolve(secret) }).token(unhurried),
    );
    expect(failure).toMatchObject({
      code: 'sign-in-rejected',
      title: 'The client secret is missing',
    });
    expect(simulator.requests).toHaveLength(0);
  });

  it('passes on that the keychain is not available', async () => {
    const simulator = await start();
    const readSecret = () => Promise.reject<string>(new Error()).catch(() => fail('keychain-unavailable', 'locked'));
    const failure = await failureOf(sourceFor(simulator, { readSecret }).token(unhurried));
    expect(failure.code).toBe('keychain-unavailable');
  });

  it('can be cancelled while the keychain asks the person', async () => {
    const simulator = await start();
    const cancel = new AbortController();
    const readSecret = () => Promise.withResolvers<string>().promise;
    const failure = failureOf(sourceFor(simulator, { readSecret }).token(cancel.signal));
    cancel.abort();
    expect((await failure).code).toBe('cancelled');
  });

  it.each([
    ['throttled', 'throttled'],
    ['server-error', 'server-error'],
    ['bad-gateway', 'server-error'],
    ['unavailable', 'server-error'],
    ['gateway-timeout', 'timed-out'],
    ['proxy-auth', 'proxy'],
    ['not-found', 'not-live-platform'],
    ['forbidden', 'sign-in-rejected'],
    ['forbidden-html', 'not-live-platform'],
    ['bad-request', 'sign-in-rejected'],
    ['unauthorized', 'sign-in-rejected'],
    ['no-content', 'not-live-platform'],
    ['wrong-secret', 'sign-in-rejected'],
    ['expired-secret', 'sign-in-rejected'],
    ['unknown-application', 'sign-in-rejected'],
    ['unknown-tenant', 'sign-in-rejected'],
    ['malformed-scope', 'sign-in-rejected'],
    ['scope-without-default', 'sign-in-rejected'],
    ['unknown-resource', 'sign-in-rejected'],
    ['sign-in-page', 'not-live-platform'],
    ['sign-in-page-as-json', 'not-live-platform'],
    ['redirect', 'not-live-platform'],
    ['redirect-loop', 'not-live-platform'],
    ['reset-before', 'offline'],
    ['reset-in-body', 'malformed'],
    ['close-before', 'offline'],
    ['close-in-body', 'malformed'],
    ['silence-before', 'timed-out'],
    ['silence-in-body', 'timed-out'],
    ['truncated', 'malformed'],
    ['empty', 'malformed'],
    ['null', 'malformed'],
    ['object', 'malformed'],
    ['deep-nesting', 'malformed'],
    ['gzip-lie', 'malformed'],
    ['gzip-cut', 'malformed'],
    ['endless', 'too-large'],
  ])('when the sign-in service is %s, it is %s', async (preset, code) => {
    const simulator = await start();
    const token = presetBehaviour(preset);
    expect(token).toBeDefined();
    simulator.set({ token });
    const tokens = sourceFor(simulator, {
      timeLimits: { answer: preset.startsWith('silence') ? 100 : 10_000, silence: 1 },
    });
    const failure = await failureOf(tokens.token(unhurried));
    expect(failure).toMatchObject({ code });
    expect(JSON.stringify(failure)).not.toContain(simulator.clientSecret);
    expect(simulator.asked('token')).toHaveLength(1);
    simulator.set({ token: { kind: 'good' } });
    await expect(tokens.token(unhurried)).resolves.not.toBe('');
  });

  it('never takes the secret along a redirect', async () => {
    const simulator = await start();
    simulator.set({ token: { kind: 'redirect', to: 'sign-in-page' } });
    await failureOf(sourceFor(simulator).token(unhurried));
    expect(simulator.requests.map(({ path }) => path)).not.toContain('/sign-in');
  });

  it('reads a megabyte of an answer, and no more', async () => {
    const simulator = await start();
    let sent = 0;
    const endless: Fetch = () => {
      const pull = (controller: ReadableStreamDefaultController) => {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      };
      return Promise.resolve(new Response(new ReadableStream({ pull })));
    };
    const failure = await failureOf(sourceFor(simulator, { fetch: endless }).token(unhurried));
    expect(failure.detail).toMatch(/more than 1048576 bytes\.$/);
    expect(sent).toBeLessThan(2 * 1024 * 1024);
  });

  it.each([
    ['a token no header can carry', '{"token_type":"Bearer","expires_in":3599,"access_token":"a\\r\\nb"}'],
    ['an empty token', '{"token_type":"Bearer","expires_in":3599,"access_token":""}'],
    ['another type of token', '{"token_type":"mac","expires_in":3599,"access_token":"abc"}'],
    ['a lifetime that is none', '{"token_type":"Bearer","expires_in":"soon","access_token":"abc"}'],
    ['a negative lifetime', '{"token_type":"Bearer","expires_in":-1,"access_token":"abc"}'],
    ['no token', '{"token_type":"Bearer"}'],
  ])('%s is malformed', async (_what, text) => {
    const simulator = await start();
    simulator.set({ token: { kind: 'body', text } });
    expect((await failureOf(sourceFor(simulator).token(unhurried))).code).toBe('malformed');
  });

  it('says offline when nobody listens any more', async () => {
    const simulator = await start();
    await simulator.close();
    const failure = await failureOf(sourceFor(simulator).token(unhurried));
    expect(failure).toMatchObject({ code: 'offline' });
    expect(failure.detail).toContain('ECONNREFUSED');
    expect(failure.advice).toMatch(/Authority/);
  });

  it.each(['http://login.example.com', 'not an address'])('never sends a secret to %s', async (authority) => {
    const simulator = await start();
    const failure = await failureOf(
      sourceFor(simulator, { entra: { authority }, fetch: () => Promise.reject(new Error('sent')) }).token(unhurried),
    );
    expect(failure).toMatchObject({
      code: 'sign-in-rejected',
      detail: 'The authority of this connection is no https address.',
    });
  });
});

describe('a pasted access token', () => {
  it.each([
    ['abc.def-ghi_jkl~mno+pqr/st==', 'abc.def-ghi_jkl~mno+pqr/st=='],
    ['  abc \n', 'abc'],
    ['Bearer abc', 'abc'],
    ['bearer\tabc', 'abc'],
    ['Authorization: Bearer abc', 'abc'],
  ])('is taken from %j', async (typed, token) => {
    expect(await pasted(() => Promise.resolve(typed)).token(unhurried)).toBe(token);
  });

  it.each(['a\nb', 'a b', 'a\u0000b', 'tökèn', '"abc"', 'Bearer Bearer abc', '中文'])(
    'is token-rejected as %j, and not quoted',
    async (typed) => {
      const failure = await failureOf(pasted(() => Promise.resolve(typed)).token(unhurried));
      expect(failure.code).toBe('token-rejected');
      expect(failure.detail).not.toContain(typed);
    },
  );

  it.each([null, '', ' ', 'Bearer '])('is asked for when there is %j', async (typed) => {
    const failure = await failureOf(pasted(() => Promise.resolve(typed)).token(unhurried));
    expect(failure).toMatchObject({ title: 'The access token is missing' });
  });

  it('stays when it was rejected: there is no other', async () => {
    const tokens = pasted(() => Promise.resolve('abc'));
    tokens.discard('abc');
    expect(await tokens.token(unhurried)).toBe('abc');
  });
});
