import type { Answer } from '../../../preload/contract/failures.ts';
import { answer } from '../../answer.ts';
import { FailureError } from '../../failure.ts';
import { cacheFailure } from '../storage/cache-failure.ts';

/** Runs `action` and answers with its value or failure, what SQLite and the file system report, and bugs, included. */
export function cacheAnswer<T>(action: () => T | Promise<T>): Promise<Answer<T>> {
  return answer('In a thread', async () => {
    try {
      return await action();
    } catch (error) {
      const problem = cacheFailure(error);
      throw problem ? new FailureError(problem, { cause: error }) : error;
    }
  });
}
