import type { ConnectionDraft, DraftProblems, SignIn } from '../../preload/bridge.ts';
import { parseAuthority, parseServiceProviderUrl } from '../live-platform/address.ts';
import type { SavedConnection } from './store.ts';

/** What a filled-in form means. `secret` is null when the one that is stored shall serve. */
export interface ParsedDraft {
  name: string;
  baseUrl: string;
  signIn: Exclude<SignIn, { method: 'sample' }>;
  secret: string | null;
}

/** A tenant is a GUID or a domain name. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
const tenant = /^[a-z0-9][\w.-]*$/i;

/**
 * Reads what a person typed into the connection form.
 * @param edited the connection being edited, whose stored secret may serve again; null for a new one
 * @param hasStoredSecret whether there is one
 */
export function parseDraft(
  draft: ConnectionDraft,
  edited: SavedConnection | null,
  hasStoredSecret: boolean,
): { ok: true; parsed: ParsedDraft } | { ok: false; problems: DraftProblems } {
  const problems: DraftProblems = {};
  const address = parseServiceProviderUrl(draft.serviceProviderUrl);
  if (!address.ok) problems.serviceProviderUrl = address.problem;
  const baseUrl = address.ok ? address.baseUrl : '';
  const signIn = draft.method === 'entra-app' ? parseEntraApp(draft, problems) : { method: draft.method };

  const secretField = draft.method === 'entra-app' ? 'clientSecret' : 'accessToken';
  const secret = draft[secretField].trim() || null;
  const storedServes = hasStoredSecret && edited !== null && goesWhereItWent(edited, baseUrl, signIn);
  if (secret === null && !storedServes)
    problems[secretField] = missingSecret(draft.method, hasStoredSecret ? edited : null);

  if (Object.keys(problems).length > 0) return { ok: false, problems };
  const name = draft.name.trim() || new URL(baseUrl).host;
  return { ok: true, parsed: { name, baseUrl, signIn, secret } };
}

function parseEntraApp(draft: ConnectionDraft, problems: DraftProblems): Exclude<SignIn, { method: 'sample' }> {
  const tenantId = draft.tenantId.trim();
  const clientId = draft.clientId.trim();
  const scope = draft.scope.trim();
  const authority = parseAuthority(draft.authority);
  if (tenantId === '') problems.tenantId = 'Enter the Directory (tenant) ID of your app registration.';
  else if (!tenant.test(tenantId)) problems.tenantId = 'A tenant ID is a GUID or a domain name.';
  if (clientId === '') problems.clientId = 'Enter the Application (client) ID of your app registration.';
  if (scope === '') problems.scope = 'Enter the scope, such as api://…/.default.';
  if (!authority.ok) problems.authority = authority.problem;
  return { method: 'entra-app', tenantId, clientId, scope, authority: authority.ok ? authority.authority : '' };
}

/** A stored secret is never sent to another server than the one it was entered for. */
function goesWhereItWent(edited: SavedConnection, baseUrl: string, signIn: SignIn): boolean {
  if (signIn.method === 'entra-app') {
    return edited.signIn.method === 'entra-app' && edited.signIn.authority === signIn.authority;
  }
  return edited.signIn.method === signIn.method && edited.baseUrl === baseUrl;
}

function missingSecret(method: ConnectionDraft['method'], edited: SavedConnection | null): string {
  const what = method === 'entra-app' ? 'client secret' : 'access token';
  if (edited === null || edited.signIn.method !== method) return `Enter the ${what}.`;
  return `Enter the ${what} again: it would go to another server than the stored one was meant for.`;
}
