import type { Fieldbook } from '../preload/bridge.ts';

declare global {
  interface Window {
    /** Put there by preload/index.ts. */
    readonly fieldbook: Fieldbook;
  }
}
