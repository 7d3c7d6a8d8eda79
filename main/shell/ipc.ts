import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import * as v from 'valibot';
import type { EventChannel, Payload, Questions } from '../../preload/contract/api.ts';
import type { Answer, Failure } from '../../preload/contract/failures.ts';
import { failureOf } from '../failure.ts';
import { isOurPage } from './our-pages.ts';

/** What serves a question. */
export interface Handler<Args extends unknown[], Result> {
  schema: v.GenericSchema<unknown, Args>;
  /** Throws the failure, or a bug's error: other arguments than the contract has among them. */
  run: (args: unknown[]) => Result | Promise<Result>;
}

type HandlerOf<Question> = Question extends (...args: infer Args) => infer Result ? Handler<Args, Result> : never;

/** One handler for each question of the contract: a missing, surplus or mistyped one does not compile. */
export type Handlers = {
  [Noun in keyof Questions]: { [Verb in keyof Questions[Noun]]: HandlerOf<Questions[Noun][Verb]> };
};

/** Makes a handler of an action and the schema that its arguments must pass. */
export function handler<Args extends unknown[], Result>(
  schema: v.GenericSchema<unknown, Args>,
  action: (...args: Args) => Result | Promise<Result>,
): Handler<Args, Result> {
  return { schema, run: (args) => action(...v.parse(schema, args)) };
}

/**
 * Registers the handlers, each for its channel `noun:verb`. Failures are answered as data, any other error as `unexpected`; a
 * call from another sender than our own page is rejected.
 * @param onUnexpected is told of each failure that is a bug
 */
export function register(handlers: Handlers, onUnexpected: (failure: Failure) => void): void {
  for (const [noun, verbs] of Object.entries(handlers)) {
    for (const [verb, { run }] of Object.entries<Pick<Handler<unknown[], unknown>, 'run'>>(verbs)) {
      const channel = `${noun}:${verb}`;
      ipcMain.handle(channel, async (event, ...args: unknown[]) => {
        if (!isFromOurPage(event)) throw new Error(`${channel}: not for this sender.`);
        const answered = await answer(`In ${channel}`, () => run(args));
        if (!answered.ok && answered.failure.code === 'unexpected') onUnexpected(answered.failure);
        return answered;
      });
    }
  }
}

async function answer<T>(where: string, action: () => T | Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await action() };
  } catch (error) {
    return { ok: false, failure: failureOf(error, where) };
  }
}

// https://www.electronjs.org/docs/latest/tutorial/security#17-validate-the-sender-of-all-ipc-messages
function isFromOurPage({ sender, senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOurPage(senderFrame.url);
}

/** Sends an event to the window, if it is still there. */
export function send<C extends EventChannel>(contents: WebContents | undefined, channel: C, payload: Payload<C>): void {
  if (contents && !contents.isDestroyed()) contents.send(channel, payload);
}
