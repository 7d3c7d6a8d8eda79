import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { onTestFinished } from 'vitest';
import { FailureSchema } from '../../main/failure.ts';

const Told = v.object({
  failure: v.nullable(FailureSchema),
  cacheProblem: v.nullable(FailureSchema),
  rows: v.nullable(v.array(v.string())),
});

/** What a directory shows, in another process: the failure of the last refresh, what is wrong with the cache, all full names. */
export type Told = v.InferOutput<typeof Told>;

/** Another process that has a directory open. */
export interface Holder {
  /** As it was opened. */
  opened: Told;
  /** Refreshes, and tells what is shown then. */
  refresh(): Promise<Told>;
  /** Lets it write files of this size at most; undefined for any. Beyond, writing fails as on a full disk. */
  limitFileSize(bytes?: number): void;
  close(): Promise<void>;
}

/**
 * Opens a directory in a process of its own.
 * @param list the file of the list that a refresh brings
 */
export async function openElsewhere(
  file: string,
  list: string,
  { obeysModes = false, fileSize }: Limits = {},
): Promise<Holder> {
  const script = join(import.meta.dirname, 'held-directory.ts');
  const [command, ...args] = [...limitedNode({ obeysModes, fileSize }), script, file, list];
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const told = createInterface(child.stdout)[Symbol.asyncIterator]();
  onTestFinished(() => end(child));

  async function nextTold(): Promise<Told> {
    const line = await told.next();
    if (line.done === true) throw new Error('The process that has the directory open has ended by itself.');
    return v.parse(Told, JSON.parse(line.value));
  }

  return {
    opened: await nextTold(),
    refresh() {
      child.stdin.write('refresh\n');
      return nextTold();
    },
    limitFileSize(bytes) {
      const limit = bytes === undefined ? 'unlimited' : String(bytes);
      spawnSync('prlimit', [`--pid=${String(child.pid)}`, `--fsize=${limit}:unlimited`], { stdio: 'inherit' });
    },
    close: () => end(child),
  };
}

/** What another process is kept from. */
export interface Limits {
  /** Also as root, it may write only where the modes of files and folders allow it. */
  obeysModes?: boolean;
  /** As for `Holder.limitFileSize`, from the beginning. */
  fileSize?: number | undefined;
}

/** The command that runs Node under limits. */
export function limitedNode({ obeysModes = false, fileSize }: Limits): [string, ...string[]] {
  const command = [
    ...(obeysModes && process.getuid?.() === 0 ? withoutOverride : []),
    ...(fileSize === undefined ? [] : ['prlimit', `--fsize=${fileSize}:unlimited`]),
  ];
  const [first, ...others] = [...command, process.execPath];
  return [first, ...others];
}

/** Root may write anywhere, by these two capabilities. */
const capabilities = '-dac_override,-dac_read_search';
const withoutOverride = ['setpriv', `--bounding-set=${capabilities}`, `--inh-caps=${capabilities}`];

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.stdin?.end();
  await exited;
}
