import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Simulator } from '../../tools/live-platform/simulator.ts';
import {
  type TestBed,
  testBedTime,
  cachedCustomers,
  makeTemplate,
  nextCustomers,
  openTestBed,
  type Picture,
  startMarkedSimulator,
} from './test-bed.ts';
import { type CacheContent, cacheContent } from './cache-content.ts';
import { canaryMark } from './canary.ts';
import { httpCases } from './http-cases.ts';
import { networkCases } from './network-cases.ts';
import './report.ts';
import { wording } from './wording.ts';

const cases = [...httpCases, ...networkCases];
/** Those of the cache have suites of their own: damage.faults.ts and disk.faults.ts. A keychain is too small for saving alone. */
const codes = Object.entries(wording).filter(([code]) => !/^(cache|export)-|^keychain-full$/.test(code));

let simulator: Simulator;
let template: string;
/** What the next good refresh must bring, from a directory that never met a failure. */
let next: CacheContent;
beforeAll(async () => {
  simulator = await startMarkedSimulator();
  next = cacheContent(await makeTemplate(simulator, [cachedCustomers, nextCustomers]));
  template = await makeTemplate(simulator, [cachedCustomers]);
});
afterAll(() => simulator.close());

let bed: TestBed;
let before: { content: CacheContent; picture: Picture };
beforeEach(async () => {
  simulator.set({ token: { kind: 'good' }, customers: { kind: 'good' } });
  simulator.setCustomers(cachedCustomers);
  bed = openTestBed(simulator, template);
  before = { content: bed.content(), picture: await bed.picture() };
});
afterEach(() => bed.close());

test('there is a case for every code, and none twice', () => {
  expect(new Set(cases.map(({ code }) => code))).toEqual(new Set(codes.map(([code]) => code)));
  expect(cases.length).toBeGreaterThanOrEqual(60);
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
});

describe.each(codes)('%s', (code, { title, advice }) => {
  const ofThisCode = cases.filter((each) => each.code === code);
  test.for(ofThisCode)('$name', async (fault, { task }) => {
    task.meta.faultCode = fault.code;
    const failure = await bed.failedRefresh(await fault.arrange(bed));

    // A server's own words are shown, and not kept.
    const { quote, ...kept } = failure;
    const { advice: advised, detail, status: httpStatus, field, ...rest } = kept;
    const retryAfter = fault.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: fault.retryAfterSeconds };
    expect(rest).toEqual({ code: fault.code, title: fault.title ?? title, ...retryAfter });
    expect(advised).toContain(fault.advice ?? advice);
    expect(detail).toContain(fault.detail ?? '');
    expect(quote).toBe(fault.quote);
    if (fault.field !== undefined) expect(field).toBe(fault.field);
    if (httpStatus !== undefined) expect(detail).toContain(`status ${httpStatus}`);
    expect(JSON.stringify(failure)).not.toContain(canaryMark);

    expect(bed.content()).toEqual(before.content);
    expect(await bed.picture()).toEqual(before.picture);
    // What a person ended on purpose is no failure of a refresh.
    const isRecorded = fault.code !== 'cancelled';
    expect(bed.log()).toEqual(isRecorded ? { refreshes: 2, lastFailure: kept } : { refreshes: 1, lastFailure: null });
    const { lastFailure } = await bed.directory.status();
    expect(lastFailure).toEqual(isRecorded ? { at: testBedTime, failure: kept } : null);

    simulator.set({ token: { kind: 'good' }, customers: { kind: 'good' } });
    simulator.setCustomers(nextCustomers);
    const status = await bed.refresh();
    expect(status).toMatchObject({ lastFailure: null, snapshot: { customers: nextCustomers.length } });
    expect(bed.content()).toEqual(next);
  });
});

test('a list that never ends is left at 256 MiB', async ({ task }) => {
  task.meta.faultCode = 'too-large';
  simulator.set({ customers: { kind: 'endless' } });
  expect((await bed.failedRefresh()).detail).toContain(`more than ${256 * 1024 * 1024} bytes`);
  expect(bed.content()).toEqual(before.content);
});
