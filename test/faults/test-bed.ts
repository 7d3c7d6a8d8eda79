import { allCustomers } from '../support/all-customers.ts';
import { appendFileSync, copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type Directory, openDirectory } from '../../main/directory/directory.ts';
import { type CustomerListOptions, requestCustomerList } from '../../main/live-platform/customer-list.ts';
import { createTokenSource, type TokenSourceOptions } from '../../main/live-platform/token-source.ts';
import { type Log, openLog } from '../../main/log.ts';
import { createRefresh, type Refresh } from '../../main/refresh/refresh.ts';
import type { CustomerQuery, CustomerRow } from '../../preload/contract/customers.ts';
import type { DirectoryStatus } from '../../preload/contract/directory.ts';
import type { Failure } from '../../preload/contract/failures.ts';
import type { RefreshState } from '../../preload/contract/refresh.ts';
import { failureOf } from '../failure-of.ts';
import { type SimulatedCustomer, makeCustomers } from '../../tools/live-platform/customers.ts';
import { type Simulator, startSimulator } from '../../tools/live-platform/simulator.ts';
import { type CacheContent, cacheContent } from './cache-content.ts';
import { canaries } from './canary.ts';

/** What a case changes in a connection that would work. */
export type ConnectionChange = Partial<
  Pick<CustomerListOptions, 'baseUrl' | 'fetch' | 'timeLimits' | 'sizeLimit'> &
    Pick<TokenSourceOptions, 'signIn' | 'readSecret'>
> & {
  authority?: string;
  /** Presses Cancel as soon as the refresh has come to this step. */
  cancelAt?: Extract<RefreshState, { kind: 'running' }>['step'];
  /** Takes back what concerns more than this connection, once the refresh has failed. */
  undo?: () => void;
};

/** All that a person can see of a directory. */
export interface Picture {
  snapshot: DirectoryStatus['snapshot'];
  rows: CustomerRow[];
  found: CustomerRow[];
}

/** A directory with a list in it, a refresh as in the product, and a Live Platform to go wrong. */
export interface TestBed {
  file: string;
  simulator: Simulator;
  directory: Directory;
  /** Refreshes under a change; gives the failure it must end in. */
  failedRefresh(change?: ConnectionChange): Promise<Failure>;
  /** Refreshes, under a change or not, which must succeed. */
  refresh(change?: ConnectionChange): Promise<DirectoryStatus>;
  content(): CacheContent;
  picture(): Promise<Picture>;
  /** How often a refresh was recorded, and the failure that the last record holds. */
  log(): { refreshes: number; lastFailure: unknown };
  close(): Promise<void>;
}

/** The code of the two workerFile, as it is in the sources. */
export const workerFile = join(import.meta.dirname, '../../main/directory/threads/worker.ts');
/** A log for processes that are about to be killed, or may write nowhere. */
export const noLog: Log = { write: () => undefined, problem: () => null };
/** When every refresh of a bed takes place. */
export const testBedTime = Date.UTC(2026, 0, 5, 8, 0, 0);
/** The list that is cached when a case begins, and the one that the next good refresh brings. */
export const cachedCustomers = makeCustomers(300, 1);
export const nextCustomers = laterList(cachedCustomers);

/** A list as it is some days later: of a hundred customers four have gone, two are renamed, ten are new. */
export function laterList(customers: SimulatedCustomer[]): SimulatedCustomer[] {
  const stayed = customers.slice(Math.ceil(customers.length * 0.04));
  const renamed = Math.ceil(customers.length * 0.02);
  return [
    ...stayed.map((each, index) => (index < renamed ? { ...each, FullName: `${each.FullName} (renamed)` } : each)),
    ...makeCustomers(Math.ceil(customers.length / 10), 2),
  ];
}

/** A Live Platform whose secrets and tokens all carry the canary mark. */
export function startMarkedSimulator(): Promise<Simulator> {
  const { clientSecret, accessToken, tokenMark } = canaries;
  return startSimulator({ customers: cachedCustomers, credentials: { clientSecret, accessToken }, tokenMark });
}

/** A new folder for one test. It stays, for the canaries to be looked for in it. */
export function testBedFolder(): string {
  return mkdtempSync(join(tmpdir(), 'fieldbook-test-bed-'));
}

