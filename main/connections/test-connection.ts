import type { ConnectionDraft } from '../../preload/contract/connection-form.ts';
import type { TestOutcome } from '../../preload/contract/connections.ts';
import { checkAccess } from '../live-platform/check-access.ts';
import type { Fetch } from '../live-platform/http.ts';
import { createTokenSource } from '../live-platform/token-source.ts';
import type { ConnectionBook } from './connections.ts';
import { parseDraft } from './draft.ts';
import type { Secrets } from './secrets.ts';

/** Tries a draft without saving it. Throws what a refresh with it would fail with. */
export type ConnectionTest = (draft: ConnectionDraft) => Promise<TestOutcome>;

/**
 * Makes what tests a connection as it stands in the form, before it is saved.
 * @param now epoch milliseconds
 */
export function createConnectionTest(
  book: ConnectionBook,
  secrets: Secrets,
  fetch: Fetch,
  now: () => number,
): ConnectionTest {
  return async (draft) => {
    const edited = book.edited(draft);
    const result = parseDraft(draft, edited, edited !== null && secrets.locationOf(edited) !== 'none');
    if (!result.ok) return { kind: 'invalid', problems: result.problems };
    const { baseUrl, signIn, secret } = result.parsed;
    const readSecret = (): Promise<string | null> =>
      secret === null && edited ? secrets.read(edited) : Promise.resolve(secret);
    const tokens = createTokenSource({ signIn, readSecret, fetch, now });
    await checkAccess({ baseUrl, tokens, fetch, now, signal: new AbortController().signal });
    return { kind: 'works' };
  };
}
