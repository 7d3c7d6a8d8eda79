import * as v from 'valibot';
import { connectionFields } from '../preload/contract/connection-form.ts';
import type { Failure, FailureCode } from '../preload/contract/failures.ts';
import { traceOf } from './error-trace.ts';

/** What each code means to a person: what happened, and what to do next. The window adds that the cached list is unchanged. */
const wording: Record<FailureCode, { title: string; advice: string }> = {
  offline: {
    title: 'Live Platform can’t be reached',
    advice: 'Check the network connection and the Service Provider URL, then try again.',
  },
  'timed-out': {
    title: 'Live Platform took too long to answer',
    advice: 'The network or the server is slow. Try again in a moment.',
  },
  tls: {
    title: 'The secure connection was refused',
    advice:
      'The server’s certificate is not trusted on this computer. Check the Service Provider URL and this computer’s date, or ask your administrator which certificate is missing.',
  },
  proxy: {
    title: 'The proxy did not let the request through',
    advice: 'Check this computer’s proxy settings, or ask your administrator to allow Live Platform.',
  },
  'sign-in-rejected': {
    title: 'Sign-in was rejected',
    advice: 'Check the tenant ID, client ID, client secret and scope.',
  },
  'token-rejected': {
    title: 'Live Platform did not accept the access token',
    advice: 'It may have expired or be meant for another service. Check how to sign in.',
  },
  forbidden: {
    title: 'This account may not read the customer list',
    advice: 'Ask your Live Platform administrator to grant this app registration access to the customers.',
  },
  'not-found': {
    title: 'There is no customer list at this address',
    advice: 'Check the Service Provider URL.',
  },
  throttled: {
    title: 'Live Platform asks to slow down',
    advice: 'Too many requests were sent. Wait a little, then try again.',
  },
  'server-error': {
    title: 'Live Platform has a problem',
    advice: 'The server could not answer. Try again later; if it stays, tell your Live Platform administrator.',
  },
  'not-live-platform': {
    title: 'This address answers, but not as Live Platform',
    advice:
      'A web page came back instead of the customer list. Check the Service Provider URL, and whether this network asks you to sign in first.',
  },
  malformed: {
    title: 'The answer could not be read',
    advice:
      'Live Platform sent something incomplete or unexpected. Try again; if it stays, copy the details for support.',
  },
  'too-large': {
    title: 'The answer is larger than Fieldbook accepts',
    advice: 'Check the Service Provider URL; if it is right, copy the details for support.',
  },
  cancelled: {
    title: 'Refresh cancelled',
    advice: 'Press Refresh to start again.',
  },
  'keychain-unavailable': {
    title: 'The system’s keychain can’t be reached',
    advice:
      'Restart Fieldbook when it is there again; or enter the secret again: it is then kept until Fieldbook is closed.',
  },
  'keychain-locked': {
    title: 'The system’s keychain is locked',
    advice: 'Unlock it, then try again; or enter the secret again: it is then kept until Fieldbook is closed.',
  },
  'keychain-denied': {
    title: 'The system’s keychain refused access to Fieldbook',
    advice: 'Try again and allow it; or enter the secret again: it is then kept until Fieldbook is closed.',
  },
  'keychain-full': {
    title: 'The secret is longer than the system’s keychain allows',
    advice: 'Enter it again: it is then kept until Fieldbook is closed.',
  },
  'cache-unwritable': {
    title: 'Fieldbook can’t save on this computer',
    advice: 'Check that the disk has free space and that Fieldbook’s data folder is writable, then try again.',
  },
  'cache-unreadable': {
    title: 'The cached list can’t be read at the moment',
    advice:
      'Check that the drive with Fieldbook’s data folder is connected and that you may read it. Nothing was changed; Fieldbook tries again each time you search or refresh.',
  },
  'cache-damaged': {
    title: 'The cached list was damaged',
    advice: 'The damaged file was kept under another name and a new one was started. Press Refresh to fill it.',
  },
  'cache-of-another-connection': {
    title: 'This cached list belongs to another connection',
    advice:
      'It is not shown, and was left as it is. Put the right file back into Fieldbook’s data folder, or forget this connection and connect again.',
  },
  'cache-from-newer-version': {
    title: 'The cached list was written by a newer Fieldbook',
    advice: 'Update Fieldbook on this computer to open it. Nothing was changed.',
  },
  'export-failed': {
    title: 'The file could not be saved',
    advice: 'Choose another folder, then try again.',
  },
  unexpected: {
    title: 'Something went wrong in Fieldbook',
    advice: 'Try again; if it stays, reload the window, and copy the details for support.',
  },
};

/**
 * Builds the failure for a code.
 * @param detail what support needs to know, in technical terms; must hold no secret
 * @param more `title` and `advice` where they can be more precise than the general ones; `status` of the HTTP answer, if
 *   there was one; `retryAfterSeconds` as the server asked; `field` of the connection form that it is about; `quote` as in
 *   `Failure`
 */
export function failure(
  code: FailureCode,
  detail: string,
  more: Partial<Omit<Failure, 'code' | 'detail'>> = {},
): Failure {
  return { code, ...wording[code], detail, ...more };
}

/** The failure of an error: its own or, if it is a bug, `unexpected` with a trace. @param where it was caught */
export function failureOf(error: unknown, where: string): Failure {
  if (error instanceof FailureError) return error.failure;
  return failure('unexpected', `${where}: ${traceOf(error)}.`, isOutOfMemory(error) ? outOfMemory : {});
}

const outOfMemory = {
  title: 'There was not enough memory',
  advice: 'Close other programs, then try again; if it stays, copy the details for support.',
};

/** A thread that runs out of memory ends with the first code; V8 and Node throw a RangeError for a single thing too large. */
function isOutOfMemory(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code: unknown = Reflect.get(error, 'code');
  const isLarge = error instanceof RangeError && /allocation failed|Invalid (array|string) length/.test(error.message);
  return code === 'ERR_WORKER_OUT_OF_MEMORY' || code === 'ENOMEM' || isLarge || isOutOfMemory(error.cause);
}

/** A failure on its way up the stack; it becomes data again where it leaves the process or thread. */
export class FailureError extends Error {
  readonly failure: Failure;

  constructor(data: Failure, options?: ErrorOptions) {
    super(`${data.code}: ${data.detail}`, options);
    this.failure = data;
  }
}

/** Throws the failure for a code; the parameters are those of {@link failure}. */
export function fail(code: FailureCode, detail: string, more?: Parameters<typeof failure>[2]): never {
  throw new FailureError(failure(code, detail, more));
}

/** A failure as it is stored or comes back from the window: without a server's own words. */
export const FailureSchema = v.object({
  code: v.custom<FailureCode>((value) => typeof value === 'string' && Object.hasOwn(wording, value)),
  title: v.string(),
  detail: v.string(),
  advice: v.string(),
  status: v.exactOptional(v.number()),
  retryAfterSeconds: v.exactOptional(v.number()),
  field: v.exactOptional(v.picklist(connectionFields)),
});
