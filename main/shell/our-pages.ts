/** Where the window's pages are: a web origin of their own, https://www.electronjs.org/docs/latest/api/protocol */
export const host = 'bundle';

const origin = `app://${host}`;

export const startPage = `${origin}/index.html`;

/** Whether an address is a page of ours. */
export function isOurPage(url: string): boolean {
  return url.startsWith(`${origin}/`);
}
