import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type keytar from 'keytar';
import type { FieldbookWindow } from './fieldbook-window.ts';

const service = 'Fieldbook';

/**
 * The environment of an app that finds no keychain, on Linux. No address at all would not do: where there is a display, a bus is
 * started then, and a keychain with it.
 */
export const noKeychain = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', XDG_RUNTIME_DIR: '/nonexistent' };

/** The ID of the connection in use, under which the keychain has its secret. */
export function currentConnection({ page }: FieldbookWindow): Promise<string> {
  return page.evaluate(async () => {
    const list = await window.fieldbook.connection.list();
    return list.ok ? (list.value.current?.id ?? '') : '';
  });
}

/**
 * A connection's secret in the keychain; null when there is none. Read by the app itself: macOS asks the person before another
 * program may. Never all of Fieldbook's: an installed one may have its own in there.
 */
export function secretInKeychain({ app }: FieldbookWindow, connectionId: string): Promise<string | null> {
  return app.evaluate(
    ({ app: electronApp }, asked) => {
      const { createRequire } = process.getBuiltinModule('node:module');
      const { getPassword } = createRequire(`${electronApp.getAppPath()}/`)('keytar') as typeof keytar;
      return getPassword(asked.service, asked.connectionId);
    },
    { service, connectionId },
  );
}

/** Removes from the keychain the secrets of the connections that are saved in `userData`. */
export async function removeSecrets(userData: string): Promise<void> {
  const saved = await readFile(join(userData, 'connections.json'), 'utf8').catch(() => '{}');
  const { connections = [] } = JSON.parse(saved) as { connections?: { id: string }[] };
  const { deletePassword } = (await import('keytar')).default;
  for (const { id } of connections) await deletePassword(service, id);
}
