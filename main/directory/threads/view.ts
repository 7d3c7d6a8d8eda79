import { accessSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { DirectoryStatus } from '../../../preload/contract/directory.ts';
import type { Failure } from '../../../preload/contract/failures.ts';
import { failure, FailureError } from '../../failure.ts';
import { readHeld } from '../intake/held-list.ts';
import { openSearch, type Search } from '../search/search.ts';
import { cacheFailure } from '../storage/cache-failure.ts';
import { damageOf } from '../storage/damage.ts';
import { busyTimeout, connect, reconnect } from '../storage/database.ts';
import { openFrozen } from '../storage/frozen.ts';
import { dropForeignLog, type Identity, identityOf, isLink, isSameFile, removeLog } from '../storage/identity.ts';
import { readLastChanges, readLastFailure, readLastNumber, readListNumber } from '../storage/refresh-log.ts';
import { claim, type Owner, refuseOthers } from '../storage/owner.ts';
import { setAside, setAsideStrangers } from '../storage/set-aside.ts';
import { readSnapshot } from '../storage/snapshot.ts';

/** What is shown of a directory. */
export interface Shown {
  status: DirectoryStatus;
  /** The number of the last refresh in the log; null before the first. */
  lastNumber: number | null;
}

/** A database that is open for reading, and what it shows. */
export interface View extends Shown {
  database: Database;
  identity: Identity;
  /** The number of its list, as `readListNumber` gives it. */
  list: number | null;
  search: Search;
  /** It is a copy in memory: what is written from now on does not show in it. */
  isFrozen: boolean;
  /** Nobody asks it any more; it is closed when the last export or copy has read from it. */
  isLeft: boolean;
  /** Exports and copies that read from it: as long as there are any, it must not move on. */
  uses: number;
}

export type OpenSearch = (database: Database, list: number | null) => Search;

/**
 * Shows the newest snapshot of a database; closes it when that fails.
 * @param previous what was shown before: what was wrong with its list is so until another list comes
 */
export function viewOf(
  database: Database,
  file: string,
  previous?: View,
  openSearchOf: OpenSearch = (searched) => openSearch(searched, Date.now),
): View {
  try {
    // One open read transaction for each snapshot: SQLite then shows this snapshot until it is left, while another connection
    // writes the next. https://www.sqlite.org/isolation.html
    database.exec('BEGIN');
    const list = readListNumber(database);
    const status = {
      snapshot: readSnapshot(database),
      lastFailure: readLastFailure(database),
      lastChanges: readLastChanges(database),
      held: readHeld(database),
      cacheProblem: previous && !previous.isFrozen && previous.list === list ? previous.status.cacheProblem : null,
    };
    return {
      database,
      status,
      lastNumber: readLastNumber(database),
      identity: identityOf(file),
      list,
      search: openSearchOf(database, list),
      isFrozen: false,
      isLeft: false,
      uses: 0,
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Whether a view can be asked: its transaction holds, and no other file is in its file's place. One that is away may come back. */
export function isUsable({ database, identity, isFrozen, isLeft }: View, file: string): boolean {
  if (isLeft || isFrozen) return !isLeft;
  return database.inTransaction && (isSameFile(file, identity) || !existsSync(file));
}

/** Gives a view up: it closes when nobody reads from it any more. */
export function leave(view: View): void {
  view.isLeft = true;
  closeIfUnused(view);
}

/** Closes a view that was left and that nobody reads from. */
export function closeIfUnused({ database, isLeft, uses }: View): void {
  if (isLeft && uses === 0) database.close();
}

/** A file, and whose list it is to hold; null: anyone's. */
export interface OwnedFile {
  file: string;
  owner: Owner | null;
}

/** Makes sure of a database's owner; closes it when that fails. */
function owned(database: Database, owner: Owner | null, check: typeof claim): Database {
  try {
    if (owner) check(database, owner);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Opens the file again, as it is; `previous`, which shows it no more, is left. A frozen one stays until that succeeds.
 * @param patience for another program that holds the file, in milliseconds
 */
export function reopen({ file, owner }: OwnedFile, previous: View | undefined, patience = busyTimeout): View {
  leaveForAnother(previous, file);
  const view = viewOf(owned(reconnect(file, patience), owner, refuseOthers), file, previous);
  if (previous) leave(previous);
  return view;
}

function leaveForAnother(view: View | undefined, file: string): void {
  if (!view || view.isFrozen) return;
  if (!view.isLeft) dropForeignLog(file, view.identity);
  leave(view);
}

/**
 * Opens the file while nobody writes, and makes it be there, migrated and sound: creates it, puts a removed one back, sets a
 * damaged one aside and begins a new one. Where nothing can be written, what is there is read all the same. What was wrong is
 * told in `cacheProblem`.
 * @param inspect whether somebody has met what looks like damage
 * Throws `cache-from-newer-version`, `cache-of-another-connection`, `cache-unreadable`, or `cache-unwritable` where nothing could be created.
 */
export function prepareView(
  { file, owner }: OwnedFile,
  now: number,
  inspect: boolean,
  previous: View | undefined,
): View {
  const isOpen = previous && isUsable(previous, file) && !previous.isFrozen;
  if (isOpen && !inspect && existsSync(file)) return previous;
  try {
    if (isOpen && !existsSync(file)) putBack(previous, file);
    leaveForAnother(previous, file);
    const damage = inspect && existsSync(file) ? damageOf(file) : null;
    if (damage) return openInPlaceOfDamaged({ file, owner }, now, damage);
    const strangers = setAsideStrangers(file, now);
    const view = viewOf(owned(connect(file), owner, claim), file, previous);
    if (previous) leave(previous);
    return strangers.length === 0 ? view : withProblem(view, strangersFound(strangers));
  } catch (error) {
    return openAsFarAsPossible({ file, owner }, now, error, previous);
  }
}

/** A file that was removed while it was open is still there for who has it open: it gets its place again, with all that is in it. */
function putBack({ database }: View, file: string): void {
  // A link leads to a drive that may come back.
  if (isLink(file)) accessSync(file);
  const copy = `${file}.new`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(copy, database.serialize(), { flush: true });
  removeLog(file);
  renameSync(copy, file);
}

/** Throws why nothing can be opened at all. */
function openAsFarAsPossible(
  { file, owner }: OwnedFile,
  now: number,
  error: unknown,
  previous: View | undefined,
): View {
  const problem = cacheFailure(error);
  if (!problem || /^cache-(from-newer-version|of-another-connection)$/.test(problem.code)) throw error;
  if (problem.code === 'cache-damaged') {
    const damage = existsSync(file) ? damageOf(file) : problem;
    if (damage) return openInPlaceOfDamaged({ file, owner }, now, damage);
  }
  // What is still open is better than nothing.
  if (previous && isUsable(previous, file)) return withProblem(previous, problem);
  if (isLink(file) && !existsSync(file)) {
    throw new FailureError(failure('cache-unreadable', problem.detail), { cause: error });
  }
  if (!existsSync(file)) throw new FailureError(problem, { cause: error });
  try {
    return withProblem({ ...viewOf(owned(openFrozen(file), owner, refuseOthers), file), isFrozen: true }, problem);
  } catch (reason) {
    const { code, detail } = cacheFailure(reason) ?? problem;
    if (code === 'cache-of-another-connection') throw reason;
    throw new FailureError(failure('cache-unreadable', detail), { cause: reason });
  }
}

function openInPlaceOfDamaged({ file, owner }: OwnedFile, now: number, damage: Failure): View {
  const keptAs = setAside(file, now);
  return withProblem(viewOf(owned(connect(file), owner, claim), file), {
    ...damage,
    detail: `${damage.detail} Kept as ${keptAs}.`,
  });
}

function strangersFound(names: readonly string[]): Failure {
  return failure('cache-unreadable', `Kept as ${names.join(' and ')}.`, {
    title: 'Something else was in the place of the cached list’s log',
    advice:
      'It was moved away, under another name in Fieldbook’s data folder. What was saved last may be missing: press Refresh.',
  });
}

function withProblem(view: View, cacheProblem: Failure): View {
  view.status = { ...view.status, cacheProblem };
  return view;
}
