import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setEnvironmentData } from 'node:worker_threads';
import { fc, seed } from '../support/properties.ts';
import pLimit, { type LimitFunction } from 'p-limit';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { SavedConnection } from '../../main/connections/store.ts';
import { FailureError } from '../../main/failure.ts';
import { createSessions, type Session, type Sessions } from '../../main/session/session.ts';
import type { HeldChoice } from '../../preload/contract/held-list.ts';
import { allCustomers } from '../support/all-customers.ts';
import { noLog } from './test-bed.ts';
import './report.ts';

// Whatever a person does, and whatever fails in passing, in any order and overlap: what is shown is a list that Live Platform sent,
// whole, and the one that the outcome of each step says. A model says which; the product runs beside it with its threads as built.

const sequences = 300;
/** Each has its own connections, and goes through its share of the sequences beside the others. */
const groups = 4;

/** How many customers a list may have. Each is less than half of the next: where it follows that one, it waits for a decision. */
const few = 5;
const some = 40;
/** So many that writing them takes longer than a step. */
const many = 1_000;

/** A list as Live Platform may send it: the first customers of always the same ones. */
interface List {
  generation: number;
  customers: number;
}

/** Full names; some are the same in each generation, so that rows stay, go and change. */
function namesOf({ generation, customers }: List): string[] {
  return Array.from({ length: customers }, (_, index) =>
    index % 3 === generation % 3 ? `Customer ${index} of ${generation}` : `Customer ${index}`,
  );
}

function bodyOf(list: List): string {
  return JSON.stringify(
    namesOf(list).map((FullName, index) => ({
      Id: `id-${index}`,
      ShortName: `Customer${index}`,
      FullName,
      LicenseType: 0,
    })),
  );
}

type ConnectionId = 'one' | 'two';

/** What the refresh is answered with that asks. */
const answers = new AsyncLocalStorage<{ list: List; isSlow: boolean }>();

/** A step that writes, and how it ended; null while it has not. */
type Step =
  | { kind: 'refresh'; list: List; outcome: 'done' | 'failed' | null }
  | { kind: 'decide'; choice: HeldChoice; outcome: 'done' | 'failed' | null }
  | { kind: 'forget'; outcome: 'done' };

/** What a connection holds, and the steps whose outcome is not taken into account yet, in the order in which they were begun. */
interface Cached {
  list: List | null;
  held: List | null;
  steps: Step[];
}

interface Model {
  current: ConnectionId;
  cached: Record<ConnectionId, Cached>;
  generation: number;
}

function take(cached: Cached, step: Step): void {
  if (step.kind === 'forget') {
    cached.list = cached.held = null;
  } else if (step.outcome === 'done' && step.kind === 'decide') {
    if (step.choice === 'replace' && cached.held) cached.list = cached.held;
    cached.held = null;
  } else if (step.outcome === 'done' && step.kind === 'refresh') {
    if (cached.list && step.list.customers < cached.list.customers) {
      cached.held = step.list;
    } else {
      cached.list = step.list;
      cached.held = null;
    }
  }
}

/** All that may be shown while steps are under way, by name. */
function mayBeShown({ list, held, steps }: Cached): string[][] {
  const coming = steps.flatMap((step) => (step.kind === 'refresh' ? step.list : []));
  const lists = [list, held, ...coming].map((each) => (each ? namesOf(each).sort() : []));
  return steps.some(({ kind }) => kind === 'forget') ? [...lists, []] : lists;
}

/** The product, and what is under way in it. */
class Product {
  readonly folder = mkdtempSync(join(tmpdir(), 'fieldbook-model-'));
  readonly inTurn: LimitFunction = pLimit(1);
  readonly sessions: Sessions;
  readonly left: Int32Array;
  served: List = { generation: 0, customers: some };
  underWay: Promise<void>[] = [];
  /** The last decision. */
  deciding: Promise<void> = Promise.resolve();
  begun = new Set<Promise<unknown>>();
  /** The connections that were open at some time. */
  opened = new Set<ConnectionId>();
  deliveries: (() => void)[] = [];
  wrong: unknown[] = [];
  private isSettling = false;
  private exports = 0;
  /** Which list the person sees waiting. */
  heldAt = 0;

