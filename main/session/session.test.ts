import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SavedConnection } from '../connections/store.ts';
import { createSessions, type Session } from './session.ts';

function connection(id: string): SavedConnection {
  return { id, name: id, baseUrl: '', signIn: { method: 'sample' }, secretInKeychain: false };
}

test('sessions that are opened at once are opened one after the other, and each ends before the next', async () => {
  const opened: (Session | null)[] = [];
  const shown: (string | null)[] = [];
  const sessions = createSessions({
    directoriesFolder: mkdtempSync(join(tmpdir(), 'fieldbook-session-')),
    workerFile: join(import.meta.dirname, '../directory/threads/worker.ts'),
    secrets: {
      keep: () => Promise.resolve({ secretInKeychain: false, problem: null }),
      locationOf: () => 'none',
      read: () => Promise.resolve(null),
      remove: () => Promise.resolve(),
      keychainAvailable: () => Promise.resolve(false),
    },
    fetch,
    now: Date.now,
    uptime: () => performance.now(),
    onRefreshState: () => undefined,
    onDirectory: (told) => {
      opened.push(sessions.current());
      shown.push(told?.connection ?? null);
    },
    onThreadEnded: (ended) => {
      throw ended;
    },
    log: { write: () => undefined, problem: () => null },
  });

  const opening = Promise.all([sessions.open(connection('one')), sessions.open(connection('two'))]);
  expect((await sessions.opened())?.connectionId).toBe('two');
  await opening;
  expect(shown).toEqual(['one', 'two']);
  expect(opened.map((session) => session?.connectionId)).toEqual(['one', 'two']);
  const status = await opened[0]?.directory.status();
  expect(status?.cacheProblem?.detail).toBe('The directory was closed.');
  await sessions.open(null);
});
