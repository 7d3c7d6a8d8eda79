import { shell } from 'electron';

/** Everything the window links to: Live Platform's documentation, and Microsoft's on app registrations. */
const hosts = ['techdocs.audiocodes.com', 'learn.microsoft.com'];

/**
 * Opens a page of these hosts in the person's browser, over https; any other address is ignored. The only way out of the
 * app.
 * https://www.electronjs.org/docs/latest/tutorial/security#15-do-not-use-shellopenexternal-with-untrusted-content
 */
export function openExternalLink(address: string): void {
  const url = URL.parse(address);
  if (!url || url.protocol !== 'https:' || url.port || url.username || url.password || !hosts.includes(url.hostname))
    return;
  void shell.openExternal(url.href);
}
