import { app } from 'electron';

/** The origin of the window's pages, https://www.electronjs.org/docs/latest/api/protocol */
export const host = 'bundle';

// `npm run dev` serves them on this computer instead; an installed Fieldbook does not ask.
const developmentPort = app.isPackaged ? 0 : Number(process.env['FIELDBOOK_DEVELOPMENT_PORT'] ?? 0);
const origin = developmentPort > 0 ? `http://127.0.0.1:${developmentPort}` : `app://${host}`;

export const startPage = `${origin}/index.html`;

/** Whether an address is one of our pages. */
export function isOurPage(url: string): boolean {
  return url.startsWith(`${origin}/`);
}
