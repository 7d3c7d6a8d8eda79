/** What a sandboxed preload script finds around it: `require('electron')`, `module` and a little of `process`. */
import { IpcRenderer } from './ipc-renderer.ts';
import type { MessageFromPage, MessageToPage, ProcessInfo, WindowOpen } from './messages.ts';
import { linkWorlds } from './world-link.ts';

interface PreloadModule {
  exports: object;
}

type PreloadScript = (
  require: (id: string) => unknown,
  module: PreloadModule,
  exports: object,
  process: ProcessInfo,
) => void;

export interface PreloadOptions {
  secret: string;
  /** The global functions by which messages leave and enter this world. */
  sendName: string;
  receiveName: string;
  file: string;
  processInfo: ProcessInfo;
}

export function runPreload(options: PreloadOptions, script: PreloadScript): void {
  const { secret, file, processInfo } = options;
  const post = takePost(options.sendName);
  const ipcRenderer = new IpcRenderer(post);
  Reflect.set(globalThis, options.receiveName, (text: string) => {
    ipcRenderer.receive(JSON.parse(text) as MessageToPage);
  });
  window.addEventListener(`${secret}:open`, (event) => {
    post({ kind: 'window-open', ...(event as CustomEvent<WindowOpen>).detail });
  });
  const bridge = linkWorlds(secret, 'preload', 'page');
  const exposeInMainWorld = (name: string, api: unknown): void => {
    window.dispatchEvent(new CustomEvent(`${secret}:expose`, { detail: { name, value: bridge.pass(api) } }));
  };
  const module: PreloadModule = { exports: {} };
  const process = { type: 'renderer', sandboxed: true, contextIsolated: true, env: {}, argv: [], ...processInfo };
  try {
    script(requireWith({ ipcRenderer, contextBridge: { exposeInMainWorld } }), module, module.exports, process);
  } catch (error) {
    console.error(`Unable to load preload script: ${file}`, error);
  }
}

function takePost(sendName: string): (message: MessageFromPage) => void {
  const send = Reflect.get(globalThis, sendName) as (text: string) => void;
  Reflect.deleteProperty(globalThis, sendName);
  return (message) => {
    send(JSON.stringify(message));
  };
}

function requireWith(electron: object): (id: string) => unknown {
  return (id) => {
    if (id === 'electron' || id === 'electron/renderer') return electron;
    throw new Error(`module not found: ${id}`);
  };
}
