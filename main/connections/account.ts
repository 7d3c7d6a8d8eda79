import type { Connection } from '../../preload/bridge.ts';

/** Which customers a list shows depends on the instance and on who signs in. */
export type Account = Pick<Connection, 'baseUrl' | 'signIn'>;

/**
 * Whether two accounts may be one: on the same instance and, where it is known, of the same tenant and app registration.
 * Whom an access token belongs to is not known.
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
