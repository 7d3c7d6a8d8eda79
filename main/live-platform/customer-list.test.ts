import { afterEach, describe, expect, it } from 'vitest';
import { presetBehaviour } from '../../tools/live-platform/behaviours.ts';
import { makeCustomers, specificationCustomers } from '../../tools/live-platform/customers.ts';
import { failureOf } from '../../test/failure-of.ts';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../tools/live-platform/simulator.ts';
import type { Failure } from '../../preload/contract/failures.ts';
import { parseServiceProviderUrl } from './address.ts';
import { requestCustomerList, type CustomerListOptions } from './customer-list.ts';
import type { Fetch } from './http.ts';
import { createTokenSource } from './token-source.ts';

const simulators: Simulator[] = [];

async function start(options?: SimulatorOptions): Promise<Simulator> {
  const simulator = await startSimulator(options);
  simulators.push(simulator);
  return simulator;
}

afterEach(async () => {
  await Promise.all(simulators.splice(0).map((simulator) => simulator.close()));
});

function entraTokens({ tenantId, clientId, scope, authority, clientSecret }: Simulator, now = Date.now) {
  const signIn = { method: 'entra-app', tenantId, clientId, scope, authority } as const;
  return createTokenSource({ signIn, readSecret: () => Promise.resolve(clientSecret), fetch, now });
}

function pastedTokens(token: string) {
  const readSecret = () => Promise.resolve(token);
  return createTokenSource({ signIn: { method: 'access-token' }, readSecret, fetch, now: Date.now });
}

function optionsFor(simulator: Simulator, more: Partial<CustomerListOptions> = {}): CustomerListOptions {
  const parsed = parseServiceProviderUrl(simulator.serviceProviderUrl);
  return {
    baseUrl: parsed.ok ? parsed.baseUrl : '',
    tokens: entraTokens(simulator),
    fetch,
    signal: new AbortController().signal,
    ...more,
  };
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  return pieces;
}

async function download(options: CustomerListOptions): Promise<{ totalBytes: number | null; body: string }> {
  const { totalBytes, chunks } = await requestCustomerList(options);
  return { totalBytes, body: Buffer.concat(await collect(chunks)).toString() };
}

describe('a good answer', () => {
  it('arrives as it was sent, under a bearer token', async () => {
    const simulator = await start();
    const { totalBytes, body } = await download(optionsFor(simulator));
    expect(JSON.parse(body)).toEqual(specificationCustomers());
    expect(totalBytes).toBe(Buffer.byteLength(body));
    const [request] = simulator.asked('customers');
    expect(request?.path).toBe('/tenantui/api/v2/customer');
    expect(request?.headers.accept).toBe('application/json');
    expect(request?.headers.authorization).toMatch(/^Bearer \S+$/);
    expect(request?.headers.cookie).toBeUndefined();
  });

  it('arrives under a pasted token', async () => {
    const simulator = await start();
    const tokens = pastedTokens(`Bearer ${simulator.accessToken}\n`);
    const { body } = await download(optionsFor(simulator, { tokens }));
    expect(JSON.parse(body)).toHaveLength(35);
    expect(simulator.asked('token')).toHaveLength(0);
  });

  it.each(['', '/', '/tenantui', '/tenantui/api/v2/customer'])(
    'is found when %j was typed after the host',
    async (path) => {
      const simulator = await start();
      const parsed = parseServiceProviderUrl(`${simulator.url}${path}`);
      expect(parsed.ok).toBe(true);
      const baseUrl = parsed.ok ? parsed.baseUrl : '';
      expect(JSON.parse((await download(optionsFor(simulator, { baseUrl }))).body)).toHaveLength(35);
    },
  );

  it('arrives in many pieces when it is long', async () => {
    const customers = makeCustomers(20_000);
    const simulator = await start({ customers });
    const { totalBytes, chunks } = await requestCustomerList(optionsFor(simulator));
    const pieces = await collect(chunks);
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.every((piece) => piece.byteLength > 0)).toBe(true);
    const body = Buffer.concat(pieces);
    expect(body.byteLength).toBe(totalBytes);
    expect(JSON.parse(body.toString())).toEqual(customers);
  });

  it('is unpacked when it is compressed; how long it will be is then unknown', async () => {
    const simulator = await start();
    simulator.set({ customers: { kind: 'gzip' } });
    const { totalBytes, body } = await download(optionsFor(simulator));
    expect(totalBytes).toBeNull();
    expect(JSON.parse(body)).toHaveLength(35);
  });

  it('reports its steps', async () => {
    const simulator = await start();
    const steps: string[] = [];
    const options = optionsFor(simulator, { onStep: (step) => steps.push(step) });
    await download(options);
    expect(steps).toEqual(['signing-in', 'waiting', 'downloading']);
  });

  it.each([
    'trickle',
    'bom',
    'utf16',
    'utf16-unnamed',
    'latin1',
    'truncated',
    'length-too-small',
    'gzip-cut',
    'empty-list',
    'null',
  ])('is not judged here when it is %s: its bytes go on to where they are decoded', async (preset) => {
    const simulator = await start({ customers: makeCustomers(3) });
    simulator.set({ customers: presetBehaviour(preset) });
    expect((await download(optionsFor(simulator))).body).not.toBe('');
  });
});

