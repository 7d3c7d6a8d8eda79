import type { ConnectionField } from '../../preload/contract/connection-form.ts';
import type { FailureCode } from '../../preload/contract/failures.ts';
import type { TestBed, ConnectionChange } from './test-bed.ts';

/** One thing that goes wrong, and what a person is then told. */
export interface FaultCase {
  name: string;
  code: FailureCode;
  /** Makes it go wrong: sets the simulator, starts a server, or changes the connection. */
  arrange: (bed: TestBed) => ConnectionChange | Promise<ConnectionChange>;
  /** Where it is more precise than the code's general one. */
  title?: string;
  /** Part of the advice, where it is more precise than the code's general one. */
  advice?: string;
  /** Part of the detail that support reads. */
  detail?: string;
  /** All that is shown of the server's own words. */
  quote?: string;
  retryAfterSeconds?: number;
  /** The field of the form that it is about. */
  field?: ConnectionField;
}

export type Expectation = Omit<FaultCase, 'name' | 'code' | 'arrange'>;
