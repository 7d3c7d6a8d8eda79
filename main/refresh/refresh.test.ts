import { mkdtempSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { CustomerRow } from '../../preload/contract/customers.ts';
import type { RefreshState } from '../../preload/contract/refresh.ts';
import { allCustomers } from '../../test/support/all-customers.ts';
import { failureOf } from '../../test/failure-of.ts';
import { makeCustomers, specificationCustomers } from '../../tools/live-platform/customers.ts';
import { type Simulator, startSimulator } from '../../tools/live-platform/simulator.ts';
import { type Directory, openDirectory } from '../directory/directory.ts';
import { requestCustomerList } from '../live-platform/customer-list.ts';
import { createTokenSource } from '../live-platform/token-source.ts';
import type { LogEntry } from '../log.ts';
import { createRefresh, type Refresh } from './refresh.ts';

const workerFile = join(import.meta.dirname, '../directory/threads/worker.ts');
const now = (): number => Date.now() + clockShift;

let simulator: Simulator;
let directory: Directory;
let refresh: Refresh;
let states: RefreshState[];
let onState: ((state: RefreshState) => void) | undefined;
let told: number;
let logged: LogEntry[];
/** How far the computer's clock was set, in milliseconds. */
let clockShift: number;
let uptime: () => number;
/** What is added to it, in milliseconds: the computer seems to wait so long. */
let uptimeShift: number;
let baseUrl: string;

beforeEach(async () => {
  simulator = await startSimulator();
  directory = openDirectory(join(mkdtempSync(join(tmpdir(), 'fieldbook-refresh-')), 'one.sqlite'), workerFile, now);
  const { tenantId, clientId, scope, authority, clientSecret } = simulator;
  const signIn = { method: 'entra-app' as const, tenantId, clientId, scope, authority };
  const tokens = createTokenSource({ signIn, readSecret: () => Promise.resolve(clientSecret), fetch, now });
  states = [];
  onState = undefined;
  told = 0;
  logged = [];
  clockShift = 0;
  uptime = () => performance.now();
  uptimeShift = 0;
  baseUrl = `${simulator.serviceProviderUrl}/tenantui`;
  refresh = createRefresh({
    directory,
    openList: async (signal, onStep) => {
      return (await requestCustomerList({ baseUrl, tokens, fetch, signal, onStep, now })).chunks;
    },
    now,
    uptime: () => uptime() + uptimeShift,
    stall: { bytes: 1024, milliseconds: 100_000, lookEvery: 1 },
    onState: (state) => {
      states.push(state);
      onState?.(state);
    },
    onDirectory: () => told++,
    log: { write: (entry) => logged.push(entry), problem: () => null },
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

test.each([
  ['back', 'good', -3_600_000],
  ['back', 'empty', -3_600_000],
  ['forward', 'good', 3_600_000],
] as const)(
  'a clock that is set %s in mid-download (%s) makes no duration negative or long',
  async (_, kind, shift) => {
    simulator.set({ customers: { kind } });
    onState = (state) => {
      if (state.kind === 'running' && state.step === 'downloading') clockShift = shift;
    };
    await refresh.start().catch(() => undefined);
    const [record] = await directory.refreshes();
    const took = (record?.endedAt ?? NaN) - (record?.startedAt ?? NaN);
    const [entry] = logged;
    const times = [took, entry && 'took' in entry ? entry.took : NaN];
    for (const time of times) {
      expect(time).toBeGreaterThanOrEqual(0);
      expect(time).toBeLessThan(600_000);
    }
    expect(Math.abs((record?.endedAt ?? NaN) - now())).toBeLessThan(600_000);
  },
);

test('a clock that is set back lets progress go on', async () => {
  simulator.setCustomers(makeCustomers(20_000));
  // Each piece comes a second after the one before.
  let seconds = 0;
  uptime = () => (seconds += 1_000);
  onState = (state) => {
    if (state.kind === 'running' && state.receivedBytes > 0) clockShift = -3_600_000;
  };
  await refresh.start();
  const progress = states.flatMap((state) =>
    state.kind === 'running' && state.step === 'downloading' ? [state.receivedBytes] : [],
  );
  expect(new Set(progress).size).toBeGreaterThan(3);
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
  expect(logged.map(({ event }) => event)).toEqual(['refresh-succeeded', 'refresh-failed']);
  expect(states.at(-1)).toEqual({ kind: 'idle' });
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

test('cancelled while saving, it ends at once, and the list is the old or the new one', async () => {
  await refresh.start();
  simulator.setCustomers([...specificationCustomers(), ...makeCustomers(30_000)]);
  const began = saving();
  // Committed in the last moment, it is no cancelled one.
  const running = refresh.start().then(
    () => 30_035,
    (error: unknown) => {
      expect(error).toMatchObject({ failure: { code: 'cancelled' } });
      return 35;
    },
  );
  await began;
  refresh.cancel();
  const left = await running;
  expect((await directory.status()).snapshot?.customers).toBe(left);
  expect((await refresh.start()).snapshot?.customers).toBe(30_035);
});

/** Resolves when the refresh that runs has all it needs, and saves it. */
function saving(): Promise<void> {
  return new Promise((resolve) => {
    onState = (state) => {
      if (state.kind === 'running' && state.step === 'saving') setImmediate(resolve);
    };
  });
}

test('going to sleep while saving does not end it: what is shown is what is in the database', async () => {
  await refresh.start();
  simulator.setCustomers([...specificationCustomers(), ...makeCustomers(30_000)]);
  const began = saving();
  const running = refresh.start();
  await began;
  refresh.interrupt();
  expect(await running).toMatchObject({ snapshot: { customers: 30_035 }, lastFailure: null });
  expect((await directory.search(allCustomers)).total).toBe(30_035);
});

test('a refresh that is begun while another one is being cancelled is one of its own', async () => {
  await refresh.start();
  simulator.set({ customers: { kind: 'silence', when: 'in-body' } });
  const arrived = simulator.arrival('customers');
  const cancelled = failureOf(refresh.start());
  await arrived;
  refresh.cancel();
  simulator.set({ customers: { kind: 'good' } });
  const next = refresh.start();
  expect((await cancelled).code).toBe('cancelled');
  expect((await next).snapshot?.customers).toBe(35);
  expect(states.at(-1)).toEqual({ kind: 'idle' });
});

describe('a decision on a list that waits', () => {
  const all = makeCustomers(5_000);
  let at: number;

  beforeEach(async () => {
    simulator.setCustomers(all);
    await refresh.start();
    simulator.setCustomers(all.slice(0, 500));
    const { held } = await refresh.start();
    expect(held).toMatchObject({ cached: 5_000, remaining: 500 });
    at = held?.at ?? 0;
  });

  test('is carried out before a refresh that begins meanwhile, which compares with what it left', async () => {
    simulator.setCustomers([...all.slice(0, 500), ...makeCustomers(100, 2)]);
    const [decided, refreshed] = await Promise.all([refresh.resolveHeld('replace', at), refresh.start()]);
    expect(decided).toMatchObject({ held: null });
    expect(refreshed).toMatchObject({ snapshot: { customers: 600 }, lastChanges: { added: 100, removed: 0 } });
    expect((await directory.search(allCustomers)).total).toBe(600);
    expect(await rowsOf(directory)).toHaveLength(600);
  });

  test('ends the refresh that runs, and holds for the list that was asked about', async () => {
    simulator.set({ customers: { kind: 'silence', when: 'in-body' } });
    const arrived = simulator.arrival('customers');
    const ended = failureOf(refresh.start());
    await arrived;
    expect(await refresh.resolveHeld('replace', at)).toMatchObject({ held: null, snapshot: { customers: 500 } });
    expect((await ended).code).toBe('cancelled');
    expect(await rowsOf(directory)).toHaveLength(500);
  });
});

/** All rows, page by page. */
async function rowsOf(shown: Directory): Promise<CustomerRow[]> {
  const rows: CustomerRow[] = [];
  for (;;) {
    const page = await shown.search({ ...allCustomers, offset: rows.length });
    rows.push(...page.rows);
    if (page.rows.length === 0) return rows;
  }
}

test('what may pass is tried again, at once when asked to, and each attempt is told of', async () => {
  await refresh.start();
  simulator.set({ customers: { kind: 'status', status: 503, times: 1, retryAfter: '100' } });
  const running = refresh.start();
  await expect.poll(() => states.at(-1)?.kind).toBe('waiting');
  expect(told).toBe(2);
  expect((await directory.status()).lastFailure?.failure).toMatchObject({ code: 'server-error', status: 503 });
  void refresh.start();
  expect((await running).lastFailure).toBeNull();
  expect(simulator.asked('customers')).toHaveLength(3);
});

test.each(['cancel', 'interrupt'] as const)('waiting to try again ends with %s', async (end) => {
  simulator.set({ customers: { kind: 'status', status: 503, retryAfter: '100' } });
  const running = failureOf(refresh.start());
  await expect.poll(() => states.at(-1)?.kind).toBe('waiting');
  refresh[end]();
  expect((await running).code).toBe('server-error');
  expect(states.at(-1)).toEqual({ kind: 'idle' });
});

test('going to sleep ends a refresh in a clear state', async () => {
  await refresh.start();
  simulator.set({ customers: { kind: 'silence', when: 'in-body' } });
  const arrived = simulator.arrival('customers');
  const running = failureOf(refresh.start());
  await arrived;
  refresh.interrupt();
  expect(await running).toMatchObject({ code: 'offline', detail: 'The computer went to sleep during the refresh.' });
  expect(await directory.status()).toMatchObject({
    snapshot: { customers: 35 },
    lastFailure: { failure: { code: 'offline' } },
  });
});

/** For how long the list has stalled, each time that something else is told of it. */
function stallsTold(): (number | null)[] {
  const told = states.map((state) => (state.kind === 'running' ? state.stalledFor : null));
  return told.filter((each, index) => each !== told[index - 1]);
}

/** A Live Platform that answers by hand, beside the simulator's sign-in. */
async function answerByHand(answer: (response: ServerResponse) => void): Promise<void> {
  const server = createServer((_, response) => {
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  baseUrl = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/tenantui`;
}

test('a list that only drips is told to stall, for how long, and to flow again', async () => {
  let goOn = (): void => undefined;
  await answerByHand((response) => {
    const body = JSON.stringify(specificationCustomers());
    response.write(body.slice(0, 8));
    goOn = () => response.end(body.slice(8));
  });
  uptime = () => 0;
  onState = (state) => {
    if (state.kind !== 'running' || state.step !== 'downloading') return;
    if (state.stalledFor === 105_000) goOn();
    else if (state.stalledFor === 100_000) uptimeShift = 105_000;
    else if (state.receivedBytes > 0) uptimeShift ||= 100_000;
  };
  expect((await refresh.start()).snapshot?.customers).toBe(35);
  expect(stallsTold()).toEqual([null, 100_000, 105_000, null]);
});

test.each([
  ['waiting', () => undefined],
  ['downloading', (response: ServerResponse) => void response.write('[')],
] as const)('silence while %s is told to stall, while it lasts', async (step, answer) => {
  await answerByHand(answer);
  uptime = () => 0;
  onState = (state) => {
    if (state.kind !== 'running' || state.step !== step) return;
    if (state.stalledFor === null) uptimeShift = 100_000;
    else if (state.stalledFor < 140_000) uptimeShift = state.stalledFor + 20_000;
    else refresh.cancel();
  };
  expect((await failureOf(refresh.start())).code).toBe('cancelled');
  expect(stallsTold()).toEqual([null, 100_000, 120_000, 140_000, null]);
});

test('of a pause that is under way, what is left is told', async () => {
  simulator.set({ customers: { kind: 'status', status: 503, retryAfter: '100' } });
  uptime = () => 0;
  expect(refresh.state()).toEqual({ kind: 'idle' });
  const running = failureOf(refresh.start());
  await expect.poll(() => states.at(-1)?.kind).toBe('waiting');
  uptimeShift = 40_000;
  expect(refresh.state()).toEqual({ kind: 'waiting', pause: 60_000 });
  uptimeShift = 200_000;
  expect(refresh.state()).toEqual({ kind: 'waiting', pause: 0 });
  refresh.cancel();
  await running;
  expect(refresh.state()).toEqual({ kind: 'idle' });
});
