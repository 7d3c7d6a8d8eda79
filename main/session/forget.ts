import type { ConnectionBook } from '../connections/connections.ts';
import type { Failure } from '../../preload/contract/failures.ts';
import { failureOf } from '../failure.ts';
import { type Log, logProblem } from '../log.ts';
import type { Sessions } from './session.ts';

/**
 * Forgets a connection: its list, its secret, then the connection itself. Each step can be repeated: if something can't be
 * removed now, the connection stays as one that is being forgotten, with the failure that says why, which is logged. Throws
 * `cache-unwritable` when not even that can be written; then nothing was removed.
 */
export async function forgetConnection(
  id: string,
  book: ConnectionBook,
  sessions: Pick<Sessions, 'removeDirectory'>,
  log: Log,
): Promise<void> {
  if (!book.beginForgetting(id)) return;
  const failures = [
    // First, since it ends a running refresh or export.
    await failureIn(() => sessions.removeDirectory(id)),
    await failureIn(() => book.removeSecret(id)),
  ];
  const left =
    failures.findLast((each) => each !== null) ??
    (await failureIn(() => {
      book.endForgetting(id);
    }));
  if (!left) return;
  logProblem(log, left);
  book.keepForgetting(id, left);
}

/** Null when the step succeeded. One that fails, even unexpectedly, must not keep the others from being taken. */
async function failureIn(step: () => void | Promise<void>): Promise<Failure | null> {
  try {
    await step();
    return null;
  } catch (error) {
    return failureOf(error, 'In forgetting a connection');
  }
}
