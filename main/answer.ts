import type { Answer } from '../preload/bridge.ts';
import { FailureError } from './failure.ts';

/** Runs `action` and gives its value or failure as data, for crossing to another thread or process; other errors are bugs and are thrown. */
export async function answer<T>(action: () => T | Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await action() };
  } catch (error) {
    if (error instanceof FailureError) return { ok: false, failure: error.failure };
    throw error;
  }
}

/** Gives the value of an answer that crossed, or throws its failure as a `FailureError`. */
export async function valueOf<T>(answered: Promise<Answer<T>>): Promise<T> {
  const result = await answered;
  if (!result.ok) throw new FailureError(result.failure);
  return result.value;
}
