/** The Chromium page behind a window, and the conversation with it. */
import type { CdpCommand, CdpSession, Protocol } from './cdp.ts';
import { browser, chromium, inBackground } from './lifecycle.ts';
import type { MessageToPage } from './in-page/messages.ts';
import { deliveryOf, injectPreload, preloadWorld } from './preload-injection.ts';

export interface PageOptions {
  width: number;
  height: number;
  preload: string | undefined;
  /** Called before the page can tell anything. */
  listen: (session: CdpSession) => void;
}

export class Page {
  targetId = '';
  closed = false;
  /** The preload script's world in the current document. */
  #contextId: number | null = null;
  readonly #session = Promise.withResolvers<CdpSession>();

  async open({ width, height, preload, listen }: PageOptions): Promise<void> {
    const created = await browser().send('Target.createTarget', { url: 'about:blank', newWindow: true, width, height });
    this.targetId = created.targetId;
    const { targetId } = this;
    // Destroyed before it existed.
    if (this.closed) this.close();
    const { sessionId } = await browser().send('Target.attachToTarget', { targetId, flatten: true });
    const session = chromium().connection.session(sessionId);
    this.#followContexts(session);
    listen(session);
    if (preload !== undefined) await injectPreload(session, preload);
    // Commands wait for the session, so none is sent before the page is as it should be.
    await Promise.all([
      session.send('Page.enable'),
      session.send('Runtime.enable'),
      session.send('Inspector.enable'),
      session.send('Emulation.setFocusEmulationEnabled', { enabled: true }),
      session.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false }),
    ]);
    this.#session.resolve(session);
  }

  async command<M extends CdpCommand>(
    method: M,
    params?: Protocol.CommandParameters[M],
  ): Promise<Protocol.CommandReturnValues[M]> {
    const session = await this.#session.promise;
    return session.send(method, params);
  }

  /** A command nobody waits for. */
  tell<M extends CdpCommand>(method: M, params?: Protocol.CommandParameters[M]): void {
    inBackground(this.command(method, params), () => !this.closed);
  }

  /** Hands a message to the preload script, in order; to the document it came from, if it is an answer. */
  deliver(message: MessageToPage, contextId = this.#contextId): void {
    if (contextId === null) return;
    // A document that is gone hears nothing, as in Electron.
    this.command('Runtime.callFunctionOn', deliveryOf(message, contextId)).catch(() => undefined);
  }

  /** Runs in the preload script's world if there is one: a page cannot have replaced anything there. */
  async evaluate(expression: string, userGesture: boolean): Promise<void> {
    const world = this.#contextId === null ? {} : { contextId: this.#contextId };
    const command = { expression, userGesture, awaitPromise: true, ...world };
    const { exceptionDetails } = await this.command('Runtime.evaluate', command);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  }

  close(): void {
    inBackground(browser().send('Target.closeTarget', { targetId: this.targetId }), () => false);
  }

  #followContexts(session: CdpSession): void {
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = (context.auxData ?? {}) as { frameId?: string };
      // By name: Playwright makes isolated worlds of its own in the same frame.
      if (frameId === this.targetId && context.name === preloadWorld) this.#contextId = context.id;
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (this.#contextId === executionContextId) this.#contextId = null;
    });
    session.on('Runtime.executionContextsCleared', () => {
      this.#contextId = null;
    });
  }
}
