/** Electron's `ipcMain`. */
import { EventEmitter } from 'node:events';
import { decode, encode } from './in-page/codec.ts';
import { ElectronEvent } from './electron-event.ts';
import type { MessageFromPage, MessageToPage } from './in-page/messages.ts';
import type { WebContents } from './web-contents.ts';
import type { WebFrameMain } from './web-frame-main.ts';

export class IpcMainEvent extends ElectronEvent {
  readonly type = 'frame';
  readonly frameId = 1;
  readonly processId = 1;
  readonly sender: WebContents;
  readonly #senderFrame: WebFrameMain;

  constructor(sender: WebContents) {
    super();
    this.sender = sender;
    this.#senderFrame = sender.mainFrame;
  }

  /** Null once the frame shows another document. https://www.electronjs.org/docs/latest/api/structures/ipc-main-invoke-event */
  get senderFrame(): WebFrameMain | null {
    return this.sender.mainFrame === this.#senderFrame ? this.#senderFrame : null;
  }

  reply(channel: string, ...args: unknown[]): void {
    this.sender.send(channel, ...args);
  }
}

type Handler = (event: IpcMainEvent, ...args: unknown[]) => unknown;

class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return handler(event, ...args);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** Not Electron's: what an invoke comes to, perhaps as a promise. */
  answer(channel: string, event: IpcMainEvent, args: unknown[]): unknown {
    const handler = this.#handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return handler(event, ...args);
  }
}

export const ipcMain = new IpcMain();

/** What the preload script has sent, except that window.open was called. */
export async function receive(
  sender: WebContents,
  message: Exclude<MessageFromPage, { kind: 'window-open' }>,
  reply: (message: MessageToPage) => void,
): Promise<void> {
  const event = new IpcMainEvent(sender);
  const args = decode(message.args) as unknown[];
  if (message.kind === 'send') {
    ipcMain.emit(message.channel, event, ...args);
    return;
  }
  const { id, channel } = message;
  try {
    reply({ kind: 'result', id, value: encode(await ipcMain.answer(channel, event, args)) });
  } catch (error) {
    console.error(`Error occurred in handler for '${channel}':`, error);
    reply({ kind: 'failure', id, error: String(error) });
  }
}