describe('tokens', () => {
  it('are used again for the next list', async () => {
    const simulator = await start();
    const options = optionsFor(simulator);
    await download(options);
    await download(options);
    expect(simulator.asked('token')).toHaveLength(1);
    expect(simulator.asked('customers')).toHaveLength(2);
  });

  it('are renewed before they run out', async () => {
    let time = Date.now();
    const now = () => time;
    const simulator = await start({ now });
    const options = optionsFor(simulator, { tokens: entraTokens(simulator, now) });
    await download(options);
    time += 3500 * 1000;
    await download(options);
    expect(simulator.asked('token')).toHaveLength(2);
    expect(simulator.asked('customers')).toHaveLength(2);
  });

  it('are renewed once when they are rejected', async () => {
    const simulator = await start();
    const steps: string[] = [];
    const options = optionsFor(simulator, { onStep: (step) => steps.push(step) });
    await download(options);
    simulator.revokeTokens();
    steps.length = 0;
    expect(JSON.parse((await download(options)).body)).toHaveLength(35);
    expect(simulator.asked('token')).toHaveLength(2);
    expect(simulator.asked('customers')).toHaveLength(3);
    expect(steps).toEqual(['signing-in', 'waiting', 'signing-in', 'waiting', 'downloading']);
  });

  it('are given up when the new one is rejected as well', async () => {
    const simulator = await start();
    simulator.set({ customers: { kind: 'status', status: 401 } });
    const failure = await failureOf(download(optionsFor(simulator)));
    expect(failure.code).toBe('token-rejected');
    expect(simulator.asked('token')).toHaveLength(2);
    expect(simulator.asked('customers')).toHaveLength(2);
  });

  it('that were pasted are tried once', async () => {
    const simulator = await start();
    const failure = await failureOf(download(optionsFor(simulator, { tokens: pastedTokens('expired-token') })));
    expect(failure.code).toBe('token-rejected');
    expect(simulator.asked('customers')).toHaveLength(1);
  });

  it('are shared by lists asked for at the same time', async () => {
    const simulator = await start();
    const options = optionsFor(simulator);
    await Promise.all([download(options), download(options), download(options)]);
    expect(simulator.asked('token')).toHaveLength(1);
  });

  it('say why when renewing them fails', async () => {
    const simulator = await start();
    const options = optionsFor(simulator);
    await download(options);
    simulator.revokeTokens();
    simulator.set({ token: { kind: 'refusal', number: 7000222 } });
    expect((await failureOf(download(options))).code).toBe('sign-in-rejected');
  });
});

