import { parseArgs } from 'node:util';
import { presetBehaviour, presets, type Behaviour } from './behaviours.ts';
import { makeCustomers } from './customers.ts';
import { startSimulator, type BehaviourChange, type SimulatorOptions } from './simulator.ts';

const usage = `Live Platform simulator: Entra ID's token endpoint and the customer list, on this computer only.

  npm run live-platform -- [options]

  --port=8080              where to listen on 127.0.0.1 (default: any free port)
  --customers=1000         how many customers to make up (default: the specification's own 35)
  --seed=1                 makes up other customers
  --unknown-licenses       some of them with a license number nobody knows
  --latency=200            holds every answer back, in milliseconds
  --token-lifetime=3599    how long a token is good, in seconds
  --fail=NAME              how the customer list fails
  --fail-token=NAME        how signing in fails
  --help                   this text

NAME is one of
${Object.entries(presets)
  .map(([name, { meaning }]) => `  ${name.padEnd(23)}${meaning}`)
  .join('\n')}

While it runs, GET /simulator tells what it holds, and POST /simulator changes how it behaves:
  curl -d '{"customers": {"kind": "status", "status": 503, "times": 2}}' http://127.0.0.1:8080/simulator
`;

/** Something on the command line that can't be meant. */
class UsageError extends Error {}

function wholeNumber(name: string, value: string | undefined, largest: number): number | undefined {
  if (value === undefined) return undefined;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
  if (!(number <= largest)) throw new UsageError(`--${name} takes a whole number up to ${largest}, not “${value}”.`);
  return number;
}

function behaviour(name: string, value: string | undefined): Behaviour | undefined {
  if (value === undefined) return undefined;
  const known = presetBehaviour(value);
  if (known === undefined) throw new UsageError(`--${name} knows no “${value}”; --help lists what it knows.`);
  return known;
}

function parse(argv: string[]): { help: boolean; options: SimulatorOptions; change: BehaviourChange } {
  const { values } = parseArgs({
    args: argv,
    options: {
      port: { type: 'string' },
      customers: { type: 'string' },
      seed: { type: 'string' },
      'unknown-licenses': { type: 'boolean' },
      latency: { type: 'string' },
      'token-lifetime': { type: 'string' },
      fail: { type: 'string' },
      'fail-token': { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const options: SimulatorOptions = {};
  const port = wholeNumber('port', values.port, 65535);
  const customers = wholeNumber('customers', values.customers, 2_000_000);
  const seed = wholeNumber('seed', values.seed, 999_999_999);
  const latency = wholeNumber('latency', values.latency, 600_000);
  const tokenLifetimeSeconds = wholeNumber('token-lifetime', values['token-lifetime'], 86_400);
  if (port !== undefined) options.port = port;
  if (customers !== undefined) {
    options.customers = makeCustomers(customers, seed, { unknownLicenses: values['unknown-licenses'] ?? false });
  }
  if (latency !== undefined) options.latency = latency;
  if (tokenLifetimeSeconds !== undefined) options.tokenLifetimeSeconds = tokenLifetimeSeconds;
  const change = { customers: behaviour('fail', values.fail), token: behaviour('fail-token', values['fail-token']) };
  return { help: values.help ?? false, options, change };
}

async function run(argv: string[]): Promise<void> {
  const { help, options, change } = parse(argv);
  if (help) {
    console.log(usage);
    return;
  }
  const simulator = await startSimulator(options);
  simulator.set(change);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void simulator.close());
  }
  console.log(`Live Platform simulator, listening. Type into Fieldbook's form:

  Service Provider URL      ${simulator.serviceProviderUrl}
  Sign-in method            Entra ID app registration
  Directory (tenant) ID     ${simulator.tenantId}
  Application (client) ID   ${simulator.clientId}
  Client secret             ${simulator.clientSecret}
  Scope                     ${simulator.scope}
  Authority (Advanced)      ${simulator.authority}

or, with the sign-in method Access token:

  Access token              ${simulator.accessToken}

Ctrl+C stops it.`);
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE')
    return 'This port is taken. Choose another with --port, or leave it out.';
  return error.message;
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(`${explain(error)}\nTry --help.`);
  process.exitCode = 1;
}
