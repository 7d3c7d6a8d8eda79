import { afterAll, beforeAll, expect, test } from 'vitest';
import { failureOf } from '../../test/failure-of.ts';
import { encodings, tracesOf } from '../../tools/live-platform/encodings.ts';
import { type Endpoint, type Simulator, startSimulator } from '../../tools/live-platform/simulator.ts';
import { requestCustomerList } from './customer-list.ts';
import { createTokenSource } from './token-source.ts';

// What a failure says of an answer that sends back what was sent. Where such failures are kept is test/faults/echo.faults.ts's matter.

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ credentials: { clientSecret: 'Zx8~fake-client_secret.va/lue+Q9' } });
});
afterAll(() => simulator.close());

const answers: [endpoint: Endpoint, status: number][] = [
  ['token', 400],
  ['token', 401],
  ['token', 200],
  ['token', 503],
  ['customers', 401],
  ['customers', 404],
  ['customers', 500],
];

test.each(answers)('of the %s endpoint with status %i, in every encoding', async (endpoint, status) => {
  for (const [encoding] of encodings) {
    simulator.set({
      token: { kind: 'good' },
      customers: { kind: 'good' },
      [endpoint]: { kind: 'echo', encoding, status },
    });
    const told = JSON.stringify(await failureOf(ask())).toLowerCase();
    for (const trace of tracesOf(sentTo(endpoint)))
      expect([encoding, told]).toEqual([encoding, expect.not.stringContaining(trace)]);
  }
});

function ask(): Promise<unknown> {
  const { tenantId, clientId, scope, authority, clientSecret } = simulator;
  const signIn = { method: 'entra-app', tenantId, clientId, scope, authority } as const;
  const readSecret = (): Promise<string> => Promise.resolve(clientSecret);
  const tokens = createTokenSource({ signIn, readSecret, fetch, now: Date.now });
  return requestCustomerList({
    baseUrl: `${simulator.url}/tenantui`,
    tokens,
    fetch,
    signal: AbortSignal.timeout(30_000),
  });
}

function sentTo(endpoint: Endpoint): string {
  if (endpoint === 'token') return simulator.clientSecret;
  const authorization = simulator.asked(endpoint).at(-1)?.headers.authorization ?? '';
  expect(authorization).toMatch(/^Bearer .{16}/);
  return authorization.replace(/^Bearer /, '');
}
