import type { ConnectionDraft, DraftProblems } from '../../preload/contract/connection-form.ts';
import type { SignIn } from '../../preload/contract/connections.ts';
import { cleanText, withoutInvisible } from '../clean-text.ts';
import { parseAuthority, parseServiceProviderUrl } from '../live-platform/address.ts';
import { type Account, mayBeSameAccount } from '../account.ts';
import { looksLikeSecret } from './looks-like-secret.ts';
import type { SavedConnection } from './store.ts';

/** What a filled-in form means. `secret` is null when the stored one serves. */
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
  typed: ConnectionDraft,
  edited: SavedConnection | null,
  hasStoredSecret: boolean,
): { ok: true; parsed: ParsedDraft } | { ok: false; problems: DraftProblems } {
  const draft = cleaned(typed);
  const problems: DraftProblems = {};
  const address = parseServiceProviderUrl(draft.serviceProviderUrl);
  if (!address.ok) problems.serviceProviderUrl = address.problem;
  const baseUrl = address.ok ? address.baseUrl : '';
  const signIn = draft.method === 'entra-app' ? parseEntraApp(draft, problems) : { method: draft.method };

  Object.assign(problems, misplacedSecrets(draft));

  const secretField = draft.method === 'entra-app' ? 'clientSecret' : 'accessToken';
  const secret = draft[secretField] || null;
  const storedServes = hasStoredSecret && edited !== null && goesWhereItWent(edited, { baseUrl, signIn });
  if (secret === null && !storedServes)
    problems[secretField] = missingSecret(draft.method, hasStoredSecret ? edited : null);

  if (Object.keys(problems).length > 0) return { ok: false, problems };
  const name = draft.name || new URL(baseUrl).host;
  return { ok: true, parsed: { name, baseUrl, signIn, secret } };
}

/** What was typed, without what mail, chat and web pages add to copied text. */
function cleaned(draft: ConnectionDraft): ConnectionDraft {
  return {
    ...draft,
    name: cleanText(draft.name).trim(),
    serviceProviderUrl: cleanText(draft.serviceProviderUrl).trim(),
    tenantId: unwrapped(cleanText(draft.tenantId)),
    clientId: unwrapped(cleanText(draft.clientId)),
    scope: unwrapped(cleanText(draft.scope)),
    authority: cleanText(draft.authority).trim(),
    clientSecret: withoutInvisible(draft.clientSecret).trim(),
    accessToken: withoutInvisible(draft.accessToken).trim(),
  };
}

/** An ID without the quotes or brackets around it. */
function unwrapped(text: string): string {
  return text.replace(/^[\s"'<({[]+|[\s"'>)}\],;.]+$/g, '');
}

/** The fields that are not masked. */
const plainFields = {
  'entra-app': ['name', 'serviceProviderUrl', 'tenantId', 'clientId', 'scope', 'authority'],
  'access-token': ['name', 'serviceProviderUrl'],
} as const;

/** What these fields hold is shown and stored in a file: a secret must not get there, nor a page of settings with one in it. */
function misplacedSecrets(draft: ConnectionDraft): DraftProblems {
  const secrets = [draft.clientSecret, draft.accessToken].filter((each) => each.length >= 8);
  const problems: DraftProblems = {};
  for (const field of plainFields[draft.method]) {
    const text = stored(field, draft[field]);
    if (/[\r\n\u2028\u2029]/.test(text)) problems[field] = 'These are several lines. Enter one value in each field.';
    else if (looksLikeSecret(text) || secrets.some((secret) => text.includes(secret))) {
      const secretField = draft.method === 'entra-app' ? 'Client secret' : 'Access token';
      problems[field] =
        `This looks like a secret, which belongs in “${secretField}” only: here it would be shown and stored.`;
    }
  }
  return problems;
}

/** What of a field's text may get into the file: neither query nor fragment of an address. */
function stored(field: keyof ConnectionDraft, text: string): string {
  return field === 'serviceProviderUrl' || field === 'authority' ? text.replace(/[?#].*$/, '') : text;
}

function parseEntraApp(draft: ConnectionDraft, problems: DraftProblems): Exclude<SignIn, { method: 'sample' }> {
  const { tenantId, clientId, scope } = draft;
  const authority = parseAuthority(draft.authority);
  if (tenantId === '') problems.tenantId = 'Enter the Directory (tenant) ID of your app registration.';
  else if (!tenant.test(tenantId)) problems.tenantId = 'A tenant ID is a GUID or a domain name.';
  if (clientId === '') problems.clientId = 'Enter the Application (client) ID of your app registration.';
  if (scope === '') problems.scope = 'Enter the scope, such as api://…/.default.';
  if (!authority.ok) problems.authority = authority.problem;
  return { method: 'entra-app', tenantId, clientId, scope, authority: authority.ok ? authority.authority : '' };
}

/** A stored secret serves the account it was entered for, and is never sent to another server. */
function goesWhereItWent(edited: SavedConnection, draft: Account): boolean {
  if (edited.signIn.method !== draft.signIn.method || !mayBeSameAccount(edited, draft)) return false;
  if (edited.signIn.method !== 'entra-app' || draft.signIn.method !== 'entra-app') return true;
  return edited.signIn.authority === draft.signIn.authority;
}

function missingSecret(method: ConnectionDraft['method'], edited: SavedConnection | null): string {
  const what = method === 'entra-app' ? 'client secret' : 'access token';
  if (edited === null || edited.signIn.method !== method) return `Enter the ${what}.`;
  return `Enter the ${what} again: the stored one was entered for another server or account.`;
}
