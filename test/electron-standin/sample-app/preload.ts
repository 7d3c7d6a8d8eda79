/** Exposes what the contract test tries out as `window.sample`. */
import { contextBridge, ipcRenderer } from 'electron';
import type { IpcRendererEvent } from 'electron';

let lastSeen: unknown;

export const sample = {
  nested: {
    list: [1, 2],
    when: new Date(0),
    map: new Map([['key', 1]]),
    bytes: new Uint8Array([1, 2, 3]),
  },
  invoke: (channel: string, value?: unknown): Promise<unknown> => ipcRenderer.invoke(channel, value),
  send: (channel: string, value: unknown): void => {
    ipcRenderer.send(channel, value);
  },
  onPushed: (listener: (value: unknown) => void): (() => void) => {
    const forward = (_event: IpcRendererEvent, value: unknown): void => {
      listener(value);
    };
    ipcRenderer.on('pushed', forward);
    return () => {
      ipcRenderer.off('pushed', forward);
    };
  },
  sum: (a: number, b: number): number => a + b,
  fail: (): void => {
    throw new RangeError('on purpose');
  },
  roundTrip: (value: unknown): unknown => value,
  describe: (value: object): string => `${Object.prototype.toString.call(value)} of ${value.constructor.name}`,
  isLastSeen: (value: unknown): boolean => {
    const same = value === lastSeen;
    lastSeen = value;
    return same;
  },
};

contextBridge.exposeInMainWorld('sample', sample);
