import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type * as v from 'valibot';
import type { Order } from './kill-lists.ts';

/** A process that refreshes a directory without end, until it is killed. */
export interface TurnChild {
  begin(order: v.InferOutput<typeof Order>): void;
  /** Resolves when half of the next list has come. */
  half(): Promise<unknown>;
  /** Kills it with SIGKILL. */
  kill(): Promise<void>;
}

/** Starts `turns.ts`, and resolves when it waits for its order. */
export async function startTurnChild(): Promise<TurnChild> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'turns.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines = createInterface(child.stdout);
  await Promise.race([once(lines, 'line'), exited.then(failed)]);
  return {
    begin(order) {
      child.stdin.write(`${JSON.stringify(order)}\n`);
    },
    half: () => once(lines, 'line'),
    async kill() {
      child.kill('SIGKILL');
      await exited;
      if (child.signalCode !== 'SIGKILL') throw new Error(`It ended by itself, with code ${String(child.exitCode)}.`);
    },
  };
}

function failed(): never {
  throw new Error('The process that refreshes has ended by itself.');
}
