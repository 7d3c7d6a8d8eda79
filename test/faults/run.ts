// `npm run test:faults`: all that can go wrong, and in the end a table of what was survived. What every part writes, on disk
// and on its output, is kept in one folder until it has been searched for secrets.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import * as v from 'valibot';
import { withDisplay } from '../../tools/launch/display.ts';
import { searchForCanaries } from './canary.ts';
import { formatTable, type Outcome } from './table.ts';

const root = resolve(import.meta.dirname, '../..');
const results = resolve(root, 'test-results');
const node = process.execPath;
const keychain = process.platform === 'linux' ? [resolve(root, 'tools/launch/keychain-session.sh')] : [];
const began = Date.now();

const Test = v.object({
  status: v.string(),
  meta: v.object({
    faultCode: v.optional(v.string()),
    kills: v.optional(v.record(v.string(), v.number())),
    rows: v.optional(v.object({ received: v.number(), lists: v.number() })),
  }),
});
const VitestReport = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  testResults: v.array(v.object({ assertionResults: v.array(Test) })),
});
const PlaywrightReport = v.object({
  stats: v.object({ expected: v.number(), unexpected: v.number(), flaky: v.number(), skipped: v.number() }),
  errors: v.array(v.unknown()),
  suites: v.array(
    v.object({
      specs: v.array(
        v.object({
          tests: v.array(v.object({ annotations: v.array(v.object({ type: v.string(), description: v.string() })) })),
        }),
      ),
    }),
  ),
});

// Short, for sockets are made in it.
const folder = mkdtempSync(join(tmpdir(), 'ff-'));
mkdirSync(results, { recursive: true });
const outcome: Outcome = { passed: 0, failed: 0, cases: {}, onScreen: [], kills: {}, rows: { received: 0, lists: 0 } };
await inMain();
await onScreen();
outcome.canaries = searchForCanaries(folder);
outcome.failed += outcome.canaries.hits.length;
outcome.seconds = Math.round((Date.now() - began) / 1000);
// As in test/e2e/fixtures.ts.
rmSync(folder, { recursive: true, force: true, maxRetries: 10 });

writeFileSync(join(results, 'faults.json'), JSON.stringify(outcome, null, 2));
console.log(`\n${formatTable(outcome)}\n\n${outcome.passed} passed, ${outcome.failed} failed`);
process.exitCode = outcome.failed > 0 ? 1 : 0;

async function inMain(): Promise<void> {
  const file = join(results, 'faults-main.json');
  rmSync(file, { force: true });
  const succeeded = await run('in-main', [
    ...[node, 'node_modules/vitest/vitest.mjs', 'run', '--config', 'test/faults/vitest.config.ts'],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
  ]);
  const report = readReport(file, VitestReport);
  count(report?.numPassedTests ?? 0, report?.numFailedTests ?? 0, succeeded);
  for (const { status, meta } of report?.testResults.flatMap((each) => each.assertionResults) ?? []) {
    if (status !== 'passed') continue;
    const { faultCode, kills = {}, rows } = meta;
    if (faultCode !== undefined) outcome.cases[faultCode] = (outcome.cases[faultCode] ?? 0) + 1;
    for (const [step, number] of Object.entries(kills)) outcome.kills[step] = (outcome.kills[step] ?? 0) + number;
    outcome.rows.received += rows?.received ?? 0;
    outcome.rows.lists += rows?.lists ?? 0;
  }
}

async function onScreen(): Promise<void> {
  const playwright = [
    node,
    'node_modules/@playwright/test/cli.js',
    'test',
    '--config',
    'test/faults/playwright.config.ts',
  ];
  const file = join(results, 'faults-on-screen.json');
  rmSync(file, { force: true });
  const succeeded = await run('on-screen', withDisplay([...keychain, ...playwright]));
  const report = readReport(file, PlaywrightReport);
  const { expected = 0, unexpected = 0, flaky = 0 } = report?.stats ?? {};
  count(expected, unexpected + flaky + (report?.errors.length ?? 0), succeeded);
  const annotations = report?.suites.flatMap(({ specs }) =>
    specs.flatMap(({ tests }) => tests.flatMap((test) => test.annotations)),
  );
  outcome.onScreen = (annotations ?? [])
    .filter(({ type }) => type === 'fault-code')
    .map(({ description }) => description);
}

function count(passed: number, failed: number, succeeded: boolean): void {
  outcome.passed += passed;
  outcome.failed += succeeded ? failed : Math.max(1, failed);
}

/** Runs a part with the folder for all its temporary files; what it prints goes there too. Tells whether it succeeded. */
async function run(name: string, [program = '', ...args]: string[]): Promise<boolean> {
  console.log(`\n── ${name}`);
  const child = spawn(program, args, {
    cwd: root,
    // Windows has another name for it, and another for programs of old.
    env: { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kept = createWriteStream(join(folder, `${name}.output`));
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      kept.write(data);
      process.stdout.write(data);
    });
  }
  await once(child, 'close');
  kept.end();
  await finished(kept);
  return child.exitCode === 0;
}

function readReport<T>(file: string, schema: v.GenericSchema<unknown, T>): T | null {
  try {
    return v.parse(schema, JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    console.log(`No report in ${file}: ${String(error)}`);
    return null;
  }
}
