import type { Fieldbook } from '../preload/contract/api.ts';

declare global {
  interface Window {
    /** Put there by preload/index.ts. */
    readonly fieldbook: Fieldbook;
  }
}
