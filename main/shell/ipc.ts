import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import * as v from 'valibot';
import type { Arguments, Channel, Events, Value } from '../../preload/contract/api.ts';
import type { Answer, Failure } from '../../preload/contract/failures.ts';
import { answer } from '../answer.ts';
import { isOurPage } from './our-pages.ts';

/** What serves a channel. */
export interface Handler<Args extends unknown[], Result> {
  schema: v.GenericSchema<unknown, Args>;
  /** Never throws. @param where it runs, for the trace of an error that nobody foresaw */
  run: (args: unknown[], where: string) => Promise<Answer<Result>>;
}

/** One handler for each channel of the bridge: a missing, surplus or mistyped one does not compile. */
export type Handlers = { [C in Channel]: Handler<Arguments<C>, Value<C>> };

/** Makes a handler of an action and the schema that its arguments must pass. Failures are answered as data, any other error as `unexpected`. */
export function handler<Args extends unknown[], Result>(
  schema: v.GenericSchema<unknown, Args>,
  action: (...args: Args) => Result | Promise<Result>,
): Handler<Args, Result> {
  return { schema, run: (args, where) => answer(where, () => action(...v.parse(schema, args))) };
}

/**
 * Registers the handlers. A call from another sender than our own page is rejected.
 * @param onUnexpected is told of each failure that is a bug: other arguments than the bridge has among them
 */
export function register(handlers: Handlers, onUnexpected: (failure: Failure) => void): void {
  for (const [channel, { run }] of Object.entries(handlers)) {
    ipcMain.handle(channel, async (event, ...args: unknown[]) => {
      if (!isFromOurPage(event)) throw new Error(`${channel}: not for this sender.`);
      const answered = await run(args, `In ${channel}`);
      if (!answered.ok && answered.failure.code === 'unexpected') onUnexpected(answered.failure);
      return answered;
    });
  }
}

// https://www.electronjs.org/docs/latest/tutorial/security#17-validate-the-sender-of-all-ipc-messages
function isFromOurPage({ sender, senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOurPage(senderFrame.url);
}

/** Sends an event to the window, if it is still there. */
export function send<E extends keyof Events>(contents: WebContents | undefined, event: E, payload: Events[E]): void {
  if (contents && !contents.isDestroyed()) contents.send(event, payload);
}
