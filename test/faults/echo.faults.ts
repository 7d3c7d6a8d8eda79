import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { dirname } from 'node:path';
import type { Failure } from '../../preload/contract/failures.ts';
import { encodings, tracesOf } from '../../tools/live-platform/encodings.ts';
import type { Endpoint, Simulator } from '../../tools/live-platform/simulator.ts';
import { type TestBed, cachedCustomers, makeTemplate, openTestBed, startMarkedSimulator } from './test-bed.ts';
import { canaries, filesThatHold } from './canary.ts';
import './report.ts';

// A server that sends back what it was sent: it must stand neither in the failure, nor in the log or the database. Each encoding
// goes through it all once; main/live-platform/echoed-answer.test.ts has every encoding from every answer.

let simulator: Simulator;
let template: string;
beforeAll(async () => {
  simulator = await startMarkedSimulator();
  template = await makeTemplate(simulator, [cachedCustomers]);
});
afterAll(() => simulator.close());

let bed: TestBed;
beforeEach(() => {
  simulator.set({ token: { kind: 'good' }, customers: { kind: 'good' } });
  bed = openTestBed(simulator, template);
});
afterEach(() => bed.close());

function expectNoTrace(failure: Failure, secret: string): void {
  const text = JSON.stringify(failure).toLowerCase();
  for (const trace of tracesOf(secret)) expect(text).not.toContain(trace);
  expect(failure.quote ?? null).toBeNull();
}

const cases: [endpoint: Endpoint, status: number][] = [
  ['token', 401],
  ['token', 200],
  ['token', 503],
  ['customers', 500],
  ['customers', 200],
];

test.each(
  cases.map(([endpoint, status], place) => {
    const some = encodings.flatMap(([name], index) => (index % cases.length === place ? [name] : []));
    return { endpoint, status, some };
  }),
)('the $endpoint endpoint with status $status sends it back: $some', async ({ endpoint, status, some }) => {
  for (const encoding of some) {
    simulator.set({ [endpoint]: { kind: 'echo', encoding, status } });
    const failure = await bed.failedRefresh();
    expectNoTrace(failure, sentTo(endpoint));
  }
  // Beside the one that the directory began with.
  expect(bed.log().refreshes).toBe(1 + some.length);
  expect(filesThatHold(dirname(bed.file), tracesOf(sentTo(endpoint)))).toEqual([]);
});

function sentTo(endpoint: Endpoint): string {
  if (endpoint === 'token') return canaries.clientSecret;
  const authorization = simulator.asked(endpoint).at(-1)?.headers.authorization ?? '';
  expect(authorization).toMatch(/^Bearer .{16}/);
  return authorization.replace(/^Bearer /, '');
}