describe('failures', () => {
  const anything: Partial<Failure> = {};

  it.each([
    ['unauthorized', 'token-rejected', anything],
    ['forbidden', 'forbidden', anything],
    ['forbidden-html', 'forbidden', anything],
    ['not-found', 'not-found', anything],
    ['bad-request', 'not-live-platform', anything],
    ['proxy-auth', 'proxy', anything],
    ['throttled', 'throttled', { retryAfterSeconds: 7 }],
    ['throttled-date', 'throttled', { retryAfterSeconds: 86_400 }],
    ['server-error', 'server-error', anything],
    ['bad-gateway', 'server-error', anything],
    ['unavailable', 'server-error', { retryAfterSeconds: 120 }],
    ['gateway-timeout', 'timed-out', anything],
    ['no-content', 'malformed', anything],
    ['sign-in-page', 'not-live-platform', anything],
    ['sign-in-page-as-json', 'not-live-platform', anything],
    ['redirect', 'not-live-platform', anything],
    ['redirect-loop', 'not-live-platform', anything],
    ['reset-before', 'offline', anything],
    ['reset-in-body', 'malformed', anything],
    ['close-before', 'offline', anything],
    ['close-in-body', 'malformed', anything],
    ['silence-before', 'timed-out', anything],
    ['silence-in-body', 'timed-out', anything],
    ['empty', 'malformed', anything],
    ['blank', 'malformed', anything],
    ['gzip-lie', 'malformed', anything],
    ['gzip-corrupt', 'malformed', anything],
    ['endless', 'too-large', anything],
  ])('%s is %s, and the next good answer works', async (preset, code, more) => {
    const simulator = await start({ customers: makeCustomers(500) });
    const customers = presetBehaviour(preset);
    expect(customers).toBeDefined();
    simulator.set({ customers });
    const patience = preset.startsWith('silence') ? 100 : 10_000;
    const options = optionsFor(simulator, {
      timeLimits: { answer: patience, silence: patience },
      sizeLimit: 1024 * 1024,
    });
    const failure = await failureOf(download(options));
    expect(failure).toMatchObject({ code, ...more });
    expect(failure.detail).not.toMatch(/Bearer|eyJ/);
    simulator.set({ customers: { kind: 'good' } });
    expect(JSON.parse((await download(options)).body)).toHaveLength(500);
  });

  it.each(['reset-in-body', 'close-in-body'])('%s tells after how many bytes', async (preset) => {
    const simulator = await start();
    simulator.set({ customers: presetBehaviour(preset) });
    const failure = await failureOf(download(optionsFor(simulator)));
    expect(failure.detail).toMatch(/\/tenantui\/api\/v2\/customer: \w+, cut off after [1-9]\d+ bytes\.$/);
  });

  it('names the request for support', async () => {
    const simulator = await start();
    simulator.set({ customers: { kind: 'status', status: 500 } });
    const failure = await failureOf(download(optionsFor(simulator)));
    expect(failure.detail).toBe(
      `GET ${simulator.url}/tenantui/api/v2/customer: status 500; x-ms-request-id 5e1f0000-0000-4000-8000-00000000cafe.`,
    );
  });

  it('never follows a redirect with the token', async () => {
    const simulator = await start();
    simulator.set({ customers: { kind: 'redirect', to: 'sign-in-page' } });
    await failureOf(download(optionsFor(simulator)));
    expect(simulator.requests.map(({ path }) => path)).not.toContain('/sign-in');
  });

  it('a list that announces more than is accepted is not downloaded', async () => {
    const simulator = await start();
    const failure = await failureOf(requestCustomerList(optionsFor(simulator, { sizeLimit: 1000 })));
    expect(failure.code).toBe('too-large');
    expect(failure.detail).toMatch(/: \d+ bytes announced, 1000 accepted\.$/);
  });

  it('a list that never ends is left', async () => {
    const simulator = await start();
    simulator.set({ customers: { kind: 'endless' } });
    const failure = await failureOf(download(optionsFor(simulator, { sizeLimit: 100_000 })));
    expect(failure.detail).toMatch(/more than 100000 bytes\.$/);
    expect(await simulator.asked('customers')[0]?.answered).toBe(false);
  });

  it('says offline when nobody listens any more', async () => {
    const simulator = await start();
    await simulator.close();
    const options = optionsFor(simulator, { tokens: pastedTokens(simulator.accessToken) });
    const failure = await failureOf(download(options));
    expect(failure.code).toBe('offline');
    expect(failure.advice).toContain('Service Provider URL');
    expect(failure.detail).toContain('ECONNREFUSED');
  });

  it('says offline when the name is unknown', async () => {
    const simulator = await start();
    const cause = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    const unknownName: Fetch = () => Promise.reject(new TypeError('fetch failed', { cause }));
    const failure = await failureOf(download(optionsFor(simulator, { fetch: unknownName })));
    expect(failure).toMatchObject({ code: 'offline' });
  });

  it('says malformed when a fetch overlooks that the body is shorter than announced', async () => {
    const simulator = await start();
    const short: Fetch = () => Promise.resolve(new Response('[]', { headers: { 'content-length': '99' } }));
    const failure = await failureOf(download(optionsFor(simulator, { fetch: short })));
    expect(failure).toMatchObject({ code: 'malformed' });
    expect(failure.detail).toMatch(/99 bytes announced, 2 received\.$/);
  });

  it.each(['http://live.example.com/tenantui', 'not an address'])('never sends a token to %s', async (baseUrl) => {
    const simulator = await start();
    const failure = await failureOf(download(optionsFor(simulator, { baseUrl })));
    expect(failure.code).toBe('tls');
    expect(simulator.requests).toHaveLength(0);
  });
});

