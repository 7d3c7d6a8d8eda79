import * as v from 'valibot';
import type { Connection } from '../preload/contract/connections.ts';

/** How to sign in, as it is stored. */
export const SignInSchema = v.variant('method', [
  v.object({
    method: v.literal('entra-app'),
    tenantId: v.string(),
    clientId: v.string(),
    scope: v.string(),
    authority: v.string(),
  }),
  v.object({ method: v.literal('access-token') }),
  v.object({ method: v.literal('sample') }),
]);

/** Which customers a list shows depends on the instance and on who signs in. */
export type Account = Pick<Connection, 'baseUrl' | 'signIn'>;

/**
 * Whether two accounts may be one: on the same instance and, where it is known, of the same tenant and app registration.
 * Nobody knows whose access token it is.
 */
export function mayBeSameAccount(one: Account, other: Account): boolean {
  if (one.baseUrl !== other.baseUrl) return false;
  if (one.signIn.method !== 'entra-app' || other.signIn.method !== 'entra-app') {
    return (one.signIn.method === 'sample') === (other.signIn.method === 'sample');
  }
  return isSame(one.signIn.tenantId, other.signIn.tenantId) && isSame(one.signIn.clientId, other.signIn.clientId);
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
