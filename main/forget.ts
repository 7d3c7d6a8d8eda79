import type { ConnectionBook } from './connections/connections.ts';
import type { Failure } from '../preload/bridge.ts';
import { FailureError } from './failure.ts';
import type { Sessions } from './session.ts';

/**
 * Forgets a connection: its list, its secret, then the connection itself. Each step can be taken again: what can't be removed
 * now leaves the connection as one that is being forgotten, with the failure that says why.
 * Throws `cache-unwritable` when not even that can be written; nothing was removed then.
 */
export async function forgetConnection(
  id: string,
  book: ConnectionBook,
  sessions: Pick<Sessions, 'removeDirectory'>,
): Promise<void> {
  if (!book.beginForgetting(id)) return;
  const failures = [
    // First, for it ends a refresh and an export that are under way.
    await failureOf(() => sessions.removeDirectory(id)),
    await failureOf(() => book.removeSecret(id)),
  ];
  const failure =
    failures.findLast((each) => each !== null) ??
    (await failureOf(() => {
      book.endForgetting(id);
    }));
  if (failure) book.keepForgetting(id, failure);
}

async function failureOf(step: () => void | Promise<void>): Promise<Failure | null> {
  try {
    await step();
    return null;
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
    throw error;
  }
}
