import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { dirname } from 'node:path';
import type { Failure } from '../../preload/bridge.ts';
import { encodings } from '../../tools/live-platform/encodings.ts';
import type { Endpoint, Simulator } from '../../tools/live-platform/simulator.ts';
import { type Bench, cachedCustomers, makeTemplate, openBench, startMarkedSimulator } from './bench.ts';
import { canaries, filesThatHold } from './canary.ts';
import './report.ts';

// A server that sends back what it was sent: it must stand neither in the failure, nor in the log or the database.

let simulator: Simulator;
let template: string;
beforeAll(async () => {
  simulator = await startMarkedSimulator();
  template = await makeTemplate(simulator, [cachedCustomers]);
});
afterAll(() => simulator.close());

let bench: Bench;
beforeEach(() => {
  simulator.set({ token: { kind: 'good' }, customers: { kind: 'good' } });
  bench = openBench(simulator, template);
});
afterEach(() => bench.close());

/** What would be left of a secret in a text, or a file, that quotes a part of an echo. */
function tracesOf(secret: string): string[] {
  const parts = [secret, secret.slice(0, 16), secret.slice(-16)];
  return encodings.flatMap(([, encode]) => parts.map((part) => encode(part).toLowerCase()));
}

function expectNoTrace(failure: Failure, secret: string): void {
  const text = JSON.stringify(failure).toLowerCase();
  for (const trace of tracesOf(secret)) expect(text).not.toContain(trace);
  expect(failure.quote).toBeUndefined();
}

const cases: [endpoint: Endpoint, status: number][] = [
  ['token', 401],
  ['token', 200],
  ['token', 503],
  ['customers', 500],
  ['customers', 200],
];

test.each(cases)('the %s endpoint with status %i sends it back, in any encoding', async (endpoint, status) => {
  for (const [encoding] of encodings) {
    simulator.set({ [endpoint]: { kind: 'echo', encoding, status } });
    const failure = await bench.failedRefresh();
    expectNoTrace(failure, sentTo(endpoint));
  }
  const { refreshes } = bench.log();
  expect(refreshes).toBeGreaterThan(encodings.length);
  expect(filesThatHold(dirname(bench.file), tracesOf(sentTo(endpoint)))).toEqual([]);
});

function sentTo(endpoint: Endpoint): string {
  if (endpoint === 'token') return canaries.clientSecret;
  const authorization = simulator.asked(endpoint).at(-1)?.headers.authorization ?? '';
  expect(authorization).toMatch(/^Bearer .{16}/);
  return authorization.replace(/^Bearer /, '');
}