/**
 * Opens a bed on a copy of `template`, a directory's closed file, or on an empty directory.
 * @param happens what happens to the file before it is opened
 */
export function openTestBed(simulator: Simulator, template?: string, happens?: (file: string) => void): TestBed {
  const folder = testBedFolder();
  const file = join(folder, 'one.sqlite');
  if (template) copyFileSync(template, file);
  happens?.(file);
  const directory = openDirectory(file, workerFile, () => testBedTime);
  const log = openLog(join(folder, 'logs'), () => testBedTime);
  let change: ConnectionChange = {};

  const refresh: Refresh = createRefresh({
    directory,
    openList: async (signal, onStep) => {
      const list = await requestCustomerList({ ...connectionTo(simulator, change), signal, onStep });
      return list.chunks;
    },
    now: () => testBedTime,
    uptime: () => performance.now(),
    onState: (state) => {
      // Trying again by itself is another suite's matter: what ended the first attempt is thrown.
      if (state.kind === 'waiting') {
        setImmediate(() => {
          refresh.cancel();
        });
      }
      if (state.kind === 'running' && state.step === change.cancelAt) refresh.cancel();
    },
    onDirectory: () => undefined,
    log,
  });

  return {
    file,
    simulator,
    directory,
    async failedRefresh(changed = {}) {
      change = changed;
      const failure = await failureOf(refresh.start()).finally(() => changed.undo?.());
      appendFileSync(join(folder, 'failures.jsonl'), `${JSON.stringify(failure)}\n`);
      return failure;
    },
    refresh(changed = {}) {
      change = changed;
      return refresh.start();
    },
    content: () => cacheContent(file),
    picture: () => pictureOf(directory),
    log: () => logOf(file),
    close: () => directory.close(),
  };
}

/** Makes a closed directory that was refreshed with these lists, one after the other; gives its file. */
export async function makeTemplate(simulator: Simulator, lists: SimulatedCustomer[][]): Promise<string> {
  const bed = openTestBed(simulator);
  for (const customers of lists) {
    simulator.setCustomers(customers);
    await bed.refresh();
  }
  await bed.close();
  return bed.file;
}

function connectionTo(simulator: Simulator, change: ConnectionChange): Omit<CustomerListOptions, 'signal'> {
  const { tenantId, clientId, clientSecret, scope } = simulator;
  const { authority = simulator.authority, timeLimits = { answer: 10_000, silence: 10_000 }, sizeLimit } = change;
  const now = (): number => testBedTime;
  // What node:tls and node:http are told in a test holds for the fetch of the moment.
  const fetch = change.fetch ?? globalThis.fetch;
  const tokens = createTokenSource({
    signIn: change.signIn ?? { method: 'entra-app', tenantId, clientId, scope, authority },
    readSecret: change.readSecret ?? (() => Promise.resolve(clientSecret)),
    fetch,
    now,
    timeLimits,
  });
  const baseUrl = change.baseUrl ?? `${simulator.url}/tenantui`;
  return { baseUrl, tokens, fetch, now, timeLimits, ...(sizeLimit === undefined ? {} : { sizeLimit }) };
}

/** Looks at a directory as the window does: its state, all rows page by page, and a search. */
export async function pictureOf(directory: Directory): Promise<Picture> {
  const { snapshot } = await directory.status();
  return {
    snapshot,
    rows: await pages(directory, allCustomers),
    found: await pages(directory, { ...allCustomers, text: 'ma l' }),
  };
}

async function pages(directory: Directory, query: CustomerQuery): Promise<CustomerRow[]> {
  const rows: CustomerRow[] = [];
  for (;;) {
    const page = await directory.search({ ...query, offset: rows.length });
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= page.total) return rows;
  }
}

function logOf(file: string): { refreshes: number; lastFailure: unknown } {
  const database = new Sqlite(file, { readonly: true });
  try {
    const failures = database.prepare<[], string | null>('SELECT failure FROM refreshes ORDER BY number').pluck().all();
    return { refreshes: failures.length, lastFailure: JSON.parse(failures.at(-1) ?? 'null') };
  } finally {
    database.close();
  }
}
