import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RefreshState } from '../preload/bridge.ts';
import { failureOf } from '../test/failure-of.ts';
import { specificationCustomers } from '../test/live-platform/customers.ts';
import { type Simulator, startSimulator } from '../test/live-platform/simulator.ts';
import { type Directory, openDirectory } from './directory/directory.ts';
import { requestCustomerList } from './live-platform/customer-list.ts';
import { createTokenSource } from './live-platform/token-source.ts';
import { createRefresh, type Refresh } from './refresh.ts';

const threads = {
  reader: join(import.meta.dirname, 'directory/reader-thread.ts'),
  writer: join(import.meta.dirname, 'directory/writer-thread.ts'),
};
const now = Date.now;

let simulator: Simulator;
let directory: Directory;
let refresh: Refresh;
let states: RefreshState[];
let told: number;

beforeEach(async () => {
  simulator = await startSimulator();
  directory = openDirectory(join(mkdtempSync(join(tmpdir(), 'fieldbook-refresh-')), 'one.sqlite'), threads, now);
  const { tenantId, clientId, scope, authority, clientSecret } = simulator;
  const signIn = { method: 'entra-app' as const, tenantId, clientId, scope, authority };
  const tokens = createTokenSource({ signIn, readSecret: () => Promise.resolve(clientSecret), fetch, now });
  states = [];
  told = 0;
  refresh = createRefresh({
    directory,
    openList: async (signal, onStep) => {
      const baseUrl = `${simulator.serviceProviderUrl}/tenantui`;
      return (await requestCustomerList({ baseUrl, tokens, fetch, signal, onStep, now })).chunks;
    },
    now,
    onState: (state) => states.push(state),
    onDirectory: () => told++,
  });
});
afterEach(async () => {
  refresh.cancel();
  await refresh.ended();
  await directory.close();
  await simulator.close();
});

test('goes through its steps, and the list is there', async () => {
  const status = await refresh.start();
  expect(status.snapshot?.customers).toBe(35);
  const steps = states.map((state) => (state.kind === 'running' ? state.step : state.kind));
  expect([...new Set(steps)]).toEqual(['signing-in', 'waiting', 'downloading', 'saving', 'idle']);
  expect(told).toBe(1);
});

test('starting twice is one refresh', async () => {
  const [first, second] = await Promise.all([refresh.start(), refresh.start()]);
  expect(second).toEqual(first);
  expect(simulator.asked('customers')).toHaveLength(1);
  await refresh.start();
  expect(simulator.asked('customers')).toHaveLength(2);
});

test('a failure is thrown, recorded and told of; the list stays', async () => {
  await refresh.start();
  simulator.set({ customers: { kind: 'status', status: 403 } });
  expect((await failureOf(refresh.start())).code).toBe('forbidden');
  const { snapshot, lastFailure } = await directory.status();
  expect(snapshot?.customers).toBe(35);
  expect(lastFailure?.failure.code).toBe('forbidden');
  expect(told).toBe(2);
  expect(refresh.state()).toEqual({ kind: 'idle' });
});

test.each(['before-headers', 'in-body'] as const)('cancelled %s, it leaves nothing', async (when) => {
  await refresh.start();
  simulator.setCustomers(specificationCustomers().slice(0, 30));
  simulator.set({ customers: { kind: 'silence', when } });
  const arrived = simulator.arrival('customers');
  const running = failureOf(refresh.start());
  await arrived;
  refresh.cancel();
  expect((await running).code).toBe('cancelled');
  expect(await directory.status()).toMatchObject({ snapshot: { customers: 35 }, lastFailure: null });
  simulator.set({ customers: { kind: 'good' } });
  expect((await refresh.start()).snapshot?.customers).toBe(30);
});
