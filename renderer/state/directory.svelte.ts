import type { OfConnection } from '../../preload/contract/connections.ts';
import type { DirectoryStatus } from '../../preload/contract/directory.ts';
import type { Failure } from '../../preload/contract/failures.ts';
import type { HeldChoice } from '../../preload/contract/held-list.ts';
import { dismissFailure, showFailure, showUnlessOk } from './alerts.svelte.ts';
import { clock } from './clock.svelte.ts';
import { isOfCurrent } from './connections.svelte.ts';

interface DirectoryState {
  /** Null while there is no connection, or before the main process has answered. */
  status: DirectoryStatus | null;
  /** The last refresh, if it failed; `at` in epoch milliseconds. It outlives its dismissed alert. */
  failedTry: { at: number; failure: Failure } | null;
}

/** What is known of the cached list as a whole. */
export const directory: DirectoryState = $state({ status: null, failedTry: null });

/** Takes over what the main process says of the current connection's directory. @returns false if it is of another one */
export function showDirectory(shown: OfConnection<DirectoryStatus> | null): boolean {
  if (!isOfCurrent(shown)) return false;
  const status = shown?.content ?? null;
  clock.now = Date.now();
  directory.status = status;
  const known = directory.failedTry?.at;
  directory.failedTry = status?.lastFailure ?? null;
  if (!directory.failedTry) dismissFailure('refresh');
  else if (directory.failedTry.at !== known) showFailure('refresh', directory.failedTry.failure);
  return true;
}

/** Nothing is known of the directory of another connection, until the main process answers. */
export function forgetDirectory(): void {
  Object.assign(directory, { status: null, failedTry: null });
  dismissFailure('refresh');
}

/** Shows why a refresh failed, which may be on record nowhere else: the disk may refuse it. */
export function showFailedTry(failure: Failure): void {
  directory.failedTry = { at: Date.now(), failure };
  showFailure('refresh', failure);
}

/** Asks what is cached of the connection that is shown; a failure becomes an alert. */
export async function loadDirectory(): Promise<void> {
  const answer = await window.fieldbook.directory.status();
  if (answer.ok) showDirectory(answer.value);
  else showFailure('app', answer.failure);
}

/** Applies or discards the list that waits for the person's decision. */
/** @param at `HeldList.at` */
export async function resolveHeld(choice: HeldChoice, at: number): Promise<void> {
  showUnlessOk('decision', await window.fieldbook.directory.resolveHeld(choice, at));
}