  constructor(root: string, left: Int32Array) {
    this.left = left;
    let time = Date.UTC(2026, 0, 5);
    this.sessions = createSessions({
      directoriesFolder: mkdtempSync(join(root, 'directories-')),
      workerFile: join(import.meta.dirname, 'failing-worker.mjs'),
      secrets: {
        keep: () => Promise.reject(new Error('Nothing is kept.')),
        locationOf: () => 'this-run',
        read: () => Promise.resolve('an-access-token'),
        remove: () => Promise.resolve(),
        keychainAvailable: () => Promise.resolve(true),
      },
      fetch: (_, { signal }) => Promise.resolve(this.answer(signal ?? undefined)),
      now: () => (time += 1000),
      uptime: () => performance.now(),
      onRefreshState: () => undefined,
      onDirectory: (shown) => {
        this.heldAt = shown?.content.held?.at ?? 0;
        const problem = shown?.content.cacheProblem;
        if (problem?.code === 'cache-damaged') this.wrong.push(problem);
      },
      onThreadEnded: (error) => this.wrong.push(error),
      log: noLog,
    });
  }

  private answer(signal: AbortSignal | undefined): Response {
    const asked = answers.getStore();
    if (!asked) throw new Error('Nobody has begun this refresh.');
    const body = new TextEncoder().encode(bodyOf(asked.list));
    const delivered =
      asked.isSlow && !this.isSettling
        ? new Promise<void>((resolve) => {
            this.deliveries.push(resolve);
          })
        : Promise.resolve();
    const stream = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(body.slice(0, 20));
        signal?.addEventListener('abort', () => {
          controller.error(signal.reason);
        });
        await delivered;
        if (signal?.aborted === true) return;
        controller.enqueue(body.slice(20));
        controller.close();
      },
    });
    return new Response(stream, { headers: { 'content-type': 'application/json' } });
  }

  async open(id: ConnectionId): Promise<void> {
    this.opened.add(id);
    await this.inTurn(() => this.sessions.open(connections[id]));
  }

  deliver(): void {
    for (const deliver of this.deliveries.splice(0)) deliver();
  }

  fail(statements: number): void {
    Atomics.store(this.left, 0, statements);
  }

  /** Notes what goes on; what it throws must be a failure, and what it finds wrong fails the run. */
  follow(work: Promise<unknown>, ended: (succeeded: boolean) => void = () => undefined): Promise<void> {
    const followed = work.then(
      () => {
        ended(true);
      },
      (error: unknown) => {
        ended(false);
        if (!(error instanceof FailureError) || !mayFail.has(error.failure.code)) this.wrong.push(error);
      },
    );
    this.underWay.push(followed);
    return followed;
  }

  nextExport(): string {
    return join(this.folder, `export-${this.exports++}.json`);
  }

  async settle(): Promise<void> {
    this.isSettling = true;
    this.deliver();
    await Promise.all(this.underWay.splice(0));
    this.isSettling = false;
    this.begun.clear();
    Atomics.store(this.left, 0, 0);
    if (this.wrong.length > 0) throw new AggregateError(this.wrong, this.wrong.map(String).join('; '));
  }
}

/** `export-failed` and `not-found`: its session was left meanwhile. */
const mayFail = new Set(['cancelled', 'offline', 'cache-unreadable', 'cache-unwritable', 'export-failed', 'not-found']);

const connections: Record<ConnectionId, SavedConnection> = {
  one: connection('one'),
  two: connection('two'),
};

function connection(id: ConnectionId): SavedConnection {
  return {
    id,
    name: id,
    baseUrl: `https://${id}.example.com/tenantui`,
    signIn: { method: 'access-token' },
    secretInKeychain: false,
  };
}

type Command = fc.AsyncCommand<Model, Product>;

/** A step on the session that is open, if one is. */
function onSession(
  name: string,
  run: (session: Session, cached: Cached, model: Model, product: Product) => void,
): Command {
  return {
    check: () => true,
    run(model, product) {
      const session = product.sessions.current();
      if (session) run(session, model.cached[model.current], model, product);
      return Promise.resolve();
    },
    toString: () => name,
  };
}

