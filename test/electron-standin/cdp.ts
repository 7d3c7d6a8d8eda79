/** The Chrome DevTools Protocol over a pair of pipes: JSON messages, each ended by a zero byte. */
import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
// Playwright ships the protocol's types, but its package does not export them.
import type { Protocol } from '../../node_modules/playwright-core/types/protocol.js';

export type { Protocol };

export type CdpCommand = keyof Protocol.CommandParameters;

interface Message {
  id?: number;
  method?: string;
  params?: unknown;
  sessionId?: string;
  result?: unknown;
  error?: { message: string };
}

interface PendingCall {
  method: string;
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

/** The conversation with one page or, without an id, with the browser. */
export class CdpSession {
  readonly #connection: CdpConnection;
  readonly #id: string | undefined;
  readonly #events = new EventEmitter();

  constructor(connection: CdpConnection, id?: string) {
    this.#connection = connection;
    this.#id = id;
  }

  send<M extends CdpCommand>(
    method: M,
    params?: Protocol.CommandParameters[M],
  ): Promise<Protocol.CommandReturnValues[M]> {
    return this.#connection.call(method, params, this.#id) as Promise<Protocol.CommandReturnValues[M]>;
  }

  on<M extends keyof Protocol.Events>(method: M, listener: (params: Protocol.Events[M]) => void): void {
    this.#events.on(method, listener);
  }

  receive(method: string, params: unknown): void {
    this.#events.emit(method, params);
  }
}

export class CdpConnection {
  readonly browser = new CdpSession(this);
  readonly #output: Writable;
  readonly #sessions = new Map<string, CdpSession>();
  readonly #pending = new Map<number, PendingCall>();
  #lastId = 0;
  #unfinished: Buffer[] = [];

  constructor(output: Writable, input: Readable) {
    this.#output = output;
    // Writing to a Chromium that has just gone is no error of ours: its exit is reported by itself.
    output.on('error', () => undefined);
    input.on('data', (chunk: Buffer) => {
      this.#split(chunk);
    });
  }

  session(id: string): CdpSession {
    const session = new CdpSession(this, id);
    this.#sessions.set(id, session);
    return session;
  }

  call(method: string, params: unknown, sessionId: string | undefined): Promise<unknown> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { method, resolve, reject });
      this.#output.write(`${JSON.stringify({ id, method, params: params ?? {}, sessionId })}\0`);
    });
  }

  #split(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      // Joined as bytes: a character may be cut in two where a chunk ends.
      const text = Buffer.concat([...this.#unfinished, chunk.subarray(start, end)]).toString('utf8');
      this.#unfinished = [];
      start = end + 1;
      this.#receive(JSON.parse(text) as Message);
    }
    if (start < chunk.length) this.#unfinished.push(chunk.subarray(start));
  }

  #receive({ id, method, params, sessionId, result, error }: Message): void {
    if (method !== undefined) {
      const session = sessionId === undefined ? this.browser : this.#sessions.get(sessionId);
      session?.receive(method, params);
      return;
    }
    const call = id === undefined ? undefined : this.#pending.get(id);
    if (id === undefined || call === undefined) return;
    this.#pending.delete(id);
    if (error) call.reject(new Error(`${call.method}: ${error.message}`));
    else call.resolve(result);
  }
}
