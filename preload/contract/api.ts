// The whole contract between the main process and the window: every question and event, once.
// A channel is called `noun:verb`, and reaches the window as `window.fieldbook.noun.verb`.
import type { About } from './about.ts';
import type { CustomerHistory } from './changes.ts';
import type { ConnectionDraft } from './connection-form.ts';
import type { Connections, SaveOutcome, TestOutcome } from './connections.ts';
import type { CustomerPage, CustomerQuery, Suggestions } from './customers.ts';
import type { DirectoryStatus } from './directory.ts';
import type { CopyRequest, ExportOutcome, ExportRequest } from './export.ts';
import type { Answer, ErrorReport, Failure, OriginatedFailure } from './failures.ts';
import type { HeldChoice } from './held-list.ts';
import type { MenuCommand } from './menu.ts';
import type { Preferences } from './preferences.ts';
import type { RefreshRecord, RefreshState } from './refresh.ts';

/** What the window may ask of the main process. */
export interface Invocations {
  'connection:list': () => Connections;
  /** False where no keychain answers: secrets are then kept until Fieldbook is closed. */
  'connection:keychain-available': () => boolean;
  /** Looks again for connections that could not be read, and opens the current one if they can be now. */
  'connection:read-again': () => Connections;
  'connection:test': (draft: ConnectionDraft) => TestOutcome;
  'connection:save': (draft: ConnectionDraft) => SaveOutcome;
  'connection:select': (id: string) => Connections;
  /** Removes a connection, its secret and its list; what can't be removed is in `forgetting` then. Again, it is tried again. */
  'connection:forget': (id: string) => Connections;
  'connection:explore-sample': () => Connections;
  /** Null when there is no connection. */
  'directory:status': () => DirectoryStatus | null;
  /** The last hundred refreshes, newest first. */
  'directory:refreshes': () => RefreshRecord[];
  /** Applies or discards the list that waits. */
  'directory:resolve-held': (choice: HeldChoice) => DirectoryStatus;
  'customers:search': (query: CustomerQuery) => CustomerPage;
  /** `caret` is where the next letter goes, in UTF-16 positions. */
  'customers:suggest': (text: string, caret: number) => Suggestions;
  /** Puts rows on the clipboard, as text and as a table that pastes into a spreadsheet or a chat; answers how many. */
  'customers:copy': (request: CopyRequest) => number;
  /** What is on record of the customer with this key. */
  'customers:history': (key: string) => CustomerHistory;
  /** Asks where to, then writes the file. */
  'export:save': (request: ExportRequest) => ExportOutcome;
  'export:cancel': () => null;
  /** Shows the file that was exported last in the system's file manager. */
  'export:show-in-folder': () => null;
  /** Answers when the refresh has ended; while one runs, a second call joins it. */
  'refresh:start': () => DirectoryStatus;
  'refresh:cancel': () => null;
  'preferences:read': () => Preferences;
  /** Remembers them at once, and on disk soon after; places of connections that are gone are dropped. */
  'preferences:save': (preferences: Preferences) => null;
  'about:read': () => About;
  /** What went wrong while no window was listening, such as at the start; each is told once. */
  'failure:waiting': () => OriginatedFailure[];
  /** Logs an error of the window, and answers what to show. */
  'failure:report': (report: ErrorReport) => Failure;
  'clipboard:write': (text: string) => null;
  /** Puts on the clipboard what a support engineer needs to know of a failure; no secret. */
  'support:copy-details': (failure: Failure) => null;
}

/** What the main process tells the window, unasked. */
export interface Events {
  /** The connections, when something changes without being asked for. */
  'connection:changed': Connections;
  'refresh:changed': RefreshState;
  'directory:changed': DirectoryStatus | null;
  'menu:command': MenuCommand;
  /** What nobody asked for has failed: an error in the main process or in a thread, for instance. */
  'failure:told': OriginatedFailure;
}

export type Channel = keyof Invocations;
export type Arguments<C extends Channel> = Parameters<Invocations[C]>;
export type Value<C extends Channel> = ReturnType<Invocations[C]>;

type Call<C extends Channel> = (...args: Arguments<C>) => Promise<Answer<Value<C>>>;
type Subscribe<E extends keyof Events> = (listener: (payload: Events[E]) => void) => () => void;

/** `window.fieldbook`: all that the window can reach. */
export interface Fieldbook {
  connection: {
    list: Call<'connection:list'>;
    keychainAvailable: Call<'connection:keychain-available'>;
    readAgain: Call<'connection:read-again'>;
    test: Call<'connection:test'>;
    save: Call<'connection:save'>;
    select: Call<'connection:select'>;
    forget: Call<'connection:forget'>;
    exploreSample: Call<'connection:explore-sample'>;
    onChanged: Subscribe<'connection:changed'>;
  };
  directory: {
    status: Call<'directory:status'>;
    refreshes: Call<'directory:refreshes'>;
    resolveHeld: Call<'directory:resolve-held'>;
    onChanged: Subscribe<'directory:changed'>;
  };
  customers: {
    search: Call<'customers:search'>;
    suggest: Call<'customers:suggest'>;
    history: Call<'customers:history'>;
    copy: Call<'customers:copy'>;
  };
  export: {
    save: Call<'export:save'>;
    cancel: Call<'export:cancel'>;
    showInFolder: Call<'export:show-in-folder'>;
  };
  refresh: {
    start: Call<'refresh:start'>;
    cancel: Call<'refresh:cancel'>;
    onChanged: Subscribe<'refresh:changed'>;
  };
  preferences: {
    read: Call<'preferences:read'>;
    save: Call<'preferences:save'>;
  };
  menu: {
    onCommand: Subscribe<'menu:command'>;
  };
  about: {
    read: Call<'about:read'>;
  };
  failure: {
    waiting: Call<'failure:waiting'>;
    report: Call<'failure:report'>;
    onTold: Subscribe<'failure:told'>;
  };
  clipboard: {
    write: Call<'clipboard:write'>;
  };
  support: {
    copyDetails: Call<'support:copy-details'>;
  };
}
