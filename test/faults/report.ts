import type { FailureCode } from '../../preload/contract/failures.ts';

// What a test tells the table at the end of `npm run test:faults`; it travels in vitest's report.
declare module 'vitest' {
  interface TaskMeta {
    /** The failure that the test's case ends in. */
    faultCode?: FailureCode | 'none';
    /** How many kills a directory survived, by how far the transaction had come. */
    kills?: Record<string, number>;
    /** How many rows of how many lists were accounted for. */
    rows?: { received: number; lists: number };
  }
}
