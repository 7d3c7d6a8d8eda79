// `npm run test:stress`: the end-to-end specs again and again while every core is busy, and a list of those that failed once.
//   --times=N   how often; ten times unless given
// What else is given goes to Playwright: `npm run test:stress -- --times=20 failures`.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { withDisplay } from './launch/display.ts';

const root = resolve(import.meta.dirname, '..');
const report = resolve(root, 'test-results/e2e.json');
const keychain = process.platform === 'linux' ? [resolve(root, 'tools/launch/keychain-session.sh')] : [];

const Spec = v.object({ title: v.string(), file: v.string(), ok: v.boolean() });
interface Suite {
  specs: v.InferOutput<typeof Spec>[];
  suites?: Suite[] | undefined;
}
const Suite: v.GenericSchema<unknown, Suite> = v.object({
  specs: v.array(Spec),
  suites: v.optional(v.array(v.lazy(() => Suite))),
});
const Report = v.object({ suites: v.array(Suite), errors: v.array(v.unknown()) });

const { values, positionals } = parseArgs({ options: { times: { type: 'string' } }, allowPositionals: true });
const times = Number(values.times ?? 10);
if (!Number.isInteger(times) || times < 1) {
  console.error('--times takes a whole number from 1 on.');
  process.exit(2);
}

const failures = new Map<string, number>();
const load = Array.from({ length: availableParallelism() }, () =>
  spawn(process.execPath, ['--eval', 'for (;;);'], { stdio: 'ignore' }),
);
try {
  for (let time = 1; time <= times; time++) {
    console.log(`\n── ${time} of ${times}`);
    for (const name of runOnce()) failures.set(name, (failures.get(name) ?? 0) + 1);
  }
} finally {
  for (const child of load) child.kill('SIGKILL');
}

console.log('');
for (const [name, count] of failures) console.log(`${count} of ${times}: ${name}`);
console.log(failures.size === 0 ? `No spec failed in ${times} runs.` : `${failures.size} specs failed at least once.`);
process.exitCode = failures.size === 0 ? 0 : 1;

/** Runs all specs and gives the names of those that failed. */
function runOnce(): string[] {
  const [program = '', ...args] = withDisplay([
    ...keychain,
    process.execPath,
    'node_modules/@playwright/test/cli.js',
    'test',
    ...positionals,
  ]);
  const { status } = spawnSync(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const { suites, errors } = v.parse(Report, JSON.parse(readFileSync(report, 'utf8')));
  const failed = suites.flatMap(failedSpecs);
  return failed.length === 0 && (status !== 0 || errors.length > 0) ? ['the run itself'] : failed;
}

function failedSpecs({ specs, suites = [] }: Suite): string[] {
  const failed = specs.filter(({ ok }) => !ok).map(({ file, title }) => `${file} › ${title}`);
  return [...failed, ...suites.flatMap(failedSpecs)];
}
