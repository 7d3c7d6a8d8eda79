import type { ConnectionBook } from '../connections/connections.ts';
import { FailureError } from '../failure.ts';
import type { Sessions } from './session.ts';

/**
 * Brings back each connection that was lost with `connections.json` and whose cached directory says whose it is.
 * @returns whether there were any
 */
export async function offerLostConnections(
  book: ConnectionBook,
  sessions: Pick<Sessions, 'lostDirectories'>,
): Promise<boolean> {
  // A list that can't be read now is not lost.
  if (book.list().problem?.code === 'cache-unreadable') return false;
  const lost = await sessions.lostDirectories(book.ids());
  try {
    return lost.map((each) => book.offerAgain(each)).includes(true);
  } catch (error) {
    // Where nothing can be written, they come back at the next start.
    if (error instanceof FailureError) return false;
    throw error;
  }
}
