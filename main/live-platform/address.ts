import { defaultAuthority } from '../../preload/contract/connections.ts';
import { isGuid } from '../guid.ts';

type Parsed = { ok: true; url: URL } | { ok: false; problem: string };

/** Whether a host is this computer itself, whose traffic nobody else can read: `localhost`, 127.0.0.0/8, `[::1]`. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** Whether a secret may be sent there: https, or this computer itself. */
export function isConfidential(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

/** What mail and chat put around a pasted address: spaces, quotes, angle brackets. */
const wrapping = /^[\s<"']+|[\s>"']+$/g;

function parseAddress(typed: string): Parsed {
  const address = typed
    .replace(wrapping, '')
    .replace(/^\/+/, '')
    .replace(/^(https?)\/\//i, '$1://');
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(address)?.[1]?.toLowerCase() ?? /^(https?):/i.exec(address)?.[1];
  if (scheme !== undefined && !/^https?$/i.test(scheme)) {
    return { ok: false, problem: 'Enter an address that starts with https://.' };
  }
  const url = URL.parse(scheme === undefined ? `https://${address}` : address);
  if (url === null || /^\.|\.\./.test(url.hostname)) {
    return { ok: false, problem: 'This is not a web address. Enter it like https://live.example.com.' };
  }
  if (url.username !== '' || url.password !== '') {
    return { ok: false, problem: 'Leave out the user name and password before the @.' };
  }
  if (!isConfidential(url)) {
    return { ok: false, problem: 'Only https is allowed: plain http would send the access token unprotected.' };
  }
  return { ok: true, url };
}

function pathSegments(url: URL): string[] {
  return url.pathname.split('/').filter((segment) => segment !== '');
}

/**
 * Understands a Service Provider URL as people type and paste it: the host alone, with scheme, port, `/tenantui`, or the
 * address of any page below; upper case; spaces around it. Without a scheme it is https; plain http is for this computer
 * only. A prefix before `/tenantui` is kept (a reverse proxy's); everything after it is dropped, and so is a path without
 * `/tenantui`.
 * @returns the base of every request, `https://host/tenantui`, or the problem as a sentence for the form field
 */
export function parseServiceProviderUrl(typed: string): { ok: true; baseUrl: string } | { ok: false; problem: string } {
  if (typed.replace(wrapping, '') === '') return { ok: false, problem: 'Enter the Service Provider URL.' };
  const parsed = parseAddress(typed);
  if (!parsed.ok) return parsed;
  const segments = pathSegments(parsed.url);
  const tenantui = segments.findIndex((segment) => segment.toLowerCase() === 'tenantui');
  const prefix = segments.slice(0, Math.max(tenantui, 0)).map((segment) => `/${segment}`);
  return { ok: true, baseUrl: `${parsed.url.origin}${prefix.join('')}/tenantui` };
}

/** Whether it is a directory ID, a directory's domain, or one of Entra's names for "any directory". */
function isTenant(segment: string): boolean {
  return isGuid(segment) || /^(.+\.onmicrosoft\.com|common|organizations|consumers)$/i.test(segment);
}

/**
 * Understands an authority (the sign-in service's address): empty means Entra ID's public cloud; a directory or token
 * endpoint pasted with it is dropped, since the directory has its own field.
 * @returns the authority without a trailing slash, or the problem as a sentence for the form field
 */
export function parseAuthority(typed: string): { ok: true; authority: string } | { ok: false; problem: string } {
  if (typed.replace(wrapping, '') === '') return { ok: true, authority: defaultAuthority };
  const parsed = parseAddress(typed);
  if (!parsed.ok) return parsed;
  const segments = pathSegments(parsed.url);
  const endpoint = segments.findIndex((segment) => /^(oauth2|v2\.0)$/i.test(segment));
  const kept = endpoint === -1 ? segments : segments.slice(0, endpoint);
  if (endpoint !== -1 || isTenant(kept.at(-1) ?? '')) kept.pop();
  return { ok: true, authority: [parsed.url.origin, ...kept].join('/') };
}
