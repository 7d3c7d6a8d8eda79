import { expect, test, vi } from 'vitest';

/** What the script exposes, and which channel each of its functions has used. */
const { exposed, used } = vi.hoisted(() => ({ exposed: new Map<string, unknown>(), used: new Array<string>() }));

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, value: unknown) => exposed.set(name, value) },
  ipcRenderer: {
    invoke: (channel: string) => used.push(channel),
    on: (channel: string) => used.push(channel),
    off: () => undefined,
  },
}));

test('each function uses the channel that it is called after', async () => {
  await import('./index.ts');
  expect([...exposed.keys()]).toEqual(['fieldbook']);
  const functions = Object.entries(exposed.get('fieldbook') ?? {}).flatMap(([noun, verbs]: [string, object]) =>
    Object.entries(verbs).map(([verb, call]: [string, () => unknown]) => ({ noun, verb, call })),
  );
  expect(functions.length).toBeGreaterThan(0);
  for (const { noun, verb, call } of functions) {
    used.length = 0;
    call();
    const name = verb.replace(/^on([A-Z])/, (_, letter: string) => letter.toLowerCase());
    expect(used, `${noun}.${verb}`).toEqual([`${noun}:${name}`]);
  }
});
