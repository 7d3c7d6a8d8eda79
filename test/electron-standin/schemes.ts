/** `app://bundle/x` in the app is `https://bundle.app.localhost/x` in Chromium, which knows no scheme of the app's own. */

export const schemes = new Set<string>();

/** An address, or a text that holds addresses, for Chromium. */
export function toWeb(text: string): string {
  return [...schemes].reduce(
    (result, scheme) =>
      result.replaceAll(new RegExp(`\\b${scheme}://([a-z0-9.-]+)`, 'gi'), `https://$1.${scheme}.localhost`),
    text,
  );
}

/** The same for the app. */
export function toApp(text: string): string {
  return text.replaceAll(
    /https:\/\/([a-z0-9.-]+)\.([a-z0-9+-]+)\.localhost/gi,
    (address, host: string, scheme: string) => (schemes.has(scheme) ? `${scheme}://${host}` : address),
  );
}

/** A policy also names a scheme alone (`connect-src app:`). */
export function policyToWeb(policy: string): string {
  return [...schemes].reduce(
    (result, scheme) =>
      result.replaceAll(new RegExp(`(^|[\\s;])${scheme}:(?=[\\s;]|$)`, 'g'), `$1https://*.${scheme}.localhost`),
    toWeb(policy),
  );
}

/** For Node's URL, unlike for Electron, a scheme of the app's own has no origin. */
export function originOf(address: string): string {
  if (!URL.canParse(address)) return 'null';
  const { protocol, host, origin } = new URL(address);
  return schemes.has(protocol.slice(0, -1)) ? `${protocol}//${host}` : origin;
}
