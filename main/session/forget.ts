import type { ConnectionBook } from '../connections/connections.ts';
import type { Failure } from '../../preload/contract/failures.ts';
import { failureOf } from '../failure.ts';
import { type Log, logProblem } from '../log.ts';
import type { Sessions } from './session.ts';

/**
 * Forgets a connection: its list, its secret, then the connection itself. Each step can be taken again: what can't be removed
 * now leaves the connection as one that is being forgotten, with the failure that says why, which is logged.
 * Throws `cache-unwritable` when not even that can be written; nothing was removed then.
 */
export async function forgetConnection(
  id: string,
  book: ConnectionBook,
  sessions: Pick<Sessions, 'removeDirectory'>,
  log: Log,
): Promise<void> {
  if (!book.beginForgetting(id)) return;
  const failures = [
    // First, for it ends a refresh and an export that are under way.
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

/** Null when the step was taken. One that fails with an error that nobody foresaw must not keep the others from being taken. */
async function failureIn(step: () => void | Promise<void>): Promise<Failure | null> {
  try {
    await step();
    return null;
  } catch (error) {
    return failureOf(error, 'In forgetting a connection');
  }
}
