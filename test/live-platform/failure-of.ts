import { FailureError } from '../../main/failure.ts';
import type { Failure } from '../../preload/bridge.ts';

/** What work fails with, as data; anything but a failure from the closed list is a fault of the test's subject. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  try {
    await work;
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
    throw error;
  }
  throw new Error('It was to fail, and did not.');
}