function command(name: string, run: (model: Model, product: Product) => Promise<void>): Command {
  return { check: () => true, run, toString: () => name };
}

function refresh(customers: number | 'same', isSlow = false): Command {
  return onSession(`refresh ${customers}${isSlow ? ' slowly' : ''}`, (session, { steps }, model, product) => {
    const list = customers === 'same' ? product.served : { generation: ++model.generation, customers };
    const started = answers.run({ list, isSlow }, () => session.refresh.start());
    // It joins one that runs, which has a list of its own.
    if (product.begun.has(started)) return;
    product.begun.add(started);
    product.served = list;
    const step: Step = { kind: 'refresh', list, outcome: null };
    steps.push(step);
    void product.follow(started, (succeeded) => {
      step.outcome = succeeded ? 'done' : 'failed';
    });
  });
}

function decide(choice: HeldChoice): Command {
  return onSession(`decide ${choice}`, (session, { steps }, _, product) => {
    const step: Step = { kind: 'decide', choice, outcome: null };
    steps.push(step);
    product.deciding = product.follow(session.refresh.resolveHeld(choice, product.heldAt), (succeeded) => {
      step.outcome = succeeded ? 'done' : 'failed';
    });
  });
}

const wholeList = { ...allCustomers, limit: many };

const search = onSession('search', ({ directory }, cached, _, product) => {
  void product.follow(
    directory.search(wholeList).then(({ rows, total }) => {
      expect(rows).toHaveLength(total);
      expect(mayBeShown(cached)).toContainEqual(rows.map(({ fullName }) => fullName).sort());
    }),
  );
});

const Exported = v.array(v.object({ fullName: v.string() }));

const exportAll = onSession('export', ({ directory }, cached, _, product) => {
  const file = product.nextExport();
  void product.follow(
    directory.exportTo(file, { of: 'customers', filter: allCustomers, ranges: null, format: 'json' }).then((total) => {
      if (total === null) return;
      const names = v.parse(Exported, JSON.parse(readFileSync(file, 'utf8'))).map(({ fullName }) => fullName);
      expect(names).toHaveLength(total);
      expect(mayBeShown(cached)).toContainEqual(names.sort());
    }),
  );
});

const sleep = onSession('sleep', (session) => {
  session.refresh.interrupt();
});
const cancel = onSession('cancel', (session) => {
  session.refresh.cancel();
});

function open(name: string, next: (current: ConnectionId) => ConnectionId): Command {
  return command(name, async (model, product) => {
    model.current = next(model.current);
    await product.open(model.current);
  });
}

const forget = command('forget', async (model, product) => {
  const forgotten = model.current;
  await product.inTurn(() => product.sessions.removeDirectory(forgotten));
  model.cached[forgotten].steps.push({ kind: 'forget', outcome: 'done' });
  await product.open(forgotten);
});

const deliver = command('deliver', (_, product) => {
  product.deliver();
  return Promise.resolve();
});

/** Lets the threads get on, for some milliseconds. */
function pause(milliseconds: number): Command {
  return command(`pause ${milliseconds}`, () => new Promise((resolve) => setTimeout(resolve, milliseconds)));
}

const compare = command('compare', compareWithModel);

async function compareWithModel(model: Model, product: Product): Promise<void> {
  await product.settle();
  for (const cached of Object.values(model.cached)) for (const step of cached.steps.splice(0)) take(cached, step);
  const { list, held } = model.cached[model.current];
  const directory = product.sessions.current()?.directory;
  if (!directory) throw new Error('There is no session.');
  const { rows, total } = await directory.search(wholeList);
  const expected = list ? namesOf(list).sort() : [];
  expect(rows.map(({ fullName }) => fullName).sort()).toEqual(expected);
  const status = await directory.status();
  expect({ total, listed: status.snapshot?.customers ?? 0, held: status.held?.remaining ?? 0 }).toEqual({
    total: expected.length,
    listed: expected.length,
    held: held ? namesOf(held).length : 0,
  });
  expect(status.cacheProblem).toBeNull();
}

