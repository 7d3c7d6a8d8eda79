import type { Failure } from '../preload/contract/failures.ts';
import { FailureError } from '../main/failure.ts';

/** The failure that a promise is rejected with, or a function throws; anything else fails the test. */
export async function failureOf(work: Promise<unknown> | (() => unknown)): Promise<Failure> {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
    throw error;
  }
  throw new Error('It did not fail.');
}
