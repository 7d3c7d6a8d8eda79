import type { Answer, DirectoryStatus, Failure, HeldChoice } from '../../preload/bridge.ts';
import { clock } from './clock.svelte.ts';

interface DirectoryState {
  /** Null while there is no connection, or before the main process has answered. */
  status: DirectoryStatus | null;
  /** What the person has to know now: the last refresh's failure, or that the cache can't be read. */
  failure: Failure | null;
}

/** What is known of the cached list as a whole. */
export const directory: DirectoryState = $state({ status: null, failure: null });

/** Takes over what the main process says of the directory. */
export function showDirectory(status: DirectoryStatus | null): void {
  clock.now = Date.now();
  directory.status = status;
  directory.failure = status?.lastFailure?.failure ?? null;
}

export async function loadDirectory(): Promise<void> {
  showAnswer(await window.fieldbook.directory.status());
}

/** Applies or discards the list that waits for the person's decision. */
export async function resolveHeld(choice: HeldChoice): Promise<void> {
  showAnswer(await window.fieldbook.directory.resolveHeld(choice));
}

function showAnswer(answer: Answer<DirectoryStatus | null>): void {
  if (answer.ok) showDirectory(answer.value);
  else directory.failure = answer.failure;
}

export function dismissFailure(): void {
  directory.failure = null;
}