/** Comes to what single steps seldom come to: a list that waits for a decision. */
function hold(customers: number, remaining: number): Command {
  return command(`hold ${remaining} of ${customers}`, async (model, product) => {
    for (const each of [compare, refresh(customers), compare, refresh(remaining), compare])
      await each.run(model, product);
  });
}

/** A refresh begins when a decision has, and gets its list after it. */
function decideMeanwhile(choice: HeldChoice, customers: number): Command {
  return command(`decide ${choice} while refresh ${customers} begins`, async (model, product) => {
    for (const each of [decide(choice), refresh(customers, true)]) await each.run(model, product);
    await product.deciding;
  });
}

function failing(statements: number): Command {
  return command(`${statements} statements fail`, (_, product) => {
    product.fail(statements);
    return Promise.resolve();
  });
}

const anyCustomers = fc.constantFrom<(number | 'same')[]>(some, few, some, few, many, 'same');

// What writes comes most often: two writings that overlap are what breaks a list.
const anyCommand = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(anyCustomers, fc.boolean()).map((how) => refresh(...how)) },
  { weight: 3, arbitrary: fc.constantFrom<HeldChoice[]>('replace', 'replace', 'keep').map(decide) },
  { weight: 2, arbitrary: fc.constantFrom(hold(some, few), hold(many, some)) },
  { weight: 2, arbitrary: fc.constantFrom(some, many).map((customers) => decideMeanwhile('replace', customers)) },
  fc.constant(search),
  fc.constant(exportAll),
  fc.constant(sleep),
  fc.constant(cancel),
  fc.constant(open('switch', (current) => (current === 'one' ? 'two' : 'one'))),
  fc.constant(open('reopen', (current) => current)),
  fc.constant(forget),
  fc.constant(deliver),
  fc.integer({ min: 1, max: 30 }).map(pause),
  fc.constant(compare),
  fc.integer({ min: 1, max: 8 }).map(failing),
);

// Each step costs a thread’s start or two: 300 sequences of up to this many take about a minute.
const commands = fc.commands([anyCommand], { maxCommands: 13, size: 'max' });

test(`${sequences} sequences of steps leave what a model says`, { timeout: 600_000 }, async ({ task }) => {
  task.meta.faultCode = 'none';
  const roots = Array.from({ length: groups }, () => mkdtempSync(join(tmpdir(), 'fieldbook-models-')));
  const left = new Map(roots.map((root) => [root, new Int32Array(new SharedArrayBuffer(4))]));
  setEnvironmentData('failing-statements', left);
  const checks = [...left].map(([root, counter], group) =>
    fc.assert(
      fc.asyncProperty(commands, (steps) => follow(steps, root, counter)),
      { numRuns: sequences / groups, seed: seed + group, verbose: fc.VerbosityLevel.Verbose },
    ),
  );
  console.log(`Seeds: ${seed} to ${seed + groups - 1}`);
  await Promise.all(checks);
});

async function follow(steps: Iterable<Command>, root: string, left: Int32Array): Promise<void> {
  const product = new Product(root, left);
  const model: Model = { current: 'one', cached: { one: empty(), two: empty() }, generation: 0 };
  try {
    await product.open('one');
    await fc.asyncModelRun(() => ({ model, real: product }), steps);
    await compareWithModel(model, product);
    // What is on disk says the same: that of the other connection first, if it was ever open.
    const other = model.current === 'one' ? 'two' : 'one';
    for (const id of [other, model.current] as const) {
      if (!product.opened.has(id)) continue;
      model.current = id;
      await product.open(id);
      await compareWithModel(model, product);
    }
    expect(readdirSync(root, { recursive: true }).filter((name) => String(name).includes('.damaged-'))).toEqual([]);
  } finally {
    Atomics.store(left, 0, 0);
    product.deliver();
    await product.sessions.open(null);
    rmSync(product.folder, { recursive: true, force: true });
    for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true, force: true });
  }
}

function empty(): Cached {
  return { list: null, held: null, steps: [] };
}