describe('cancelling', () => {
  /** Cancels when the simulator has been asked, or has begun to answer. What does not stop then ends as `timed-out`. */
  async function cancelAt(simulator: Simulator, moment: 'signing-in' | 'waiting' | 'downloading') {
    const cancel = new AbortController();
    const begun = Promise.withResolvers<undefined>();
    const onStep = (step: string) => {
      if (step === 'downloading') begun.resolve(undefined);
    };
    const arrival = simulator.arrival(moment === 'signing-in' ? 'token' : 'customers');
    const failure = failureOf(download(optionsFor(simulator, { onStep, signal: cancel.signal })));
    const request = await arrival;
    if (moment === 'downloading') await begun.promise;
    cancel.abort();
    return { failure: await failure, answered: await request.answered };
  }

  it.each(['signing-in', 'waiting', 'downloading'] as const)('stops at once while %s', async (moment) => {
    const simulator = await start();
    simulator.set({
      token: moment === 'signing-in' ? { kind: 'silence', when: 'before-headers' } : { kind: 'good' },
      customers: { kind: 'silence', when: moment === 'waiting' ? 'before-headers' : 'in-body' },
    });
    const { failure, answered } = await cancelAt(simulator, moment);
    expect(failure.code).toBe('cancelled');
    expect(answered).toBe(false);
  });

  it('asks nobody when it was cancelled before it began', async () => {
    const simulator = await start();
    const failure = await failureOf(requestCustomerList(optionsFor(simulator, { signal: AbortSignal.abort() })));
    expect(failure.code).toBe('cancelled');
    expect(simulator.asked('customers')).toHaveLength(0);
  });

  it('lets go of the connection, also between two chunks', async () => {
    const simulator = await start();
    simulator.set({ customers: { kind: 'endless' } });
    const cancel = new AbortController();
    const { chunks } = await requestCustomerList(optionsFor(simulator, { signal: cancel.signal }));
    const failure = await failureOf(
      (async () => {
        for await (const chunk of chunks) if (chunk.byteLength > 0) cancel.abort();
      })(),
    );
    expect(failure.code).toBe('cancelled');
    expect(await simulator.asked('customers')[0]?.answered).toBe(false);
  });

  it('is no matter of the signal alone: a body that does not heed it is left as well', async () => {
    const simulator = await start();
    const cancel = new AbortController();
    const deaf: Fetch = () => Promise.resolve(new Response(new ReadableStream()));
    const { chunks } = await requestCustomerList(optionsFor(simulator, { fetch: deaf, signal: cancel.signal }));
    const failure = failureOf(collect(chunks));
    cancel.abort();
    expect((await failure).code).toBe('cancelled');
  });

  it('leaving the loop early lets go of the connection', async () => {
    const simulator = await start();
    simulator.set({ customers: { kind: 'endless' } });
    const { chunks } = await requestCustomerList(optionsFor(simulator));
    let pieces = 0;
    for await (const chunk of chunks) {
      pieces += chunk.byteLength > 0 ? 1 : 0;
      break;
    }
    expect(pieces).toBe(1);
    expect(await simulator.asked('customers')[0]?.answered).toBe(false);
  });
});
