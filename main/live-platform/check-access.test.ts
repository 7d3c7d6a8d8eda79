import { afterEach, expect, it } from 'vitest';
import { presetBehaviour } from '../../tools/live-platform/behaviours.ts';
import { failureOf } from '../../test/failure-of.ts';
import { startSimulator, type Simulator } from '../../tools/live-platform/simulator.ts';
import { checkAccess } from './check-access.ts';
import { createTokenSource } from './token-source.ts';

let simulator: Simulator;

afterEach(() => simulator.close());

async function check(preset: string): Promise<void> {
  simulator = await startSimulator();
  const customers = presetBehaviour(preset);
  expect(customers).toBeDefined();
  simulator.set({ customers });
  const { tenantId, clientId, scope, authority, clientSecret } = simulator;
  const tokens = createTokenSource({
    signIn: { method: 'entra-app', tenantId, clientId, scope, authority },
    readSecret: () => Promise.resolve(clientSecret),
    fetch,
    now: Date.now,
  });
  const signal = new AbortController().signal;
  await checkAccess({ baseUrl: `${simulator.url}/tenantui`, tokens, fetch, signal });
}

it.each(['good', 'camel-case', 'bom', 'gzip', 'empty-list'])('works when the answer is %s', async (preset) => {
  await expect(check(preset)).resolves.toBeUndefined();
});

it('does not download the list', async () => {
  await check('endless');
  expect(await simulator.asked('customers')[0]?.answered).toBe(false);
});

it.each([
  ['object', 'malformed'],
  ['null', 'malformed'],
  ['string', 'malformed'],
  ['empty', 'malformed'],
  ['sign-in-page', 'not-live-platform'],
  ['sign-in-page-as-json', 'not-live-platform'],
  ['unauthorized', 'token-rejected'],
  ['forbidden', 'forbidden'],
  ['not-found', 'not-found'],
  ['throttled', 'throttled'],
  ['server-error', 'server-error'],
])('says what a refresh would say when the answer is %s: %s', async (preset, code) => {
  expect((await failureOf(check(preset))).code).toBe(code);
});
