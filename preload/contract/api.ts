// The whole contract between the main process and the window. A question is one method here: its channel, `noun:verb`, what
// serves it and what the window calls, `window.fieldbook.noun.verb`, are derived from it; an event, likewise.
import type { About } from './about.ts';
import type { ChangeFilter, ChangeLabels, ChangePage, ChangeQuery, CustomerHistory } from './changes.ts';
import type { ConnectionDraft } from './connection-form.ts';
import type { Connections, OfConnection, Overview, SaveOutcome, TestOutcome } from './connections.ts';
import type { CustomerPage, CustomerQuery, Suggestions, WholeCustomer } from './customers.ts';
import type { DirectoryStatus } from './directory.ts';
import type { CopyRequest, ExportOutcome, ExportRequest } from './export.ts';
import type { Answer, ErrorReport, Failure, OriginatedFailure } from './failures.ts';
import type { HeldChoice } from './held-list.ts';
import type { MenuCommand } from './menu.ts';
import type { Preferences } from './preferences.ts';
import type { RefreshRecord, RefreshState } from './refresh.ts';

/** What the window may ask of the main process. */
export interface Questions {
  connection: {
    list(): Connections;
    /** False where no keychain answers: secrets are then kept until Fieldbook is closed. */
    keychainAvailable(): boolean;
    /** Looks again for connections that could not be read, and opens the current one if they can be now. */
    readAgain(): Connections;
    test(draft: ConnectionDraft): TestOutcome;
    save(draft: ConnectionDraft): SaveOutcome;
    select(id: string): Connections;
    /** What is cached of the connections that are not shown; null where it can't be read. */
    overviews(): OfConnection<Overview | null>[];
    /** Removes a connection, its secret and its list; what can't be removed is in `forgetting` then. Again, it is tried again. */
    forget(id: string): Connections;
    exploreSample(): Connections;
  };
  directory: {
    /** Null when there is no connection. */
    status(): OfConnection<DirectoryStatus> | null;
    /** The last hundred refreshes, newest first. */
    refreshes(): RefreshRecord[];
    /** Applies or discards the list that waits, if it is the one that came then: `HeldList.at`. */
    resolveHeld(choice: HeldChoice, at: number): null;
  };
  customers: {
    search(query: CustomerQuery): OfConnection<CustomerPage>;
    /** `caret` is where the next letter goes, in UTF-16 positions. */
    suggest(text: string, caret: number): Suggestions;
    /** The customer with this key, names and ID whole; null when it is not in the list. */
    whole(key: string): WholeCustomer | null;
    /** What is on record of the customer with this key. */
    history(key: string): CustomerHistory;
    /** Puts rows on the clipboard, as text and as a table that pastes into a spreadsheet or a chat; answers how many. */
    copy(request: CopyRequest): number;
  };
  changes: {
    search(query: ChangeQuery): OfConnection<ChangePage>;
    /** Puts changes on the clipboard, as `customers.copy` does customers. */
    copy(filter: ChangeFilter, labels: ChangeLabels): number;
  };
  export: {
    /** Asks where to, then writes the file. */
    save(request: ExportRequest): ExportOutcome;
    cancel(): null;
    /** Opens the file that was exported last in its program. */
    open(): null;
    /** Shows the file that was exported last in the system's file manager. */
    showInFolder(): null;
  };
  refresh: {
    /** Answers when the refresh has ended; while one runs, a second call joins it. */
    start(): null;
    cancel(): null;
  };
  preferences: {
    read(): Preferences;
    /** Remembers them at once, and on disk soon after; saved views of connections that are gone are dropped. */
    save(preferences: Preferences): null;
  };
  about: {
    read(): About;
  };
  failure: {
    /** What went wrong while no window was listening, such as at the start; each is told once. */
    waiting(): OriginatedFailure[];
    /** Logs an error of the window, and answers what to show. */
    report(report: ErrorReport): Failure;
  };
  clipboard: {
    write(text: string): null;
  };
  support: {
    /** Puts on the clipboard what a support engineer needs to know of a failure; no secret. */
    copyDetails(failure: Failure): null;
  };
}

/** What the main process tells the window, unasked. */
export interface Events {
  connection: {
    /** The connections, when something changes without being asked for. */
    changed: Connections;
  };
  directory: {
    changed: OfConnection<DirectoryStatus> | null;
  };
  refresh: {
    changed: RefreshState;
  };
  menu: {
    command: MenuCommand;
  };
  failure: {
    /** What nobody asked for has failed: an error in the main process or in a thread, for instance. */
    told: OriginatedFailure;
  };
}

/** `noun:name` of all that stands in a contract by noun. */
type Paths<Contract> = {
  [Noun in keyof Contract & string]: `${Noun}:${keyof Contract[Noun] & string}`;
}[keyof Contract & string];

/** What stands in a contract under `noun:name`. */
type At<Contract, Path> = Path extends `${infer Noun}:${infer Name}`
  ? Contract extends Record<Noun, Record<Name, infer What>>
    ? What
    : never
  : never;

export type Channel = Paths<Questions>;
export type Question<C extends Channel> = Extract<At<Questions, C>, (...args: never[]) => unknown>;

export type EventChannel = Paths<Events>;
export type Payload<C extends EventChannel> = At<Events, C>;

/** How the window asks: the question's arguments, and its value or why there is none. */
export type Ask<Q extends (...args: never[]) => unknown> = (...args: Parameters<Q>) => Promise<Answer<ReturnType<Q>>>;

/** How the window listens; what is given back ends it. */
export type Subscribe<T> = (listener: (payload: T) => void) => () => void;

type Asks<Noun> = Noun extends keyof Questions
  ? { [Verb in keyof Questions[Noun]]: Ask<Extract<Questions[Noun][Verb], (...args: never[]) => unknown>> }
  : unknown;

type Subscriptions<Noun> = Noun extends keyof Events
  ? { [Name in keyof Events[Noun] & string as `on${Capitalize<Name>}`]: Subscribe<Events[Noun][Name]> }
  : unknown;

/** `window.fieldbook`: all that the window can reach. */
export type Fieldbook = { [Noun in keyof Questions | keyof Events]: Asks<Noun> & Subscriptions<Noun> };
