import type { Answer } from '../preload/contract/failures.ts';
import { FailureError, failureOf } from './failure.ts';

/**
 * Runs `action` and gives its value or failure as data, for crossing to another thread or process. It never throws: an error
 * that is no failure becomes `unexpected`. @param where it runs, for the trace
 */
export async function answer<T>(where: string, action: () => T | Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await action() };
  } catch (error) {
    return { ok: false, failure: failureOf(error, where) };
  }
}

/** Gives the value of an answer that crossed, or throws its failure as a `FailureError`. */
export async function valueOf<T>(answered: Promise<Answer<T>>): Promise<T> {
  const result = await answered;
  if (!result.ok) throw new FailureError(result.failure);
  return result.value;
}
