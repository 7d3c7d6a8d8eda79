/** Electron's `ipcRenderer`, in the preload script's world. */
import { decode, encode } from './codec.ts';
import type { MessageFromPage, MessageToPage } from './messages.ts';

interface RendererEvent {
  sender: IpcRenderer;
  ports: [];
}

type Listener = (event: RendererEvent, ...args: unknown[]) => void;

interface PendingInvoke {
  channel: string;
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

export class IpcRenderer {
  readonly #post: (message: MessageFromPage) => void;
  readonly #pending = new Map<number, PendingInvoke>();
  readonly #listeners = new Map<string, { listener: Listener; once: boolean }[]>();
  #lastId = 0;

  constructor(post: (message: MessageFromPage) => void) {
    this.#post = post;
  }

  invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      // Encoded first: what cannot be cloned rejects and leaves nothing pending.
      const message: MessageFromPage = { kind: 'invoke', id, channel, url: location.href, args: encode(args) };
      this.#pending.set(id, { channel, resolve, reject });
      this.#post(message);
    });
  }

  send(channel: string, ...args: unknown[]): void {
    this.#post({ kind: 'send', channel, url: location.href, args: encode(args) });
  }

  on(channel: string, listener: Listener): this {
    return this.#add(channel, listener, false);
  }

  addListener(channel: string, listener: Listener): this {
    return this.#add(channel, listener, false);
  }

  once(channel: string, listener: Listener): this {
    return this.#add(channel, listener, true);
  }

  off(channel: string, listener: Listener): this {
    return this.removeListener(channel, listener);
  }

  removeListener(channel: string, listener: Listener): this {
    const others = this.#listeners.get(channel)?.filter((entry) => entry.listener !== listener);
    this.#listeners.set(channel, others ?? []);
    return this;
  }

  removeAllListeners(channel?: string): this {
    if (channel === undefined) this.#listeners.clear();
    else this.#listeners.delete(channel);
    return this;
  }

  /** What the main process has sent. */
  receive(message: MessageToPage): void {
    if (message.kind === 'event') this.#emit(message.channel, decode(message.args) as unknown[]);
    else this.#settle(message);
  }

  #add(channel: string, listener: Listener, once: boolean): this {
    this.#listeners.set(channel, [...(this.#listeners.get(channel) ?? []), { listener, once }]);
    return this;
  }

  #emit(channel: string, args: unknown[]): void {
    for (const { listener, once } of this.#listeners.get(channel) ?? []) {
      if (once) this.removeListener(channel, listener);
      listener({ sender: this, ports: [] }, ...args);
    }
  }

  #settle(message: Exclude<MessageToPage, { kind: 'event' }>): void {
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.kind === 'result') pending?.resolve(decode(message.value));
    else pending?.reject(new Error(`Error invoking remote method '${pending.channel}': ${message.error}`));
  }
}
