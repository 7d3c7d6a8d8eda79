import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Snapshot } from '../../preload/contract/directory.ts';
import { type Behaviour, presetBehaviour } from '../../tools/live-platform/behaviours.ts';
import type { BehaviourChange, Simulator } from '../../tools/live-platform/simulator.ts';
import {
  type TestBed,
  cachedCustomers,
  type ConnectionChange,
  makeTemplate,
  nextCustomers,
  openTestBed,
  startMarkedSimulator,
} from './test-bed.ts';
import './report.ts';
import { trustedAuthority } from './servers.ts';
import { tlsFront } from './tls-front.ts';

// What looks like a failure and is none: the list is cached, and nothing of it is lost or made up.

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
  simulator.setCustomers(nextCustomers);
});
afterEach(() => bed.close());

const all = nextCustomers.length;
const whole: Partial<Snapshot> = {
  customers: all,
  received: all,
  collapsed: 0,
  setAside: { count: 0, listed: [] },
};

function list(name: string): BehaviourChange {
  return { customers: presetBehaviour(name) };
}

const asSent: [name: string, BehaviourChange, ConnectionChange?][] = [
  ['401 once', list('unauthorized-once')],
  ['a byte order mark', list('bom')],
  ['compressed', list('gzip')],
  ['in camelCase', list('camel-case')],
  ['a few bytes at a time', { customers: { kind: 'trickle', chunkBytes: 4096, milliseconds: 1 } }],
  [
    'later than half the patience, over and over',
    { customers: { kind: 'trickle', chunkBytes: 8192, milliseconds: 60 } },
    { timeLimits: { answer: 2000, silence: 600 } },
  ],
];

describe('the whole list is cached', () => {
  beforeEach(() => {
    bed = openTestBed(simulator, template);
  });

  test.for(asSent)('%s', async ([, behaviour, change], { task }) => {
    task.meta.faultCode = 'none';
    simulator.set(behaviour);
    expect(await bed.refresh(change)).toMatchObject({ snapshot: whole, lastFailure: null });
    const { rows } = await bed.picture();
    expect(new Set(rows.map(({ fullName }) => fullName))).toEqual(
      new Set(nextCustomers.map(({ FullName }) => FullName)),
    );
  });

  test('over TLS that is trusted', async ({ task }) => {
    task.meta.faultCode = 'none';
    const certificate = await (await trustedAuthority()).sign('127.0.0.1');
    const baseUrl = `${await tlsFront(simulator, certificate)}/tenantui`;
    expect(await bed.refresh({ baseUrl })).toMatchObject({ snapshot: whole });
  });
});

const row = (fields: string): Behaviour => ({ kind: 'body', text: `[{"Id":"a",${fields}},{"Id":"b",${good}}]` });
const good = '"ShortName":"Good","FullName":"Good one","LicenseType":1';

const accounted: [name: string, Behaviour | undefined, Partial<Snapshot>, seen?: string[]][] = [
  ['rows that can’t be read', presetBehaviour('bad-rows'), { customers: all, received: all + 6 }],
  ['customers twice', presetBehaviour('duplicates'), { customers: all, received: all + 2, collapsed: 1 }],
  ['an unknown license', presetBehaviour('unknown-license'), whole],
  ['nobody at all', { kind: 'body', text: '[]' }, { customers: 0, received: 0 }, []],
  [
    'half of a UTF-16 pair',
    row('"ShortName":"Half","FullName":"x\\ud800y","LicenseType":0'),
    { customers: 2 },
    ['Good one', 'x\ufffdy'],
  ],
  [
    'a field twice in one row',
    row('"ShortName":"Twice","FullName":"first","FullName":"last","LicenseType":0,"LicenseType":3'),
    { customers: 2 },
    ['Good one', 'last'],
  ],
  [
    'a number beyond all numbers',
    row('"ShortName":"Huge","FullName":"Huge","LicenseType":1e400'),
    {
      customers: 1,
      received: 2,
      setAside: {
        count: 1,
        listed: [{ position: 1, reason: 'LicenseType is a number where a whole number was due.' }],
      },
    },
    ['Good one'],
  ],
  [
    'minus nought',
    row('"ShortName":"Nought","FullName":"Nought","LicenseType":-0.0'),
    { customers: 2 },
    ['Good one', 'Nought'],
  ],
  [
    'a field that nests sixty deep',
    row(`"ShortName":"Deep","FullName":"Deep","LicenseType":0,"More":${'['.repeat(60)}${']'.repeat(60)}`),
    { customers: 2 },
    ['Deep', 'Good one'],
  ],
  [
    '__proto__ as a field',
    row('"ShortName":"Proto","FullName":"Proto","LicenseType":0,"__proto__":{"FullName":"polluted"}'),
    { customers: 2 },
    ['Good one', 'Proto'],
  ],
  [
    'a name of a hundred thousand letters',
    row(`"ShortName":"Long","FullName":"${'long'.repeat(25_000)}","LicenseType":0`),
    { customers: 2 },
    ['Good one', 'long'.repeat(25_000)],
  ],
  [
    'a NUL and a line break in a name',
    row('"ShortName":"Nul","FullName":"a\\u0000b\\nc","LicenseType":0'),
    { customers: 2 },
    ['Good one', 'a\u0000b\nc'],
  ],
  [
    'two leads without an ID, alike',
    { kind: 'body', text: `[{"Id":null,${good}},{"Id":null,${good}}]` },
    { customers: 2, received: 2, collapsed: 0 },
    ['Good one', 'Good one'],
  ],
  [
    'a list that calls itself text',
    { kind: 'body', text: `[{"Id":"b",${good}}]`, contentType: 'text/plain' },
    { customers: 1 },
    ['Good one'],
  ],
];

describe('every row is accounted for', () => {
  // Into an empty directory: a list that is much shorter than the cached one is another matter.
  beforeEach(() => {
    bed = openTestBed(simulator);
  });

  test.for(accounted)('%s', async ([, customers, expected, seen], { task }) => {
    task.meta.faultCode = 'none';
    simulator.set({ customers });
    const { snapshot } = await bed.refresh();
    expect(snapshot).toMatchObject(expected);
    const before = await bed.picture();
    const whole = await Promise.all(before.rows.map(({ key }) => bed.directory.whole(key)));
    if (seen) expect(whole.map((customer) => customer?.fullName).sort()).toEqual(seen);
    expect(before.rows).toHaveLength(snapshot?.customers ?? NaN);
  });
});
