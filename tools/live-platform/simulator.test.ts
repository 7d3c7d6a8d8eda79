import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { afterEach, describe, expect, it } from 'vitest';
import { behaviourSchema, presets } from './behaviours.ts';
import { makeCustomers, specificationCustomers } from './customers.ts';
import { startSimulator, type Simulator } from './simulator.ts';

let simulator: Simulator;

afterEach(() => simulator.close());

function askToken(fields: Record<string, string | undefined> = {}, tenant = simulator.tenantId): Promise<Response> {
  const form: Record<string, string | undefined> = {
    grant_type: 'client_credentials',
    client_id: simulator.clientId,
    client_secret: simulator.clientSecret,
    scope: simulator.scope,
    ...fields,
  };
  const given = Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return fetch(`${simulator.url}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(given) });
}

function askCustomers(token = simulator.accessToken): Promise<Response> {
  return fetch(`${simulator.url}/tenantui/api/v2/customer`, { headers: { authorization: `Bearer ${token}` } });
}

const tokenSchema = v.strictObject({
  token_type: v.literal('Bearer'),
  expires_in: v.number(),
  ext_expires_in: v.number(),
  access_token: v.pipe(v.string(), v.minLength(32)),
});
const refusalSchema = v.strictObject({
  error: v.string(),
  error_description: v.pipe(v.string(), v.regex(/^AADSTS\d+: .+\r\nTrace ID: .+\r\nCorrelation ID: .+\r\nTimestamp: /)),
  error_codes: v.array(v.number()),
  timestamp: v.string(),
  trace_id: v.pipe(v.string(), v.uuid()),
  correlation_id: v.pipe(v.string(), v.uuid()),
  error_uri: v.string(),
});

async function takeToken(): Promise<string> {
  return v.parse(tokenSchema, await (await askToken()).json()).access_token;
}

describe('the token endpoint', () => {
  it('issues a new token each time, which opens the list', async () => {
    simulator = await startSimulator();
    const [first, second] = [await takeToken(), await takeToken()];
    expect(first).not.toBe(second);
    expect((await askCustomers(first)).status).toBe(200);
    expect((await askCustomers(second)).status).toBe(200);
  });

  it.each([
    [400, 'invalid_request', 900144, { grant_type: undefined }],
    [400, 'unsupported_grant_type', 70003, { grant_type: 'password' }],
    [400, 'unauthorized_client', 700016, { client_id: 'someone' }],
    [401, 'invalid_client', 7000215, { client_secret: 'wrong' }],
    [401, 'invalid_client', 7000215, { client_secret: undefined }],
    [400, 'invalid_scope', 70011, { scope: undefined }],
    [400, 'invalid_scope', 70011, { scope: 'everything' }],
    [400, 'invalid_scope', 1002012, { scope: 'api://33333333-3333-4333-8333-333333333333' }],
    [400, 'invalid_resource', 500011, { scope: 'api://another/.default' }],
  ])('refuses like Entra ID: %i %s %i for %j', async (status, error, number, fields) => {
    simulator = await startSimulator();
    const response = await askToken(fields);
    expect(response.status).toBe(status);
    expect(v.parse(refusalSchema, await response.json())).toMatchObject({ error, error_codes: [number] });
  });

  it('refuses another tenant', async () => {
    simulator = await startSimulator();
    const response = await askToken({}, 'another-tenant');
    expect(v.parse(refusalSchema, await response.json())).toMatchObject({ error_codes: [90002] });
  });
});

describe('the customer list', () => {
  it('is the specification’s own example', async () => {
    simulator = await startSimulator();
    expect(await (await askCustomers()).json()).toEqual(specificationCustomers());
  });

  it('changes when told', async () => {
    simulator = await startSimulator();
    simulator.setCustomers(makeCustomers(3));
    expect(await (await askCustomers()).json()).toEqual(makeCustomers(3));
  });

  it.each(['', 'unknown', 'Basic abc'])('asks for a token: %j is none', async (token) => {
    simulator = await startSimulator();
    const response = await askCustomers(token);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  });

  it('no longer takes a token that ran out or was revoked', async () => {
    let time = 0;
    simulator = await startSimulator({ tokenLifetimeSeconds: 10, now: () => time });
    const token = await takeToken();
    time = 9999;
    expect((await askCustomers(token)).status).toBe(200);
    time = 10_000;
    expect((await askCustomers(token)).status).toBe(401);
    const another = await takeToken();
    simulator.revokeTokens();
    expect((await askCustomers(another)).status).toBe(401);
  });

  it('is at its own address only', async () => {
    simulator = await startSimulator();
    expect((await fetch(`${simulator.url}/api/v2/customer`)).status).toBe(404);
    expect((await fetch(`${simulator.url}/tenantui`)).headers.get('content-type')).toMatch(/html/);
    expect((await fetch(`${simulator.url}/tenantui/api/v2/customer`, { method: 'POST' })).status).toBe(405);
  });

  it('spells its fields in camelCase on request', async () => {
    simulator = await startSimulator();
    simulator.set({ customers: { kind: 'camel-case' } });
    expect(await (await askCustomers()).json()).toContainEqual({
      id: '0ad77c8d-c023-4054-ac4e-07d02b4b07a6',
      shortName: 'royDY',
      fullName: 'royDR',
      licenseType: 0,
    });
  });

  it.each([
    ['bad-rows', 41],
    ['duplicates', 37],
    ['unknown-license', 35],
  ] as const)('has %s on request', async (kind, rows) => {
    simulator = await startSimulator();
    simulator.set({ customers: { kind } });
    const list = v.parse(v.array(v.unknown()), await (await askCustomers()).json());
    expect(list).toHaveLength(rows);
    expect(list).not.toEqual(specificationCustomers());
  });
});

describe('behaviours', () => {
  it('count down, and end in good', async () => {
    simulator = await startSimulator();
    simulator.set({ customers: { kind: 'status', status: 503, retryAfter: '3', times: 2 } });
    const responses = [await askCustomers(), await askCustomers(), await askCustomers()];
    expect(responses.map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(responses[0]?.headers.get('retry-after')).toBe('3');
  });

  it('are separate for the two endpoints', async () => {
    simulator = await startSimulator();
    simulator.set({ token: { kind: 'refusal', number: 7000222 } });
    expect((await askToken()).status).toBe(401);
    expect((await askCustomers()).status).toBe(200);
  });

  it('can be changed over HTTP while it runs', async () => {
    simulator = await startSimulator();
    const post = (body: string) => fetch(`${simulator.url}/simulator`, { method: 'POST', body });
    expect((await post('{"customers":{"kind":"status","status":404}}')).status).toBe(200);
    expect((await askCustomers()).status).toBe(404);
    expect(await (await fetch(`${simulator.url}/simulator`)).json()).toEqual({
      customers: 35,
      behaviours: { token: { kind: 'good' }, customers: { kind: 'status', status: 404 } },
      asked: { token: 0, customers: 1 },
    });
  });

  it.each(['', '{', '{"customers":{"kind":"nonsense"}}', '{"customer":{"kind":"good"}}', '[]'])(
    'that make no sense are refused: %j',
    async (body) => {
      simulator = await startSimulator();
      const response = await fetch(`${simulator.url}/simulator`, { method: 'POST', body });
      expect(response.status).toBe(400);
      expect((await askCustomers()).status).toBe(200);
    },
  );

  it.each(Object.entries(presets))('preset %s is one', async (_name, { behaviour, meaning }) => {
    simulator = await startSimulator();
    expect(v.is(behaviourSchema, behaviour)).toBe(true);
    expect(meaning).not.toBe('');
  });

  it('come on top of latency', async () => {
    simulator = await startSimulator({ latency: 30 });
    simulator.set({ customers: { kind: 'status', status: 500 } });
    const began = performance.now();
    expect((await askCustomers()).status).toBe(500);
    expect(performance.now() - began).toBeGreaterThanOrEqual(29);
  });

  it('do not keep it from closing', async () => {
    simulator = await startSimulator();
    simulator.set({ customers: { kind: 'silence', when: 'in-body' } });
    const response = await askCustomers();
    await simulator.close();
    await expect(response.text()).rejects.toThrow('terminated');
  });
});

it('remembers what it was asked', async () => {
  simulator = await startSimulator();
  await (await askToken()).text();
  await (await askCustomers()).text();
  expect(simulator.requests.map(({ endpoint }) => endpoint)).toEqual(['token', 'customers']);
  expect(simulator.asked('token')[0]?.form.client_id).toBe(simulator.clientId);
  expect(await simulator.asked('customers')[0]?.answered).toBe(true);
});

it('says when its port is taken', async () => {
  simulator = await startSimulator();
  await expect(startSimulator({ port: Number(new URL(simulator.url).port) })).rejects.toThrow('EADDRINUSE');
});

describe('the command line', () => {
  const cli = fileURLToPath(new URL('cli.ts', import.meta.url));

  async function run(...args: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
    simulator = await startSimulator();
    const child = spawn(process.execPath, [cli, ...args]);
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (data: Buffer) => {
      output.stdout += data.toString();
      if (output.stdout.includes('Ctrl+C')) child.kill('SIGTERM');
    });
    child.stderr.on('data', (data: Buffer) => (output.stderr += data.toString()));
    const [code] = (await once(child, 'close')) as unknown[];
    return { code, ...output };
  }

  it('prints what to type into the form, and stops when told', async () => {
    const { code, stdout, stderr } = await run('--customers=5', '--fail=throttled', '--latency=10');
    expect(stderr).toBe('');
    // Windows ends a process without asking it.
    expect(code).toBe(process.platform === 'win32' ? null : 0);
    expect(stdout).toMatch(/Service Provider URL +http:\/\/127\.0\.0\.1:\d+\n/);
    expect(stdout).toContain(simulator.clientSecret);
    expect(stdout).toContain(simulator.scope);
  });

  it('explains itself', async () => {
    const { code, stdout } = await run('--help');
    expect(code).toBe(0);
    for (const name of Object.keys(presets)) expect(stdout).toContain(`\n  ${name} `);
  });

  it.each([
    ['--fail=nonsense', '--fail knows no “nonsense”'],
    ['--port=99999', '--port takes a whole number up to 65535'],
    ['--customers=many', '--customers takes a whole number up to'],
    ['--nonsense', "Unknown option '--nonsense'"],
  ])('says what is wrong with %s', async (argument, message) => {
    const { code, stdout, stderr } = await run(argument);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });
});
