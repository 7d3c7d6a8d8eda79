import { execFile, type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A gnome-keyring and a session bus of a test's own (Linux), which can be locked and can go. Nobody answers its prompts. */
export interface Keychain {
  /** For a process that uses it. */
  env: Record<string, string>;
  lock(): Promise<void>;
  unlock(): Promise<void>;
  /** Ends the keyring; what it holds stays on disk, for `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** The entries of Fieldbook's, readable or not, as `secret-tool search --all service Fieldbook` finds them. */
  entries(): Promise<string[]>;
  close(): Promise<void>;
}

// A bus that starts no services: what is ended stays ended, and no prompt comes up.
const busSettings = (folder: string): string => `<busconfig>
  <type>session</type>
  <listen>unix:dir=${folder}</listen>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`;

const password = '\n';
const collection = '/org/freedesktop/secrets/collection/login';
const unlockOperation = 1;

export async function startKeychain(): Promise<Keychain> {
  const home = mkdtempSync(join(tmpdir(), 'fk-'));
  const runtime = join(home, 'run');
  mkdirSync(runtime, { mode: 0o700 });
  writeFileSync(join(home, 'bus.conf'), busSettings(home));
  const bus = spawn('dbus-daemon', [`--config-file=${join(home, 'bus.conf')}`, '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const env = {
    DBUS_SESSION_BUS_ADDRESS: await firstLine(bus),
    XDG_RUNTIME_DIR: runtime,
    XDG_DATA_HOME: join(home, 'data'),
  };

  /** Asks a service on the bus. */
  async function ask(destination: string, path: string, method: string, ...args: string[]): Promise<string> {
    const call = ['--session', '--print-reply', `--dest=${destination}`, path, method, ...args];
    return (await run('dbus-send', call, { env: { ...process.env, ...env } })).stdout;
  }

  /** https://specifications.freedesktop.org/secret-service-spec/latest/ */
  function askKeyring(method: string, ...args: string[]): Promise<string> {
    return ask(
      'org.freedesktop.secrets',
      '/org/freedesktop/secrets',
      `org.freedesktop.Secret.Service.${method}`,
      ...args,
    );
  }

  /** The process that answers for the keyring; null when none does. */
  async function processId(): Promise<number | null> {
    const name = 'org.freedesktop.DBus';
    const method = `${name}.GetConnectionUnixProcessID`;
    const answer = await ask(name, '/org/freedesktop/DBus', method, 'string:org.freedesktop.secrets').catch(() => '');
    return Number(/uint32 (\d+)/.exec(answer)?.[1]) || null;
  }

  /** Unlocks as a login does. https://gitlab.gnome.org/GNOME/gnome-keyring/-/blob/master/daemon/control/gkd-control-codes.h */
  async function logIn(): Promise<number> {
    const body = Buffer.concat([uint32(password.length), Buffer.from(password)]);
    const socket = connect(join(runtime, 'keyring', 'control'));
    // The first byte carries the credentials.
    socket.write(Buffer.concat([Buffer.from([0]), uint32(8 + body.length), uint32(unlockOperation), body]));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    return answer.at(-1) ?? 0;
  }

  const keychain: Keychain = {
    env,
    async start() {
      const daemon = run('gnome-keyring-daemon', ['--daemonize', '--unlock', '--components=secrets'], {
        env: { ...process.env, ...env },
      });
      daemon.child.stdin?.end(password);
      await daemon;
      while ((await processId()) === null) await setTimeout(10);
    },
    async stop() {
      const daemon = await processId();
      if (daemon !== null) process.kill(daemon);
      while ((await processId()) !== null) await setTimeout(10);
    },
    async lock() {
      await askKeyring('Lock', `array:objpath:${collection}`);
    },
    async unlock() {
      if ((await logIn()) !== 0) throw new Error('The keyring did not unlock.');
    },
    async entries() {
      const found = await askKeyring('SearchItems', 'dict:string:string:service,Fieldbook');
      return found.match(/\/org\/freedesktop\/secrets\/collection\/\w+\/\d+/g) ?? [];
    },
    async close() {
      await keychain.stop();
      bus.kill();
      rmSync(home, { recursive: true, force: true });
    },
  };
  await keychain.start();
  return keychain;
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('The bus has no output.');
  const [line] = (await once(stdout, 'data')) as [Buffer];
  return line.toString().trim();
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
