import { type ErrorReport, type Failure, longestReported } from '../../preload/contract/failures.ts';
import { unreported } from '../texts/failure.ts';
import { showFailure } from './alerts.svelte.ts';

/** Logs and shows uncaught errors from now on. @returns what stops it */
export function watchErrors(): () => void {
  const stop = new AbortController();
  window.addEventListener('error', onError, stop);
  window.addEventListener('unhandledrejection', onRejection, stop);
  return () => {
    stop.abort();
  };
}

/**
 * Does the same, and what it throws is logged and shown like any other error of the window. For what the main process calls, whose
 * errors would end in the preload script; and for an effect outside every part of the window, which would keep those after it
 * from running.
 */
export function caught<Arguments extends unknown[]>(
  action: (...args: Arguments) => void,
): (...args: Arguments) => void {
  return (...args) => {
    try {
      action(...args);
    } catch (error) {
      reportError(error);
    }
  };
}

/** Logs an error that broke a part of the window, which shows so itself. */
export async function logError(error: unknown): Promise<void> {
  await report('part', error);
}

function onError({ error, message }: ErrorEvent): void {
  // Not an error: the rest is drawn in the next frame. https://drafts.csswg.org/resize-observer/#deliver-resize-error
  if (message.startsWith('ResizeObserver loop')) return;
  void reportAndShow('error', error);
}

function onRejection({ reason }: PromiseRejectionEvent): void {
  void reportAndShow('rejection', reason);
}

/** Never fails: its failure would be reported too, without end. */
async function reportAndShow(where: ErrorReport['where'], error: unknown): Promise<void> {
  showFailure('app', await report(where, error));
}

async function report(where: ErrorReport['where'], error: unknown): Promise<Failure> {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error();
  try {
    // The message stays here: it can hold what a person or a server wrote.
    const trace = stack.replace(message, '').slice(0, longestReported.stack);
    const answer = await window.fieldbook.failure.report({
      where,
      name: name.slice(0, longestReported.name),
      stack: trace,
    });
    return answer.ok ? answer.value : answer.failure;
  } catch {
    // The main process can't be reached: all that is left is to say so.
    return unreported;
  }
}
