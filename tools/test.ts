// `npm test`: all that CI runs, one part after the other, summed up in one line. A part that fails does not hide the next.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { withDisplay } from './launch/display.ts';
import { shell } from './launch/shell.ts';

const root = resolve(import.meta.dirname, '..');
const results = resolve(root, 'test-results');
const node = process.execPath;

interface Tally {
  passed: number;
  failed: number;
}

const VitestReport = v.object({ numPassedTests: v.number(), numFailedTests: v.number(), success: v.boolean() });
const PlaywrightReport = v.object({
  stats: v.object({ expected: v.number(), unexpected: v.number(), flaky: v.number(), skipped: v.number() }),
  errors: v.array(v.unknown()),
});

const FaultsReport = v.object({ passed: v.number(), failed: v.number() });

rmSync(results, { recursive: true, force: true });
const keychain = process.platform === 'linux' ? [resolve(root, 'tools/launch/keychain-session.sh')] : [];
console.log(shell('test').note ?? 'Fieldbook runs in Electron.');

const tallies = [
  check('lint', ['node_modules/eslint/bin/eslint.js', '.']),
  check('format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.']),
  check('types', ['node_modules/svelte-check/bin/svelte-check', '--fail-on-warnings']),
  vitest('unit tests', 'unit', keychain),
  vitest('package', 'package', [], '--config=test/packaging/vitest.config.ts'),
  endToEndTests(),
  faults(),
];

const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
process.exitCode = failed > 0 ? 1 : 0;
console.log(`\n${passed} passed, ${failed} failed`);

function run(name: string, command: string[]): boolean {
  console.log(`\n── ${name}`);
  const [program = '', ...args] = command;
  return spawnSync(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

function check(name: string, command: string[]): Tally {
  return run(name, [node, ...command]) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function vitest(name: string, reportName: string, session: string[], ...args: string[]): Tally {
  const file = resolve(results, `${reportName}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const succeeded = run(name, [...session, node, 'node_modules/vitest/vitest.mjs', 'run', ...args, ...reporters]);
  const report = readReport(file, VitestReport);
  if (!report) return { passed: 0, failed: 1 };
  // A file that can't even be loaded fails the run without a failed test in it.
  return tally(report.numPassedTests, report.numFailedTests, succeeded);
}

function endToEndTests(): Tally {
  const file = resolve(results, 'e2e.json');
  const succeeded = run(
    'end-to-end tests',
    withDisplay([...keychain, node, 'node_modules/@playwright/test/cli.js', 'test']),
  );
  const report = readReport(file, PlaywrightReport);
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky } = report.stats;
  return tally(expected, unexpected + flaky + report.errors.length, succeeded);
}

function faults(): Tally {
  const succeeded = run('faults', [node, 'test/faults/run.ts']);
  const report = readReport(resolve(results, 'faults.json'), FaultsReport);
  return report ? tally(report.passed, report.failed, succeeded) : { passed: 0, failed: 1 };
}

function tally(passed: number, failed: number, succeeded: boolean): Tally {
  return { passed, failed: succeeded ? failed : Math.max(1, failed) };
}

function readReport<T>(file: string, schema: v.GenericSchema<unknown, T>): T | null {
  try {
    return v.parse(schema, JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    console.log(`No report in ${file}.`);
    return null;
  }
}
