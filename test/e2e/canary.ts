import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Simulator } from '../../tools/live-platform/simulator.ts';
import type { FieldbookWindow } from './fieldbook-window.ts';

/** All that an app run with this simulator must not leave anywhere: what was configured, typed and issued. */
export function secretsOf(simulator: Simulator): string[] {
  const sent = simulator.requests.flatMap(({ headers, form }) => [
    headers.authorization?.replace(/^bearer /i, '') ?? '',
    form['client_secret'] ?? '',
  ]);
  return [...new Set([simulator.clientSecret, simulator.accessToken, ...sent])].filter((secret) => secret.length > 8);
}

/** Where in a window's text, its clipboard or what the main process answers a secret is found; none are expected. */
export async function secretsInWindow({ app, page }: FieldbookWindow, secrets: string[]): Promise<string[]> {
  const answers = await page.evaluate(async () =>
    JSON.stringify([
      await window.fieldbook.connection.list(),
      await window.fieldbook.directory.status(),
      await window.fieldbook.directory.refreshes(),
    ]),
  );
  const places = {
    page: await page.content(),
    clipboard: await app.evaluate(({ clipboard }) => clipboard.readText()),
    bridge: answers,
  };
  return Object.entries(places).flatMap(([index, text]) =>
    secrets.some((secret) => text.includes(secret)) ? [index] : [],
  );
}

/** The files below a folder that hold one of the secrets. */
export async function filesWithSecrets(folder: string, secrets: string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found = await Promise.all(
    files.map(async (file) => {
      const content = await readFile(file);
      return secrets.some((secret) => content.includes(secret)) ? file : null;
    }),
  );
  return found.filter((file) => file !== null);
}
