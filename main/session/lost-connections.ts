import type { ConnectionBook } from '../connections/connections.ts';
import { FailureError } from '../failure.ts';
import type { Sessions } from './session.ts';

/**
 * Offers each connection again that was lost with `connections.json`, as far as its cached directory says whose it is.
 * @returns whether there was one
 */
export async function offerLostConnections(
  book: ConnectionBook,
  sessions: Pick<Sessions, 'lostDirectories'>,
): Promise<boolean> {
  // What can't be read now is not lost.
  if (book.list().problem?.code === 'cache-unreadable') return false;
  const lost = await sessions.lostDirectories(book.ids());
  try {
    return lost.map((each) => book.offerAgain(each)).includes(true);
  } catch (error) {
    // Where nothing can be written, it is offered at the next start.
    if (error instanceof FailureError) return false;
    throw error;
  }
}
